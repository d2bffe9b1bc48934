//! A program cannot start: the loader does not find a library that it needs.
//!
//! ## Says
//!
//! ```text
//!      Running unittests src/lib.rs (/home/me/project/target/debug/deps/demo-817e10abe4fdbf86)
//! /home/me/project/target/debug/deps/demo-817e10abe4fdbf86: error while loading shared libraries: libssl.so.3: cannot open shared object file: No such file or directory
//! ```
//!
//! ```console
//! 2: a program does not find the shared library `libssl.so.3` when it starts
//! install the package that has it, or add its folder to LD_LIBRARY_PATH (macOS: DYLD_FALLBACK_LIBRARY_PATH)
//! ```
//!
//! ## Does not say
//!
//! ```text
//! /home/me/project/target/debug/deps/demo-817e10abe4fdbf86: error while loading shared libraries: libpython3.12.so.1.0: cannot open shared object file: No such file or directory
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::linking::{LOADING, loaded};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = LOADING;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let library = loaded(said)?;
    if library.to_ascii_lowercase().contains("python") || said.line.text().contains("ImportError") {
        return None;
    }
    because(
        format!("a program does not find the shared library `{library}` when it starts"),
        "install the package that has it, or add its folder to LD_LIBRARY_PATH (macOS: DYLD_FALLBACK_LIBRARY_PATH)",
    )
}
