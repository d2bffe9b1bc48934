//! Cargo.toml names a source file that is not there.
//!
//! ## Says
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   can't find library `demo`, rename file to `src/lib.rs` or specify lib.path
//! ```
//!
//! ```console
//! 4: the sources of `demo` are not where cargo looks for them
//! put them into `src/lib.rs`, or name the file: `path = "…"` in `[lib]` of Cargo.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   library target names cannot contain hyphens: my-demo
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}can't find library `{}`{}",
    "{}can't find `{}` {}",
    "{}no targets specified in the manifest",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(1);
    let what = if name.is_empty() {
        "a library".to_owned()
    } else {
        format!("`{name}`")
    };
    because(
        format!("the sources of {what} are not where cargo looks for them"),
        "put them into `src/lib.rs`, or name the file: `path = \"…\"` in `[lib]` of Cargo.toml",
    )
}
