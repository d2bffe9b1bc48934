//! The library does not have the function with which Python starts a module of that name.
//!
//! ## Says
//!
//! ```text
//! ImportError: dynamic module does not define module export function (PyInit_demo)
//! ```
//!
//! ```console
//! 1: the library was found, and has no `PyInit_demo`: its `#[pymodule]` has another name, or there is none
//! call the function or module under `#[pymodule]` `demo` (or `#[pyo3(name = "demo")]`), as `module-name` ends; do
//!   not rename the file
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ModuleNotFoundError: No module named 'demo._core'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ImportError: dynamic module does not define {} function ({})"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let function = said.hole(1);
    let name = function
        .trim_start_matches("PyInit_")
        .trim_start_matches("PyModExport_");
    because(
        format!(
            "the library was found, and has no `{function}`: its `#[pymodule]` has another name, or there is none"
        ),
        format!(
            "call the function or module under `#[pymodule]` `{name}` (or `#[pyo3(name = \"{name}\")]`), as `module-name` ends; do not \
            rename the file"
        ),
    )
}
