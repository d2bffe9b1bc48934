//! The maturin that was used is not one that pyproject.toml asks for.
//!
//! ## Says
//!
//! ```text
//! ⚠️  Warning: You specified maturin>=9.0,<10 in pyproject.toml under `build-system.requires`, but the current maturin version is 1.16.0
//!     Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.30s
//! 📦 Built wheel for CPython 3.11 to /home/me/project/target/wheels/demo-0.1.0-cp311-cp311-manylinux_2_34_x86_64.whl
//! ```
//!
//! ```console
//! 1: pyproject.toml asks for `maturin>=9.0,<10`, and maturin 1.16.0 was used; pip and uv would fetch another one
//! correct the bound in `[build-system] requires`, or install a maturin within it
//! ```
//!
//! ## Does not say
//!
//! ```text
//!       ERROR: No matching distribution found for maturin<10,>=9.0
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Note;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Warning: You specified {} in pyproject.toml under `build-system.requires`, but the current {} version is {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "pyproject.toml asks for `{}`, and maturin {} was used; pip and uv would fetch another one",
            said.hole(0),
            said.hole(2)
        ),
        "correct the bound in `[build-system] requires`, or install a maturin within it",
    )
}
