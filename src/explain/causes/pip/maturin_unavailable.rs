//! No maturin is as `[build-system] requires` asks for it.
//!
//! ## Says
//!
//! ```text
//!       ERROR: Could not find a version that satisfies the requirement maturin<10,>=9.0 (from versions: 1.15.0, 1.16.0)
//!       ERROR: No matching distribution found for maturin<10,>=9.0
//! ```
//!
//! ```console
//! 2: no maturin is as `[build-system] requires` asks for it: `maturin<10,>=9.0`
//! correct the bound: `requires = ["maturin>=1.9,<2"]`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Could not find a version that satisfies the requirement six>=99 (from versions: 1.16.0, 1.17.0)
//! ERROR: No matching distribution found for six>=99
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::requirement::{is_cut_off, name};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: No matching distribution found for {}",
    "{}there are no versions of {}",
    "Because only maturin{} is available and you require {},{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let asked = said.hole(usize::from(said.pattern > 0));
    if name(asked) != "maturin" || is_cut_off(said) {
        return None;
    }
    because(
        format!("no maturin is as `[build-system] requires` asks for it: `{asked}`"),
        "correct the bound: `requires = [\"maturin>=1.9,<2\"]`",
    )
}
