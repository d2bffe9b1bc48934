//! No release of a requirement is within its bound.
//!
//! ## Says
//!
//! ```text
//! ERROR: Could not find a version that satisfies the requirement six>=99 (from versions: 1.16.0, 1.17.0)
//! ERROR: No matching distribution found for six>=99
//! ```
//!
//! ```console
//! 1: no release is as `six>=99` asks for it; the newest is 1.17.0
//! correct the bound of `six` in pyproject.toml, or look for a release that only newer Pythons have
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Could not find a version that satisfies the requirement demo (from versions: none)
//! ERROR: No matching distribution found for demo
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::requirement::{is_cut_off, name};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["ERROR: Could not find a version that satisfies the requirement {} (from versions: {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let asked = said.hole(0).split(" (from ").next()?;
    let there = said
        .line
        .text()
        .rsplit_once("(from versions: ")?
        .1
        .trim_end_matches(')');
    if there == "none" || name(asked) == "maturin" || is_cut_off(said) {
        return None;
    }
    let newest = there.rsplit(", ").next().unwrap_or(there);
    because(
        format!("no release is as `{asked}` asks for it; the newest is {newest}"),
        format!(
            "correct the bound of `{}` in pyproject.toml, or look for a release that only newer Pythons have",
            name(asked)
        ),
    )
}
