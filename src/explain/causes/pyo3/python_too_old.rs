//! The Python is older than this PyO3 takes.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `pyo3-ffi v0.30.1`
//!
//! Caused by:
//!   --- stderr
//!   error: the configured Python interpreter version (3.7) is lower than PyO3's minimum supported version (3.9)
//! ```
//!
//! ```console
//! 5: Python 3.7 is too old for this PyO3, which takes 3.9 and newer
//! build with a newer Python: `maturin build -i python3.9`, or PYO3_PYTHON for cargo
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   error: the configured Python interpreter version (3.13) is newer than PyO3's maximum supported version (3.12)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::interpreters::implementation;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["error: the configured {} version ({}) is lower than PyO3's minimum supported version ({})"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (python, oldest) = (said.hole(1), said.hole(2));
    because(
        format!(
            "{} {python} is too old for this PyO3, which takes {oldest} and newer",
            implementation(said)
        ),
        format!("build with a newer Python: `maturin build -i python{oldest}`, or PYO3_PYTHON for cargo"),
    )
}
