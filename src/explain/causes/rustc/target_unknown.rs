//! There is no such target.
//!
//! ## Says
//!
//! ```text
//! error: failed to run `rustc` to learn about target-specific information
//!
//! Caused by:
//!   process didn't exit successfully: `rustc - --crate-name ___ --print=file-names --target aarch64-linux` (exit status: 1)
//!   --- stderr
//!   error: error loading target specification: could not find specification for target "aarch64-linux"
//!     |
//!     = help: run `rustc --print target-list` for a list of built-in targets
//! ```
//!
//! ```console
//! 6: rustc knows no target `aarch64-linux`
//! correct the name: `rustc --print target-list` lists them all
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   --- stderr
//!   error: unknown codegen option: `nonsense`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}could not find specification for target \"{}\"",
    "{}Could not find specification for target \"{}\"",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!("rustc knows no target `{}`", said.hole(1)),
        "correct the name: `rustc --print target-list` lists them all",
    )
}
