//! The readme that pyproject.toml names is not there.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to read readme specified in pyproject.toml, which should be at /home/me/project/README.md
//!   Caused by: failed to open file `/home/me/project/README.md`: No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 2: the readme that pyproject.toml names is not there: `/home/me/project/README.md`
//! write it, or correct `readme`; in a source distribution, see that it is taken in
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: python-source is set to `python` but the directory does not exist. Either create the directory or remove the `python-source` setting from pyproject.toml.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Failed to read readme specified in {}, which should be at {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "the readme that pyproject.toml names is not there: `{}`",
            said.hole(1)
        ),
        "write it, or correct `readme`; in a source distribution, see that it is taken in",
    )
}
