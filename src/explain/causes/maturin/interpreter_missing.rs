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
pub const SAID: &[&str] = &[
    "Couldn't find any python interpreters{}",
    "Python interpreter `{}` doesn't exist",
    "The following Python interpreters could not be found: {}",
    "{} is not a valid python interpreter",
    "Could not find any interpreter at {}, are you sure {}",
    "Could not find any interpreters, are you sure {}",
    "Failed to find any python interpreter",
    "{}Microsoft Store{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 7 {
        return said.log.says("maturin failed").then(|| {
            Explanation::new(
                "`python` is only a shortcut of Windows to the Microsoft Store, and no Python",
                "install Python, or switch the shortcut off (Settings, App execution aliases); name yours: `-i .venv\\Scripts\\python.exe`",
            )
        });
    }
    let is_there = said.log.says("could not determine version from interpreter name")
        && !said.log.says("Failed to determine python platform");
    if is_there {
        return None;
    }
    let path = match said.pattern {
        0 => said.hole(0).split('\'').nth(1),
        1..=4 => Some(said.hole(0).trim_matches(['`', '\''])),
        _ => None,
    };
    let what = path.map_or_else(|| "any Python".to_owned(), |path| format!("the Python `{path}`"));
    because(
        format!("maturin does not find {what}, or it does not start"),
        "name one that is there, `-i .venv/bin/python`; where VIRTUAL_ENV leads to an environment that was deleted, \
         `deactivate` and make a new one: `python3 -m venv .venv`",
    )
}
