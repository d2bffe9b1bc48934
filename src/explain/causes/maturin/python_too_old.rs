//! The Python is too old for maturin.
//!
//! ## Says
//!
//! ```text
//! ⚠️  Warning: Failed to determine python platform
//! Traceback (most recent call last):
//!   File "<string>", line 25, in <module>
//! AttributeError: 'module' object has no attribute 'implementation'
//!
//! 💥 maturin failed
//!   Caused by: Trying to get metadata from the python interpreter '/home/me/.pyenv/versions/2.7.18/bin/python' failed
//! ```
//!
//! ```console
//! 7: the Python `/home/me/.pyenv/versions/2.7.18/bin/python` cannot tell maturin what it is; most likely it is too
//!   old
//! build with a newer one: `-i .venv/bin/python`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Couldn't find any python interpreters from '/home/me/gone/bin/python'.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Trying to get metadata from the python interpreter '{}' failed",
    "{}Only python >= {} is supported{}",
    "Free-threaded Python interpreter is only supported on {} and later{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 1 {
        return because(
            format!(
                "the Python is too old for maturin, which takes {} and newer",
                said.hole(1)
            ),
            "build with a newer one: `-i .venv/bin/python`",
        );
    }
    if said.pattern == 2 {
        return because(
            format!(
                "the Python without the GIL is too old for maturin, which takes {} and newer",
                said.hole(0)
            ),
            format!("build with a newer one: `-i python{}t`", said.hole(0)),
        );
    }
    if said.log.says("Microsoft Store") {
        return None;
    }
    because(
        format!(
            "the Python `{}` cannot tell maturin what it is; most likely it is too old",
            said.hole(0)
        ),
        "build with a newer one: `-i .venv/bin/python`",
    )
}
