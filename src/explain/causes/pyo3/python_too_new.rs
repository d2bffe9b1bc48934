//! The Python is newer than this PyO3 knows.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `pyo3-ffi v0.21.2`
//!
//! Caused by:
//!   --- stderr
//!   error: the configured Python interpreter version (3.13) is newer than PyO3's maximum supported version (3.12)
//!   = help: please check if an updated version of PyO3 is available. Current version: 0.21.2
//!   = help: set PYO3_USE_ABI3_FORWARD_COMPATIBILITY=1 to suppress this check and build anyway using the stable ABI
//! ```
//!
//! ```console
//! 5: Python 3.13 is newer than PyO3 0.21.2 knows, which is at most 3.12
//! raise `pyo3` in Cargo.toml, or build with Python 3.12: `maturin build -i python3.12`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ⚠️  Warning: Failed to determine python platform
//! 🐍 Found CPython 3.19
//! error: the configured Python version (3.19) is newer than PyO3's maximum supported version (3.15)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::interpreters::{implementation, is_by_name};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["error: the configured {} version ({}) is newer than PyO3's maximum supported version ({})"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if is_by_name(said.log) {
        return None;
    }
    let (python, newest) = (said.hole(1), said.hole(2));
    let name = implementation(said);
    let built = said.below().find_map(|line| {
        let (_, after) = line
            .split_once("Current version: ")
            .or_else(|| line.split_once("built with PyO3 version "))?;
        Some(after.trim())
    });
    let pyo3 = built.map_or_else(|| "this PyO3".to_owned(), |version| format!("PyO3 {version}"));
    because(
        format!("{name} {python} is newer than {pyo3} knows, which is at most {newest}"),
        format!(
            "raise `pyo3` in Cargo.toml, or build with {name} {newest}: `maturin build -i {}{newest}`",
            name.to_ascii_lowercase()
        ),
    )
}
