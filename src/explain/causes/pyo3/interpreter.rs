//! The Python that PyO3 is told to use cannot be started, or there is none.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `pyo3-ffi v0.30.1`
//!
//! Caused by:
//!   --- stderr
//!   error: failed to run the Python interpreter at /opt/python/bin/python3: No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 5: the Python that PyO3 is told to use, `/opt/python/bin/python3`, does not start: No such file or directory (os
//!   error 2)
//! `unset PYO3_PYTHON PYTHON_SYS_EXECUTABLE`, or correct them (`[env]` in `.cargo/config.toml` may set them, too)
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
    "error: failed to run the Python interpreter at {}: {}",
    "error: no Python 3.x interpreter found",
    "Error: \"Could not find any interpreter at {}, are you sure{}",
    "error: Python script failed{}",
    "error: broken Python interpreter: {}",
    "error: Neither abi3 or abi3t features are enabled{}",
    "error: an abi3-py3* feature must be specified when compiling without a Python interpreter{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern >= 5 {
        return because(
            "PyO3 may not ask a Python (PYO3_NO_PYTHON), and without the stable ABI it needs one",
            "`unset PYO3_NO_PYTHON`, or ask for the stable ABI: `cargo add pyo3 --features abi3-py311`",
        );
    }
    if said.pattern != 0 {
        return because(
            "PyO3 finds no Python 3 that works",
            "make a virtual environment and activate it, `python3 -m venv .venv`, or name one: `export PYO3_PYTHON=…`",
        );
    }
    because(
        format!(
            "the Python that PyO3 is told to use, `{}`, does not start: {}",
            said.hole(0),
            said.hole(1)
        ),
        "`unset PYO3_PYTHON PYTHON_SYS_EXECUTABLE`, or correct them (`[env]` in `.cargo/config.toml` may set them, too)",
    )
}
