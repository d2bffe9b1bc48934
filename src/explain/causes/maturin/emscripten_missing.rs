//! For Pyodide, the compiler of Emscripten is needed, and is not there.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to run emcc to get the version
//!   Caused by: No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 2: the compiler `emcc` of Emscripten is not installed, or not in PATH
//! install the version that Pyodide asks for, `pyodide config get emscripten_version`, and activate it: `source
//!   emsdk_env.sh`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linking with `emcc` failed: exit status: 1
//!   = note: emcc: error: undefined symbol: foo
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Failed to run emcc to get the version",
    "error: linker `emcc` not found",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the compiler `emcc` of Emscripten is not installed, or not in PATH",
        "install the version that Pyodide asks for, `pyodide config get emscripten_version`, and activate it: `source emsdk_env.sh`",
    )
}
