//! A test cannot start: the loader does not find the library of Python.
//!
//! ## Says
//!
//! ```text
//!      Running unittests src/lib.rs (/home/me/project/target/debug/deps/demo-817e10abe4fdbf86)
//! /home/me/project/target/debug/deps/demo-817e10abe4fdbf86: error while loading shared libraries: libpython3.12.so.1.0: cannot open shared object file: No such file or directory
//! error: test failed, to rerun pass `--lib`
//! ```
//!
//! ```console
//! 2: a program that is linked with Python does not find `libpython3.12.so.1.0` when it starts
//! `export LD_LIBRARY_PATH="$(python -c 'import sysconfig; print(sysconfig.get_config_var("LIBDIR"))')"` (macOS:
//!   DYLD_FALLBACK_LIBRARY_PATH) before `cargo test`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! /home/me/project/target/debug/deps/demo-817e10abe4fdbf86: error while loading shared libraries: libssl.so.3: cannot open shared object file: No such file or directory
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
    let name = library.rsplit('/').next()?;
    if !name.to_ascii_lowercase().contains("python") {
        return None;
    }
    because(
        format!("a program that is linked with Python does not find `{library}` when it starts"),
        "`export LD_LIBRARY_PATH=\"$(python -c 'import sysconfig; print(sysconfig.get_config_var(\"LIBDIR\"))')\"` \
         (macOS: DYLD_FALLBACK_LIBRARY_PATH) before `cargo test`",
    )
}
