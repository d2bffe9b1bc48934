//! The folder is none that pip can install.
//!
//! ## Says
//!
//! ```text
//! ERROR: Directory '/home/me' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.
//! ```
//!
//! ```console
//! 1: there is no pyproject.toml in `/home/me`
//! give pip or uv the folder of the project
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: File "setup.py" or "setup.cfg" not found. Directory cannot be installed in editable mode: /home/me/project
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: Directory '{}' is not installable.{}",
    "{} does not appear to be a Python project{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let folder = said.hole(0).trim_start_matches("error: ").trim_matches('`');
    because(
        format!("there is no pyproject.toml in `{folder}`"),
        "give pip or uv the folder of the project",
    )
}
