//! pip is told to install only into a virtual environment, and none is active.
//!
//! ## Says
//!
//! ```text
//! ERROR: Could not find an activated virtualenv (required).
//! ```
//!
//! ```console
//! 1: pip is told to install only into a virtual environment (PIP_REQUIRE_VIRTUALENV), and none is active
//! `python3 -m venv .venv`, then `. .venv/bin/activate`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: externally-managed-environment
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ERROR: Could not find an activated virtualenv (required).{}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "pip is told to install only into a virtual environment (PIP_REQUIRE_VIRTUALENV), and none is active",
        "`python3 -m venv .venv`, then `. .venv/bin/activate`",
    )
}
