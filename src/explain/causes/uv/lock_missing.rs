//! uv is told to keep to uv.lock, and there is none.
//!
//! ## Says
//!
//! ```text
//! error: Unable to find lockfile at `uv.lock`, but `--locked` was provided. To create a lockfile, run `uv lock` or `uv sync` without the flag.
//! ```
//!
//! ```console
//! 1: uv is told to keep to `uv.lock`, which is not there
//! write it and commit it: `uv lock`, then `git add uv.lock`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided. To update the lockfile, run `uv lock`.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: Unable to find lockfile at `{}`{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!("uv is told to keep to `{}`, which is not there", said.hole(0)),
        "write it and commit it: `uv lock`, then `git add uv.lock`",
    )
}
