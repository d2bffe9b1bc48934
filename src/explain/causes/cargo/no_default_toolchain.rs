//! rustup is installed, and no toolchain of Rust.
//!
//! ## Says
//!
//! ```text
//! error: rustup could not choose a version of cargo to run, because one wasn't specified explicitly, and no default is configured.
//! help: run 'rustup default stable' to download the latest stable release of Rust and set it as your default toolchain.
//! ```
//!
//! ```console
//! 1: rustup is installed, but no toolchain of Rust is chosen
//! `rustup default stable`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: toolchain '1.70.0-x86_64-unknown-linux-gnu' is not installed
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: rustup could not choose a version of {} to run{}",
    "error: no override and no default toolchain set",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "rustup is installed, but no toolchain of Rust is chosen",
        "`rustup default stable`",
    )
}
