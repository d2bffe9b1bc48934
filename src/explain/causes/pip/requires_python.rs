//! The project does not want this Python.
//!
//! ## Says
//!
//! ```text
//! ERROR: Package 'demo' requires a different Python: 3.11.7 not in '>=3.14'
//! ```
//!
//! ```console
//! 1: `demo` asks for Python `>=3.14`, and this is 3.11.7
//! use such a Python, `uv python install` or your system's, or correct `requires-python` in pyproject.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Could not find a version that satisfies the requirement demo (from versions: none)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: Package '{}' requires a different Python: {} not in '{}'",
    "{}requested interpreter resolved to Python {}, which is incompatible with the project's Python requirement: {}",
    "{}the current Python version ({}) does not satisfy Python{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (package, python, wants) = match said.pattern {
        0 => (said.hole(0), said.hole(1), said.hole(2)),
        _ => ("the project", said.hole(1), said.hole(2)),
    };
    let wants = wants
        .split(" and ")
        .next()
        .unwrap_or(wants)
        .trim_matches(['`', ' ']);
    because(
        format!("`{package}` asks for Python `{wants}`, and this is {python}"),
        "use such a Python, `uv python install` or your system's, or correct `requires-python` in pyproject.toml",
    )
}
