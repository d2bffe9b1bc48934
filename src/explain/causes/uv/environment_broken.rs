//! The virtual environment is there, and its Python is not.
//!
//! ## Says
//!
//! ```text
//! error: Failed to inspect Python interpreter from active virtual environment at `.venv/bin/python3`
//!   Caused by: Broken symlink at `.venv/bin/python3`, was the underlying Python interpreter removed?
//! ```
//!
//! ```console
//! 1: the virtual environment does not work any more: its Python `.venv/bin/python3` leads nowhere, or does not
//!   start
//! make it anew: `uv venv --clear`, then `uv sync`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: No virtual environment found; run `uv venv` to create an environment
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: Failed to inspect Python interpreter from {} at `{}`"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "the virtual environment does not work any more: its Python `{}` leads nowhere, or does not start",
            said.hole(1)
        ),
        "make it anew: `uv venv --clear`, then `uv sync`",
    )
}
