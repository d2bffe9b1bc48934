//! The environment has no pip.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to find pip (if working with a uv venv try `maturin develop --uv`)
//!   Caused by: `pip --version` failed with status: exit status: 1
//! ```
//!
//! ```console
//! 2: the environment has no pip
//! `maturin develop --uv` where uv made it, or `python -m ensurepip`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! /home/me/.venv/bin/python: No module named maturin
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Failed to find pip{}", "{}: No module named pip"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the environment has no pip",
        "`maturin develop --uv` where uv made it, or `python -m ensurepip`",
    )
}
