//! `maturin develop` finds no virtual environment.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Couldn't find a virtualenv or conda environment, but you need one to use this command. For maturin to find your virtualenv you need to either set VIRTUAL_ENV (through activate), set CONDA_PREFIX (through conda activate) or have a virtualenv called .venv in the current or any parent folder.
//! ```
//!
//! ```console
//! 2: `maturin develop` needs a virtual environment, and none is active
//! make one and activate it: `python3 -m venv .venv`, then `. .venv/bin/activate`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Both VIRTUAL_ENV and CONDA_PREFIX are set. Please unset one of them
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Couldn't find a virtualenv or conda environment{}",
    "You need to be inside a virtualenv or conda environment{}",
    "Your virtualenv at {} is broken. {}",
    "Expected {} to be a virtual environment, but pyvenv.cfg is missing",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern >= 2 {
        return because(
            format!(
                "`{}` is no virtual environment that works",
                said.hole(0).trim_matches('`')
            ),
            "make it anew: `deactivate`, `python3 -m venv --clear .venv`, then `. .venv/bin/activate`",
        );
    }
    because(
        "`maturin develop` needs a virtual environment, and none is active",
        "make one and activate it: `python3 -m venv .venv`, then `. .venv/bin/activate`",
    )
}
