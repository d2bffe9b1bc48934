//! Cargo.lock does not parse.
//!
//! ## Says
//!
//! ```text
//! error: failed to parse lock file at: /home/me/project/Cargo.lock
//!
//! Caused by:
//!   TOML parse error at line 5, column 9
//!     |
//!   5 | <<<<<<< HEAD
//!     |         ^
//!   key with no value, expected `=`
//! ```
//!
//! ```console
//! 1: `/home/me/project/Cargo.lock` has the marks of a merge conflict in it
//! take one side, and let cargo complete it: `git checkout --ours Cargo.lock`, then `cargo update --workspace`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to parse lock file at: /home/me/project/Cargo.lock
//!
//! Caused by:
//!   lock file version `4` was found, but this version of Cargo does not understand this lock file, perhaps Cargo needs to be updated?
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: failed to parse lock file at: {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let below: Vec<&str> = said.below().take(12).collect();
    let has = |text: &str| below.iter().any(|line| line.contains(text));
    if has("lock file version") {
        return None;
    }
    let path = said.hole(0);
    if has("<<<<<<<") || has("=======") || has(">>>>>>>") {
        return because(
            format!("`{path}` has the marks of a merge conflict in it"),
            "take one side, and let cargo complete it: `git checkout --ours Cargo.lock`, then `cargo update --workspace`",
        );
    }
    because(
        format!("`{path}` does not parse"),
        "take the last one that was committed, `git checkout HEAD Cargo.lock`, or remove it and let cargo write it anew",
    )
}
