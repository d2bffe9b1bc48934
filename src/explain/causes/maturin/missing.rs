//! maturin is not installed here, or not in PATH.
//!
//! ## Says
//!
//! ```text
//! pyenv: maturin: command not found
//!
//! The `maturin' command exists in these Python versions:
//!   3.11.7
//! ```
//!
//! ```console
//! 1: maturin is not installed in this environment; pyenv has it for Python 3.11.7
//! `python -m pip install maturin` in the environment that you use, after activating it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ModuleNotFoundError: No module named 'maturin'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Shell;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}maturin: command not found",
    "{}maturin: not found",
    "{}command not found: maturin",
    "'maturin' is not recognized as {}",
    "{}: No module named maturin",
    "{}No such file or directory: 'maturin'",
    "error: Failed to spawn: `maturin`",
    "maturin{}: The term 'maturin' is not recognized as {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 5 {
        return because(
            "the package maturin is there, but its program `maturin` is not in PATH",
            "put the `bin` (Windows: `Scripts`) of that environment into PATH by activating it, or leave out `--no-build-isolation`",
        );
    }
    let other = said
        .below()
        .skip_while(|line| !line.contains("exists in these Python versions"))
        .nth(1);
    let other = other.map_or_else(String::new, |version| {
        format!("; pyenv has it for Python {version}")
    });
    because(
        format!("maturin is not installed in this environment{other}"),
        "`python -m pip install maturin` in the environment that you use, after activating it",
    )
}
