//! The Python is built without the GIL, and this PyO3 does not know such.
//!
//! ## Says
//!
//! ```text
//!   --- stderr
//!   error: the Python interpreter was built with the GIL disabled, which is not yet supported by PyO3
//! ```
//!
//! ```console
//! 2: the Python is free-threaded, and this PyO3 is too old for it
//! raise `pyo3` in Cargo.toml to 0.23 or newer, or build with the ordinary Python (without `t`)
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   error: the configured Python interpreter version (3.7) is lower than PyO3's minimum supported version (3.9)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: the Python interpreter was built with the GIL disabled{}",
    "error: The Python interpreter was built with the GIL disabled{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the Python is free-threaded, and this PyO3 is too old for it",
        "raise `pyo3` in Cargo.toml to 0.23 or newer, or build with the ordinary Python (without `t`)",
    )
}
