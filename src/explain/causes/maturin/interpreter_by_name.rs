//! The interpreter is not there; maturin took its version from the name, and PyO3 does not know that version.
//!
//! ## Says
//!
//! ```text
//! ⚠️  Warning: Failed to determine python platform
//! 🐍 Found CPython 3.19
//! 🔗 Found pyo3 bindings
//! error: failed to run custom build command for `pyo3-ffi v0.30.1`
//!   --- stderr
//!   error: the configured Python version (3.19) is newer than PyO3's maximum supported version (3.15)
//! ```
//!
//! ```console
//! 6: there is no Python 3.19 here: maturin took the version from the name that `-i` gives
//! name a Python that is there: `-i .venv/bin/python`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 🐍 Found CPython 3.13 at /home/me/.venv/bin/python
//!   --- stderr
//!   error: the configured Python interpreter version (3.13) is newer than PyO3's maximum supported version (3.12)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::interpreters::is_by_name;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: the configured {} version ({}) is newer than PyO3's {}",
    "error: the configured {} version ({}) is lower than PyO3's {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if !is_by_name(said.log) {
        return None;
    }
    let version = said.hole(1);
    because(
        format!("there is no Python {version} here: maturin took the version from the name that `-i` gives"),
        "name a Python that is there: `-i .venv/bin/python`",
    )
}
