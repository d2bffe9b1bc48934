//! A crate that the code uses is not there.
//!
//! ## Says
//!
//! ```text
//! error[E0463]: can't find crate for `serde_derive`
//!  --> src/lib.rs:1:1
//! ```
//!
//! ```console
//! 1: the crate `serde_derive` is not there, or is built for another target
//! `cargo add serde_derive`; if Cargo.toml has it, build anew: `cargo clean`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error[E0463]: can't find crate for `core`
//!   |
//!   = note: the `aarch64-unknown-linux-gnu` target may not be installed
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error[E0463]: can't find crate for `{}`"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(0);
    if ["core", "std"].contains(&name) {
        return None;
    }
    because(
        format!("the crate `{name}` is not there, or is built for another target"),
        format!("`cargo add {name}`; if Cargo.toml has it, build anew: `cargo clean`"),
    )
}
