//! A file that the metadata names lies outside of the project.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to build source distribution
//!   Caused by: `readme` path `../README.md` resolves outside allowed root `/home/me/demo`
//! ```
//!
//! ```console
//! 3: `../README.md` (`readme`) lies outside of `/home/me/demo`, and a source distribution cannot hold it
//! put a copy or a link of it beside pyproject.toml, and name that
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to read readme specified in pyproject.toml, which should be at /home/me/demo/README.md
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{} path `{}` resolves outside {} root `{}`",
    "{} path `{}` must not contain `..`{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (named, path) = (said.hole(0), said.hole(1));
    let key = named.rsplit('`').nth(1).unwrap_or(named);
    let root = match said.pattern {
        0 => format!("`{}`", said.hole(3)),
        _ => "the project".to_owned(),
    };
    because(
        format!("`{path}` (`{key}`) lies outside of {root}, and a source distribution cannot hold it"),
        "put a copy or a link of it beside pyproject.toml, and name that",
    )
}
