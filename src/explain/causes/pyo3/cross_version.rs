//! PyO3 is compiled for another system, and does not know for which Python.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `pyo3-ffi v0.30.1`
//!
//! Caused by:
//!   --- stderr
//!   error: PYO3_CROSS_PYTHON_VERSION or either an abi3-py3* or abi3t-py3* feature must be specified when cross-compiling and PYO3_CROSS_LIB_DIR is not set.
//! ```
//!
//! ```console
//! 5: PyO3 is compiled for another system and does not know for which Python
//! let maturin tell it, `maturin build --target TARGET -i python3.12`, or `export PYO3_CROSS_PYTHON_VERSION=3.12`
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   error: failed to run the Python interpreter at /opt/python/bin/python3: No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: PYO3_CROSS_PYTHON_VERSION or {} must be specified when cross-compiling{}",
    "error: failed to parse PYO3_CROSS_PYTHON_VERSION{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "PyO3 is compiled for another system and does not know for which Python",
        "let maturin tell it, `maturin build --target TARGET -i python3.12`, or `export PYO3_CROSS_PYTHON_VERSION=3.12`",
    )
}
