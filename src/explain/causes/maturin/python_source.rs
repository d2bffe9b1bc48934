//! The folder with the Python sources, or the package in it, is not there.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: python-source is set to `python` but the directory does not exist. Either create the directory or remove the `python-source` setting from pyproject.toml.
//!   Caused by: No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 2: `python-source` is `python`, and the folder or the package in it is not there
//! make `python/PACKAGE/__init__.py`, or take `python-source` out of `[tool.maturin]`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to read readme specified in pyproject.toml, which should be at /home/me/project/README.md
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "python-source is set to `{}`{}",
    "{}`python-source` is set to `{}`{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let folder = if said.pattern == 0 {
        said.hole(0)
    } else {
        said.hole(1)
    };
    because(
        format!("`python-source` is `{folder}`, and the folder or the package in it is not there"),
        format!("make `{folder}/PACKAGE/__init__.py`, or take `python-source` out of `[tool.maturin]`"),
    )
}
