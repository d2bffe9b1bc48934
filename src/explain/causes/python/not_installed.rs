//! The package is not installed in this Python.
//!
//! ## Says
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//! ModuleNotFoundError: No module named 'demo'
//! ```
//!
//! ```console
//! 3: `demo` is not installed in the Python that runs, or only for another Python
//! see which Python it is (`python -c "import sys; print(sys.executable)"`), and install there: `maturin develop`,
//!   or `python -m pip install demo`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//!   File "/home/me/project/python/demo/__init__.py", line 1, in <module>
//!     from ._core import add
//! ModuleNotFoundError: No module named 'demo._core'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::{importer, is_backend, is_elsewhere, pure_wheel};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ModuleNotFoundError: No module named '{}'",
    "ImportError: No module named {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(0);
    if name.contains('.')
        || is_elsewhere(name)
        || is_backend(said.log, name)
        || importer(said).is_some()
        || pure_wheel(said.log, name).is_some()
    {
        return None;
    }
    because(
        format!("`{name}` is not installed in the Python that runs, or only for another Python"),
        format!(
            "see which Python it is (`python -c \"import sys; print(sys.executable)\"`), and install there: `maturin develop`, or \
            `python -m pip install {name}`"
        ),
    )
}
