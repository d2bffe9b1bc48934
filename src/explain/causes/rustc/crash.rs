//! rustc itself broke down.
//!
//! ## Says
//!
//! ```text
//! error: internal compiler error: compiler/rustc_middle/src/ty/mod.rs:1234:9: no type for node
//!
//! thread 'rustc' panicked at compiler/rustc_errors/src/lib.rs:1010:33:
//! ```
//!
//! ```console
//! 1: rustc itself broke down: a bug in it, or files of an earlier build that are damaged
//! build anew with another rustc: `cargo clean`, then `rustup update`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! thread 'main' panicked at build.rs:12:9:
//! no header
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: internal compiler error: {}",
    "error: the compiler unexpectedly panicked{}",
    "thread 'rustc' {}panicked at {}",
    "error: rustc interrupted by {}",
    "{}rustc{}(signal: 11, SIGSEGV: invalid memory reference)",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "rustc itself broke down: a bug in it, or files of an earlier build that are damaged",
        "build anew with another rustc: `cargo clean`, then `rustup update`",
    )
}
