//! The library was built, and Python will not be able to import it.
//!
//! ## Says
//!
//! ```text
//!     Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.29s
//! ⚠️  Warning: Couldn't find the symbol `PyInit_demo` or `PyModExport_demo` in the native library. Python will fail to import this module. If you're using pyo3, check that `#[pymodule]` uses `demo` as module name
//! 📦 Built wheel for CPython 3.11 to /tmp/.tmpA/demo-0.1.0-cp311-cp311-linux_x86_64.whl
//! ```
//!
//! ```console
//! 2: Python will not be able to import the library: it has no `PyInit_demo`
//! call the function or module under `#[pymodule]` `demo`, as `module-name` ends, or write `#[pyo3(name = "demo")]`
//! ```
//!
//! ## Does not say
//!
//! ```text
//!     Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.29s
//! 📦 Built wheel for CPython 3.11 to /tmp/.tmpA/demo-0.1.0-cp311-cp311-linux_x86_64.whl
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Note;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Warning: Couldn't find the symbol `{}`{} in the native library{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(0).trim_start_matches("PyInit_");
    because(
        format!(
            "Python will not be able to import the library: it has no `{}`",
            said.hole(0)
        ),
        format!(
            "call the function or module under `#[pymodule]` `{name}`, as `module-name` ends, or write `#[pyo3(name = \"{name}\")]`"
        ),
    )
}
