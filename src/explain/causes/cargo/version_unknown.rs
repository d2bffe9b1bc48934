//! No version of a crate is as Cargo.toml asks for it.
//!
//! ## Says
//!
//! ```text
//! error: failed to select a version for the requirement `serde = "^9"`
//! candidate versions found which didn't match: 1.0.229, 1.0.228, 1.0.227, ...
//! location searched: registry.example index
//! required by package `demo v0.1.0 (/home/me/project)`
//! ```
//!
//! ```console
//! 1: no version of the crate is as Cargo.toml asks for it, `serde = "^9"`; there are 1.0.229, 1.0.228, 1.0.227,
//!   ...
//! correct the version in Cargo.toml; a version that was yanked is not offered either
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to select a version for `serde`.
//!     ... required by package `demo v0.1.0 (/home/me/project)`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: failed to select a version for the requirement `{}`",
    "failed to select a version for the requirement `{}`",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.log.says("you're using offline mode") {
        return None;
    }
    let asked = said.hole(0);
    let mut below = said.below();
    let there = below.find_map(|line| line.strip_prefix("candidate versions found which didn't match: "));
    let there = there.map_or_else(String::new, |versions| format!("; there are {versions}"));
    if said.below().take(2).any(|line| line.ends_with(" is yanked")) {
        return because(
            format!("the versions of the crate that are asked for were withdrawn, `{asked}`"),
            "ask for another version in Cargo.toml; a lock that has them still builds: `--locked`",
        );
    }
    if said.line.text().contains("(locked to ") {
        return because(
            format!("the version of `{asked}` that Cargo.lock names is not there{there}"),
            "bring Cargo.lock up to date, `cargo update`, or vendor the crates anew, `cargo vendor`",
        );
    }
    because(
        format!("no version of the crate is as Cargo.toml asks for it, `{asked}`{there}"),
        "correct the version in Cargo.toml; a version that was yanked is not offered either",
    )
}
