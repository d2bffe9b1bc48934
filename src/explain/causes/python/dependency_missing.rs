//! The package is there; what it imports itself is not installed.
//!
//! ## Says
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//!   File "/home/me/.venv/lib/python3.11/site-packages/demo/__init__.py", line 1, in <module>
//!     from .demo import *
//! ModuleNotFoundError: No module named 'orjson'
//! ```
//!
//! ```console
//! 5: `demo` is there and imports `orjson`, which is not installed
//! `python -m pip install orjson`, and add it to `dependencies` in pyproject.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//! ModuleNotFoundError: No module named 'orjson'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::{importer, is_elsewhere};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ModuleNotFoundError: No module named '{}'"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(0);
    let by = importer(said)?;
    if name.contains('.') || is_elsewhere(name) || by == name {
        return None;
    }
    because(
        format!("`{by}` is there and imports `{name}`, which is not installed"),
        format!("`python -m pip install {name}`, and add it to `dependencies` in pyproject.toml"),
    )
}
