//! A virtual environment and one of conda are active at once.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Both VIRTUAL_ENV and CONDA_PREFIX are set. Please unset one of them
//! ```
//!
//! ```console
//! 2: a virtual environment and one of conda are active at once, and maturin cannot choose
//! leave the one that you do not want: `conda deactivate`, or `unset CONDA_PREFIX`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Couldn't find a virtualenv or conda environment, but you need one to use this command.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Both VIRTUAL_ENV and CONDA_PREFIX are set{}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "a virtual environment and one of conda are active at once, and maturin cannot choose",
        "leave the one that you do not want: `conda deactivate`, or `unset CONDA_PREFIX`",
    )
}
