//! The package is there without its library: it is not built, is for another Python, or was deleted.
//!
//! ## Says
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//!   File "/home/me/project/python/demo/__init__.py", line 1, in <module>
//!     from ._core import add
//! ModuleNotFoundError: No module named 'demo._core'
//! ```
//!
//! ```console
//! 5: `demo` is imported without its library `demo._core`: not built yet, built for another Python, or deleted
//! build it for the Python that runs: `maturin develop`; `scaffold doctor --import` says which of these it is
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//! ModuleNotFoundError: No module named 'demo'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::is_elsewhere;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ModuleNotFoundError: No module named '{}'"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(0);
    let (package, module) = name.split_once('.')?;
    if is_elsewhere(package) || module == package {
        return None;
    }
    because(
        format!(
            "`{package}` is imported without its library `{name}`: not built yet, built for another Python, or deleted"
        ),
        "build it for the Python that runs: `maturin develop`; `scaffold doctor --import` says which of these it is",
    )
}
