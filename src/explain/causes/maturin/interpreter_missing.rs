//! The Python that maturin is to build for is not there, or does not start.
//!
//! ## Says
//!
//! ```text
//! ⚠️  Warning: Failed to determine python platform
//! ⚠️  Warning: Skipping '/home/me/gone/bin/python': could not determine version from interpreter name 'python'. Specify a version like 'python3.11'.
//! 💥 maturin failed
//!   Caused by: Couldn't find any python interpreters from '/home/me/gone/bin/python'.
//! ```
//!
//! ```console
//! 4: maturin does not find the Python `/home/me/gone/bin/python`, or it does not start
//! name one that is there, `-i .venv/bin/python`; where VIRTUAL_ENV leads to an environment that was deleted,
//!   `deactivate` and make a new one: `python3 -m venv .venv`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ⚠️  Warning: Skipping '/home/me/.venv/bin/python': could not determine version from interpreter name 'python'. Specify a version like 'python3.11'.
//! 💥 maturin failed
//!   Caused by: Couldn't find any python interpreters from '/home/me/.venv/bin/python'. Please check that both major and minor python version have been specified in -i/--interpreter.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Couldn't find any python interpreters{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let is_there = said.log.says("could not determine version from interpreter name")
        && !said.log.says("Failed to determine python platform");
    if is_there {
        return None;
    }
    let path = said.hole(0).split('\'').nth(1);
    let what = path.map_or_else(|| "any Python".to_owned(), |path| format!("the Python `{path}`"));
    because(
        format!("maturin does not find {what}, or it does not start"),
        "name one that is there, `-i .venv/bin/python`; where VIRTUAL_ENV leads to an environment that was deleted, \
         `deactivate` and make a new one: `python3 -m venv .venv`",
    )
}
