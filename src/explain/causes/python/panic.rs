//! The Rust code of the module panics while Python imports it.
//!
//! ## Says
//!
//! ```text
//! thread '<unnamed>' (15000) panicked at src/lib.rs:10:92:
//! index out of bounds: the len is 0 but the index is 3
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//! pyo3_runtime.PanicException: index out of bounds: the len is 0 but the index is 3
//! ```
//!
//! ```console
//! 5: the Rust code panics, at `src/lib.rs:10:92`: index out of bounds: the len is 0 but the index is 3
//! correct the code there; `RUST_BACKTRACE=1` shows who called it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! thread 'main' panicked at build.rs:10:92:
//! index out of bounds: the len is 0 but the index is 3
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["pyo3_runtime.PanicException: {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let place = said
        .log
        .line_with(" panicked at ")
        .and_then(|line| line.text().split_once(" panicked at "));
    let place = place.map(|(_, place)| place.trim_end_matches(':'));
    let at = place.map_or_else(String::new, |place| format!(", at `{place}`"));
    because(
        format!("the Rust code panics{at}: {}", said.hole(0)),
        "correct the code there; `RUST_BACKTRACE=1` shows who called it",
    )
}
