//! Rust builds for 32 bits and the Python has 64, or the other way around.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `pyo3-ffi v0.30.1`
//!   --- stderr
//!   error: your Rust target architecture (32-bit) does not match your python interpreter (64-bit)
//! ```
//!
//! ```console
//! 3: Rust builds for 32-bit, and the Python is 64-bit
//! name a Python that is 32-bit with `-i` (in a workflow: `architecture` of setup-python), or build for another
//!   target
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: the configured Python interpreter version (3.16) is newer than PyO3's maximum supported version (3.15)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["{}our Rust target architecture ({}) does not match your python interpreter ({})"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (rust, python) = (said.hole(1), said.hole(2));
    because(
        format!("Rust builds for {rust}, and the Python is {python}"),
        format!(
            "name a Python that is {rust} with `-i` (in a workflow: `architecture` of setup-python), or build for another target"
        ),
    )
}
