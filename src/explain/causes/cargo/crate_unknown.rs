//! There is no crate of that name.
//!
//! ## Says
//!
//! ```text
//! error: no matching package named `serdee` found
//! location searched: registry.example index
//! required by package `demo v0.1.0 (/home/me/project)`
//! ```
//!
//! ```console
//! 1: there is no crate `serdee` where cargo looks for it
//! correct its name in Cargo.toml; a crate of your own needs `path`, `git` or `registry`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: no matching package named `serde` found
//! location searched: registry.example index
//! required by package `demo v0.1.0 (/home/me/project)`
//! As a reminder, you're using offline mode (--offline) which can sometimes cause surprising resolution failures
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: no matching package named `{}` found",
    "searched package name: `{}`",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.log.says("you're using offline mode") {
        return None;
    }
    because(
        format!("there is no crate `{}` where cargo looks for it", said.hole(0)),
        "correct its name in Cargo.toml; a crate of your own needs `path`, `git` or `registry`",
    )
}
