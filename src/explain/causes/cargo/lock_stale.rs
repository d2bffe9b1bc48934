//! `--locked` forbids to change Cargo.lock, and it does not fit Cargo.toml any more.
//!
//! ## Says
//!
//! ```text
//! error: cannot update the lock file /home/me/project/Cargo.lock because --locked was passed to prevent this
//! help: to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.
//! ```
//!
//! ```console
//! 1: `/home/me/project/Cargo.lock` does not fit Cargo.toml any more, and `--locked` forbids to change it
//! bring it up to date and commit it: `cargo update --workspace`, then `git add Cargo.lock`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: cannot create the lock file /home/me/project/Cargo.lock because --locked was passed to prevent this
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: cannot update the lock file {} because {} was passed to prevent this",
    "error: the lock file {} needs to be updated but {} was passed{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "`{}` does not fit Cargo.toml any more, and `{}` forbids to change it",
            said.hole(0),
            word(said.hole(1))
        ),
        "bring it up to date and commit it: `cargo update --workspace`, then `git add Cargo.lock`",
    )
}
