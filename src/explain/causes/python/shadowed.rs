//! A folder of sources is imported in the place of the package that is installed.
//!
//! ## Says
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//!   File "/home/me/project/demo/__init__.py", line 1, in <module>
//!     from .demo import add
//! ModuleNotFoundError: No module named 'demo.demo'
//! ```
//!
//! ```console
//! 5: `/home/me/project/demo/__init__.py` is imported in the place of the package that is installed, and has no
//!   library beside it
//! run Python from another folder, or move the sources: `python-source = "python"` in `[tool.maturin]`
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
use crate::explain::imports::frame;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ModuleNotFoundError: No module named '{}'"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (package, module) = said.hole(0).split_once('.')?;
    if package != module {
        return None;
    }
    let folder = frame(said).unwrap_or("a folder of that name");
    because(
        format!(
            "`{folder}` is imported in the place of the package that is installed, and has no library beside it"
        ),
        "run Python from another folder, or move the sources: `python-source = \"python\"` in `[tool.maturin]`",
    )
}
