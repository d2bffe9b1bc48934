//! The standard library for the target is not installed.
//!
//! ## Says
//!
//! ```text
//! error[E0463]: can't find crate for `core`
//!   |
//!   = note: the `aarch64-unknown-linux-gnu` target may not be installed
//!   = help: consider downloading the target with `rustup target add aarch64-unknown-linux-gnu`
//! ```
//!
//! ```console
//! 3: the standard library of Rust for the target `aarch64-unknown-linux-gnu` is not installed
//! `rustup target add aarch64-unknown-linux-gnu`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error[E0463]: can't find crate for `serde_derive`
//!  --> src/lib.rs:1:1
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "the `{}` target may not be installed",
    "error[E0463]: can't find crate for `{}`",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 0 {
        let target = said.hole(0);
        return because(
            format!("the standard library of Rust for the target `{target}` is not installed"),
            format!("`rustup target add {target}`"),
        );
    }
    if !["core", "std"].contains(&said.hole(0)) || said.log.says("target may not be installed") {
        return None;
    }
    because(
        "the standard library of Rust for the target is not installed",
        "install it: `rustup target add TARGET`, with the target that you build for",
    )
}
