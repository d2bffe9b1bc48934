//! uv finds no such Python.
//!
//! ## Says
//!
//! ```text
//! error: No interpreter found for Python 3.19 in managed installations or search path
//! ```
//!
//! ```console
//! 1: uv finds no Python 3.19
//! `uv python install 3.19`, or ask for one that is there: `uv python list`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: No virtual environment found; run `uv venv` to create an environment, or pass `--system` to install into a non-virtual environment
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: No interpreter found for {} in {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let python = said.hole(0);
    let version = python.trim_start_matches("Python ");
    because(
        format!("uv finds no {python}"),
        format!("`uv python install {version}`, or ask for one that is there: `uv python list`"),
    )
}
