//! pip is too old for an editable install of a project without setup.py.
//!
//! ## Says
//!
//! ```text
//! ERROR: File "setup.py" or "setup.cfg" not found. Directory cannot be installed in editable mode: /home/me/project
//! (A "pyproject.toml" file was found, but editable mode currently requires a setuptools-based build.)
//! ```
//!
//! ```console
//! 1: pip is too old: an editable install of a project without setup.py takes 21.3 or newer
//! `python -m pip install --upgrade pip`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Directory '/home/me/project' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["ERROR: File \"setup.py\"{} not found. Directory cannot be installed in editable mode: {}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "pip is too old: an editable install of a project without setup.py takes 21.3 or newer",
        "`python -m pip install --upgrade pip`",
    )
}
