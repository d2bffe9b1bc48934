//! `--locked` asks for a Cargo.lock, and there is none.
//!
//! ## Says
//!
//! ```text
//! error: cannot create the lock file /home/me/project/Cargo.lock because --locked was passed to prevent this
//! help: to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.
//! ```
//!
//! ```console
//! 1: `--locked` asks for `/home/me/project/Cargo.lock`, which is not there
//! write it and commit it: `cargo generate-lockfile`, then `git add Cargo.lock`; see that .gitignore does not name
//!   it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: cannot update the lock file /home/me/project/Cargo.lock because --locked was passed to prevent this
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: cannot create the lock file {} because {} was passed to prevent this",
    "Cargo.lock is required by `--locked`/`--frozen` but it's not found{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (lock, option) = match said.pattern {
        0 => (said.hole(0), said.hole(1)),
        _ => ("Cargo.lock", "--locked"),
    };
    because(
        format!("`{option}` asks for `{lock}`, which is not there"),
        "write it and commit it: `cargo generate-lockfile`, then `git add Cargo.lock`; see that .gitignore does not name it",
    )
}
