//! The stable ABI is asked for from a Python on that is newer than the one that is here.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `pyo3-ffi v0.22.6`
//!
//! Caused by:
//!   --- stderr
//!   error: cannot set a minimum Python version 3.13 higher than the interpreter version 3.11 (the minimum Python version is implied by the abi3-py313 feature)
//! ```
//!
//! ```console
//! 5: the feature `abi3-py313` asks for Python 3.13 and newer, and this is Python 3.11
//! build with Python 3.13 or newer, or lower the feature to `abi3-py311` in Cargo.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ⚠️ Warning: abi3 does not yet support CPython 3.11 at /home/me/.venv/bin/python so the build artifacts will be version-specific.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["error: cannot set a minimum Python version {} higher than the interpreter version {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (floor, here) = (said.hole(0), word(said.hole(1)));
    because(
        format!(
            "the feature `abi3-py{}` asks for Python {floor} and newer, and this is Python {here}",
            floor.replace('.', "")
        ),
        format!(
            "build with Python {floor} or newer, or lower the feature to `abi3-py{}` in Cargo.toml",
            release(here)
        ),
    )
}

/// `311` of `3.11.7`.
fn release(version: &str) -> String {
    version.split('.').take(2).collect()
}
