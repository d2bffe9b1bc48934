//! There is no such profile.
//!
//! ## Says
//!
//! ```text
//! error: profile `relase` is not defined
//! ```
//!
//! ```console
//! 1: there is no profile `relase`
//! define `[profile.relase]` in the Cargo.toml of the workspace's root, or correct the name
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: no such command: `relase`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: profile `{}` is not defined"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(0);
    because(
        format!("there is no profile `{name}`"),
        format!("define `[profile.{name}]` in the Cargo.toml of the workspace's root, or correct the name"),
    )
}
