//! A package is built with setuptools-rust, which is not in the environment.
//!
//! ## Says
//!
//! ```text
//!     File "/tmp/pip-build-acaq/demo/setup.py", line 13, in <module>
//!       from setuptools_rust import RustExtension
//!   ModuleNotFoundError: No module named 'setuptools_rust'
//! ```
//!
//! ```console
//! 3: a package is built with setuptools-rust, which is not there: pip is too old to install what a build needs, or
//!   builds without isolation
//! take a newer pip, `python -m pip install --upgrade pip`, which may find a wheel as well; or leave out
//!   `--no-build-isolation`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ModuleNotFoundError: No module named 'setuptools_rusty'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ModuleNotFoundError: No module named 'setuptools_rust'"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "a package is built with setuptools-rust, which is not there: pip is too old to install what a build needs, or builds \
         without isolation",
        "take a newer pip, `python -m pip install --upgrade pip`, which may find a wheel as well; or leave out \
         `--no-build-isolation`",
    )
}
