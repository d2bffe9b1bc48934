//! Code needs a newer rustc, or a nightly one.
//!
//! ## Says
//!
//! ```text
//! error[E0658]: use of unstable library feature 'lazy_cell'
//!  --> /home/me/.cargo/registry/src/index-1949cf8c6b5b557f/dep-1.2.3/src/lib.rs:3:5
//!   |
//! 3 | use std::sync::LazyLock;
//!   |     ^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```console
//! 1: rustc is too old for what the code uses: use of unstable library feature 'lazy_cell'
//! take a newer rustc: `rustup update`; if none has it yet, only a nightly does
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error[E0599]: no method named `lazy_cell` found for struct `Vec<T>` in the current scope
//!  --> src/lib.rs:5:7
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error[E0658]: {}",
    "error[E0554]: {}",
    "error: {} may not be used on the stable release channel",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 0 {
        return because(
            format!("rustc is too old for what the code uses: {}", said.hole(0)),
            "take a newer rustc: `rustup update`; if none has it yet, only a nightly does",
        );
    }
    because(
        "the code asks for an unfinished feature of Rust (`#![feature]`), which only a nightly rustc has",
        "take a nightly: `rustup toolchain install nightly`, then `RUSTUP_TOOLCHAIN=nightly`; or a crate that does without",
    )
}
