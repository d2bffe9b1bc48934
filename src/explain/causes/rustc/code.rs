//! Code of the project does not compile.
//!
//! ## Says
//!
//! ```text
//!    Compiling demo v0.1.0 (/home/me/project)
//! error[E0425]: cannot find value `c` in this scope
//!  --> src/lib.rs:5:9
//!   |
//! 5 |     a + c
//!   |         ^
//! ```
//!
//! ```console
//! 2: the code of the project does not compile: cannot find value `c` in this scope, at `src/lib.rs:5:9`
//! correct `src/lib.rs:5:9`; `rustc --explain E0425` says what that means
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error[E0308]: mismatched types
//!  --> /home/me/.cargo/registry/src/index-1949cf8c6b5b557f/dep-1.2.3/src/lib.rs:1:26
//!   |
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::rustc::{ERROR, code, is_project_old, origin};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = ERROR;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let place = origin(said)?.ok().filter(|_| !is_project_old(said))?;
    let (code, message) = code(said)?;
    let more = code.map_or_else(String::new, |code| {
        format!("; `rustc --explain {code}` says what that means")
    });
    because(
        format!("the code of the project does not compile: {message}, at `{place}`"),
        format!("correct `{place}`{more}"),
    )
}
