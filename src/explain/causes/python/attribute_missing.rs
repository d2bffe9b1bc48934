//! What was imported has not got the name: it is an empty folder, or an older build.
//!
//! ## Says
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//! AttributeError: module 'demo' has no attribute 'add'
//! ```
//!
//! ```console
//! 3: the `demo` that is imported has no `add`: it is a folder without the package, or an older build
//! see which it is: `python -c "import demo; print(demo.__path__)"`; then `maturin develop`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Traceback (most recent call last):
//!   File "/home/me/.venv/lib/python3.11/site-packages/other/core.py", line 12, in run
//! AttributeError: module 'demo' has no attribute 'add'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::{frame, is_elsewhere};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["AttributeError: module '{}' has no attribute '{}'"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (module, name) = (said.hole(0), said.hole(1));
    if is_elsewhere(module) || frame(said).is_some() || said.log.says("metadata from the python interpreter")
    {
        return None;
    }
    because(
        format!(
            "the `{module}` that is imported has no `{name}`: it is a folder without the package, or an older build"
        ),
        format!(
            "see which it is: `python -c \"import {module}; print({module}.__path__)\"`; then `maturin develop`"
        ),
    )
}
