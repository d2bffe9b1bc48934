//! PYO3_CROSS_LIB_DIR names a folder without the Python of the target.
//!
//! ## Says
//!
//! ```text
//!   --- stderr
//!   error: Could not find either libpython.so or _sysconfigdata*.py in /opt/cross/lib
//! ```
//!
//! ```console
//! 2: PYO3_CROSS_LIB_DIR does not lead to one Python of the target
//! point it to the folder with the `_sysconfigdata…py` of that Python, or unset it and set
//!   PYO3_CROSS_PYTHON_VERSION
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   error: PYO3_CROSS_PYTHON_VERSION or either an abi3-py3* or abi3t-py3* feature must be specified when cross-compiling and PYO3_CROSS_LIB_DIR is not set.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}ould not find either libpython{} in {}",
    "{}_sysconfigdata{}.py not found{}",
    "{}ould not find _sysconfigdata*.py in {}",
    "{}failed to search the lib dir at 'PYO3_CROSS_LIB_DIR={}'",
    "error: Detected multiple possible Python versions{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "PYO3_CROSS_LIB_DIR does not lead to one Python of the target",
        "point it to the folder with the `_sysconfigdata…py` of that Python, or unset it and set PYO3_CROSS_PYTHON_VERSION",
    )
}
