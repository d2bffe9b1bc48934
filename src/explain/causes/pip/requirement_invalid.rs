//! A requirement is not written as the standard wants it.
//!
//! ## Says
//!
//! ```text
//! ERROR: Invalid requirement: 'numpy=>1.26': Expected end or semicolon (after name and no valid version specifier)
//!     numpy=>1.26
//!          ^
//! ```
//!
//! ```console
//! 1: `numpy=>1.26` is no requirement: Expected end or semicolon (after name and no valid version specifier)
//! correct it where it stands: pyproject.toml, a file of requirements, or the command; versions are compared with
//!   `>=`, `==`, `~=`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: No matching distribution found for numpy>=99
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: Invalid requirement: '{}'{}",
    "error: Failed to parse: `{}`",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let reason = said.hole(1);
    because(
        format!("`{}` is no requirement{reason}", said.hole(0)),
        "correct it where it stands: pyproject.toml, a file of requirements, or the command; versions are compared with `>=`, \
         `==`, `~=`",
    )
}
