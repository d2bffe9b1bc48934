//! There is no cargo on this machine, or not in PATH.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Cargo metadata failed. Do you have cargo in your PATH?
//!   Caused by: No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 2: there is no cargo here, or it is not in PATH
//! install Rust with rustup (https://rustup.rs); if it is installed, `. "$HOME/.cargo/env"` puts it into PATH
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Cargo metadata failed. Does your crate compile with `cargo build`?
//!   Caused by: `cargo metadata` exited with an error:
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Shell;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Cargo metadata failed. Do you have cargo in your PATH?",
    "Cargo, the Rust package manager, is not installed or is not on PATH.{}",
    "{}: cargo: command not found",
    "{}: cargo: not found",
    "{}command not found: cargo",
    "'cargo' is not recognized as {}",
    "{}No such file or directory: 'cargo'",
    "cargo{}: The term 'cargo' is not recognized as {}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "there is no cargo here, or it is not in PATH",
        "install Rust with rustup (https://rustup.rs); if it is installed, `. \"$HOME/.cargo/env\"` puts it into PATH",
    )
}
