//! The library is older than the Python code that imports from it.
//!
//! ## Says
//!
//! ```text
//! ImportError: cannot import name 'mul' from 'demo._core' (/home/me/project/python/demo/_core.cpython-311-x86_64-linux-gnu.so)
//! ```
//!
//! ```console
//! 1: the library `demo._core` has no `mul`: it was built before the Rust code had it, or does not export it
//! build it again: `maturin develop` (uv: `uv sync --reinstall-package NAME`)
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: cannot import name 'mul' from 'demo.tools' (/home/me/project/python/demo/tools.py)
//! ```

use crate::explain::cause::{Depth, Explanation, Said};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ImportError: cannot import name '{}' from '{}' ({})"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (name, module, path) = (said.hole(0), said.hole(1), said.hole(2));
    let is_library = [".so", ".pyd", ".dylib"].iter().any(|end| path.ends_with(end));
    is_library.then(|| Explanation::new(
        format!("the library `{module}` has no `{name}`: it was built before the Rust code had it, or does not export it"),
        "build it again: `maturin develop` (uv: `uv sync --reinstall-package NAME`)",
    ))
}
