//! For another system, maturin takes the version of Python from the name of the interpreter, which has none.
//!
//! ## Says
//!
//! ```text
//! ⚠️  Warning: Skipping '/home/me/.venv/bin/python': could not determine version from interpreter name 'python'. Specify a version like 'python3.11'.
//! 💥 maturin failed
//!   Caused by: Couldn't find any python interpreters from '/home/me/.venv/bin/python'. Please check that both major and minor python version have been specified in -i/--interpreter.
//! ```
//!
//! ```console
//! 3: with `--target`, maturin takes the version of Python from the name of the interpreter, and
//!   `/home/me/.venv/bin/python` has none
//! name the version: `-i python3.11`, without a path
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ⚠️  Warning: Failed to determine python platform
//! ⚠️  Warning: Skipping '/home/me/gone/bin/python': could not determine version from interpreter name 'python'. Specify a version like 'python3.11'.
//! 💥 maturin failed
//!   Caused by: Couldn't find any python interpreters from '/home/me/gone/bin/python'.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Couldn't find any python interpreters{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if !said.log.says("could not determine version from interpreter name")
        || said.log.says("Failed to determine python platform")
    {
        return None;
    }
    let name = said.hole(0).split('\'').nth(1).unwrap_or("python");
    because(
        format!(
            "with `--target`, maturin takes the version of Python from the name of the interpreter, and `{name}` has none"
        ),
        "name the version: `-i python3.11`, without a path",
    )
}
