//! A file is called as the package that it imports.
//!
//! ## Says
//!
//! ```text
//! Traceback (most recent call last):
//!   File "/home/me/project/demo.py", line 1, in <module>
//!     from demo import add
//! ImportError: cannot import name 'add' from partially initialized module 'demo' (most likely due to a circular import) (/home/me/project/demo.py)
//! ```
//!
//! ```console
//! 4: `/home/me/project/demo.py` imports `demo` and finds itself: it has the name of the package, or imports in a
//!   circle
//! rename `/home/me/project/demo.py` if it is a script or a test of yours, and remove its `__pycache__`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: cannot import name 'add' from 'demo._core' (/home/me/project/python/demo/_core.cpython-311-x86_64-linux-gnu.so)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}from partially initialized module '{}'{}",
    "{}: partially initialized module '{}' has no attribute '{}'{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(1);
    let file = said
        .line
        .text()
        .rsplit_once(" (")
        .map(|(_, path)| path.trim_end_matches(')'));
    let file = file
        .filter(|path| path.ends_with(".py"))
        .map_or_else(|| format!("{name}.py"), str::to_owned);
    because(
        format!(
            "`{file}` imports `{name}` and finds itself: it has the name of the package, or imports in a circle"
        ),
        format!("rename `{file}` if it is a script or a test of yours, and remove its `__pycache__`"),
    )
}
