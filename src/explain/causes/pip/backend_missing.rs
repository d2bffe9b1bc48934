//! The build does without isolation, and maturin is not in the environment.
//!
//! ## Says
//!
//! ```text
//!   cause: Call to `maturin.build_wheel` failed (exit status: 1)
//!
//!          [stderr]
//!          Traceback (most recent call last):
//!            File "<string>", line 8, in <module>
//!          ModuleNotFoundError: No module named 'maturin'
//! ```
//!
//! ```console
//! 6: pip or uv builds without isolation, and maturin is not in the environment
//! `pip install maturin` there, or leave out `--no-build-isolation`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! /home/me/.venv/bin/python: No module named maturin
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ModuleNotFoundError: No module named 'maturin'",
    "{}BackendUnavailable: Cannot import 'maturin'",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "pip or uv builds without isolation, and maturin is not in the environment",
        "`pip install maturin` there, or leave out `--no-build-isolation`",
    )
}
