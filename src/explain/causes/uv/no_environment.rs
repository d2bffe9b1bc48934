//! uv finds no virtual environment.
//!
//! ## Says
//!
//! ```text
//! error: No virtual environment found; run `uv venv` to create an environment, or pass `--system` to install into a non-virtual environment
//! ```
//!
//! ```console
//! 1: `uv pip` needs a virtual environment, and there is none
//! `uv venv`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: No interpreter found for Python 3.19 in managed installations or search path
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: No virtual environment found{}",
    "error: Failed to find an active virtual environment{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "`uv pip` needs a virtual environment, and there is none",
        "`uv venv`",
    )
}
