//! A toolchain of Rust that the project asks for is not installed.
//!
//! ## Says
//!
//! ```text
//! error: toolchain '1.70.0-x86_64-unknown-linux-gnu' is not installed
//! help: run `rustup toolchain install` to install it
//! ```
//!
//! ```console
//! 1: the toolchain `1.70.0-x86_64-unknown-linux-gnu` of Rust is not installed; rust-toolchain.toml, an override or
//!   RUSTUP_TOOLCHAIN asks for it
//! `rustup toolchain install 1.70.0-x86_64-unknown-linux-gnu`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: rustup could not choose a version of cargo to run, because one wasn't specified explicitly, and no default is configured.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: toolchain '{}' is not installed",
    "error: override toolchain '{}' is not installed{}",
    "error: invalid path toolchain '{}'",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let toolchain = said.hole(0);
    because(
        format!(
            "the toolchain `{toolchain}` of Rust is not installed; rust-toolchain.toml, an override or RUSTUP_TOOLCHAIN asks for it"
        ),
        format!("`rustup toolchain install {toolchain}`"),
    )
}
