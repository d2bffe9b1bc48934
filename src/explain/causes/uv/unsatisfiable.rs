//! No choice of releases meets all requirements.
//!
//! ## Says
//!
//! ```text
//!   × No solution found when resolving dependencies:
//!   ╰─▶ Because only six<=1.17.0 is available and demo depends on six>=99, we can conclude that demo's requirements are unsatisfiable.
//! ```
//!
//! ```console
//! 1: no choice of releases meets all requirements: only six<=1.17.0 is available and demo depends on six>=99
//! loosen the bound that the sentence names, in pyproject.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   × No solution found when resolving dependencies:
//!   ╰─▶ Because the current Python version (3.11.7) does not satisfy Python>=3.14 and demo==0.1.0 depends on Python>=3.14, we can conclude that demo==0.1.0 cannot be used.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["No solution found when resolving{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let reason = said
        .line
        .following()
        .take(8)
        .flat_map(|line| line.readings())
        .find(|text| text.starts_with("Because "))?;
    if reason.contains("does not satisfy Python")
        || reason.contains("no versions of maturin")
        || reason.starts_with("Because only maturin")
    {
        return None;
    }
    let reason = reason
        .trim_start_matches("Because ")
        .split(", we can conclude")
        .next()
        .unwrap_or(reason);
    because(
        format!("no choice of releases meets all requirements: {reason}"),
        "loosen the bound that the sentence names, in pyproject.toml",
    )
}
