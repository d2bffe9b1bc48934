//! The Python to which a program belongs is not where it was.
//!
//! ## Says
//!
//! ```text
//! bash: /home/me/new/.venv/bin/maturin: /home/me/old/.venv/bin/python3: bad interpreter: No such file or directory
//! ```
//!
//! ```console
//! 1: `/home/me/new/.venv/bin/maturin` belongs to the Python `/home/me/old/.venv/bin/python3`, which is not there:
//!   its environment was moved, or its Python removed
//! make the environment anew where it is now: `python3 -m venv --clear .venv`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! bash: maturin: command not found
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Shell;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}: bad interpreter: {}",
    "{}: cannot execute: required file not found",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let mut named = said.hole(0).rsplit(": ");
    let last = named.next()?;
    if said.pattern == 1 {
        return because(
            format!(
                "`{last}` does not start: the Python in its first line, or the loader that it is built for, is not there"
            ),
            "make the environment anew, `python3 -m venv --clear .venv`; on Alpine, take programs that are built for musl",
        );
    }
    let program = named.next()?;
    because(
        format!(
            "`{program}` belongs to the Python `{last}`, which is not there: its environment was moved, or its Python removed"
        ),
        "make the environment anew where it is now: `python3 -m venv --clear .venv`",
    )
}
