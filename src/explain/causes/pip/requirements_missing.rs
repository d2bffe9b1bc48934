//! A file of requirements, or a group of dependencies, is not there.
//!
//! ## Says
//!
//! ```text
//! ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements-dev.txt'
//! ```
//!
//! ```console
//! 1: there is no file of requirements `requirements-dev.txt`
//! correct the path, or run the command in the folder that has it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: '/home/me/dist/demo.whl'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: Could not open requirements file: {}: '{}'",
    "ERROR: [dependency-groups] resolution failed for '{}' from '{}'{}",
    "ERROR: [dependency-groups] table was missing from '{}'{}",
    "error: Group `{}` is not defined in the project's `dependency-groups` table",
    "error: File not found: `{}`",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if (1..=3).contains(&said.pattern) {
        let what = match said.pattern {
            2 => "there is no table `[dependency-groups]` in pyproject.toml".to_owned(),
            _ => format!(
                "the group of dependencies `{}` is not there, or not valid",
                said.hole(0)
            ),
        };
        return because(
            what,
            "write it into `[dependency-groups]` of pyproject.toml, or correct its name",
        );
    }
    let path = said.hole(usize::from(said.pattern == 0)).trim_matches('\'');
    because(
        format!("there is no file of requirements `{path}`"),
        "correct the path, or run the command in the folder that has it",
    )
}
