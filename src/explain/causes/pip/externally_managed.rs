//! This Python belongs to the distribution, which does not want pip to write into it.
//!
//! ## Says
//!
//! ```text
//! error: externally-managed-environment
//!
//! × This environment is externally managed
//! ╰─> To install Python packages system-wide, try apt install
//!     python3-xyz, where xyz is the package you are trying to
//!     install.
//! ```
//!
//! ```console
//! 1: this Python belongs to the distribution, and pip may not install into it (PEP 668)
//! install into a virtual environment: `python3 -m venv .venv`, then `. .venv/bin/activate`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Could not find an activated virtualenv (required).
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: externally-managed-environment",
    "{}The interpreter at {} is externally managed{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "this Python belongs to the distribution, and pip may not install into it (PEP 668)",
        "install into a virtual environment: `python3 -m venv .venv`, then `. .venv/bin/activate`",
    )
}
