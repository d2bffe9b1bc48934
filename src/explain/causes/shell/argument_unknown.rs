//! A program does not know an argument.
//!
//! ## Says
//!
//! ```text
//! error: unexpected argument '--relase' found
//!
//!   tip: a similar argument exists: '--release'
//!
//! Usage: maturin build [OPTIONS] [ARGS]...
//! ```
//!
//! ```console
//! 1: `maturin` does not know the argument `--relase`
//! write `--release`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: no such command: `relase`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Shell;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: unexpected argument '{}' found",
    "error: Found argument '{}' which wasn't expected{}",
    "error: unrecognized subcommand '{}'",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let argument = said.hole(0);
    let meant = said.below().find_map(|line| {
        line.split_once("similar argument exists: '")?
            .1
            .split('\'')
            .next()
    });
    let usage = said
        .below()
        .find_map(|line| line.strip_prefix("Usage: ")?.split(' ').next());
    let program = usage.map_or_else(|| "the program".to_owned(), |name| format!("`{name}`"));
    let mend = meant.map_or_else(
        || "correct it, or take a newer version".to_owned(),
        |meant| format!("write `{meant}`"),
    );
    because(format!("{program} does not know the argument `{argument}`"), mend)
}
