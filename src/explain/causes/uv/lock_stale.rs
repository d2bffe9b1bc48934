//! uv is told to keep to uv.lock, and it does not fit pyproject.toml any more.
//!
//! ## Says
//!
//! ```text
//! error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided. To update the lockfile, run `uv lock`.
//! ```
//!
//! ```console
//! 1: `uv.lock` does not fit pyproject.toml any more, and `--locked` forbids to change it
//! bring it up to date and commit it: `uv lock`, then `git add uv.lock`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: Unable to find lockfile at `uv.lock`, but `--locked` was provided. To create a lockfile, run `uv lock` or `uv sync` without the flag.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: The lockfile at `{}` needs to be updated, but `{}` was provided{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "`{}` does not fit pyproject.toml any more, and `{}` forbids to change it",
            said.hole(0),
            said.hole(1)
        ),
        "bring it up to date and commit it: `uv lock`, then `git add uv.lock`",
    )
}
