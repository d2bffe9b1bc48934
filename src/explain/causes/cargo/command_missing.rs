//! cargo has no such command.
//!
//! ## Says
//!
//! ```text
//! error: no such command: `zigbuild`
//!
//! help: view all installed commands with `cargo --list`
//! ```
//!
//! ```console
//! 1: cargo has no command `zigbuild`: it is part of another crate
//! `cargo install cargo-zigbuild`, or correct the name
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: 'cargo-clippy' is not installed for the toolchain '1.95.0-x86_64-unknown-linux-gnu'.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: no such command: `{}`", "error: no such subcommand: `{}`"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(0);
    because(
        format!("cargo has no command `{name}`: it is part of another crate"),
        format!("`cargo install cargo-{name}`, or correct the name"),
    )
}
