//! There is no Cargo.toml where one is looked for.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Can't find /home/me/Cargo.toml (in /home/me)
//! ```
//!
//! ```console
//! 2: there is no Cargo.toml in `/home/me`
//! run it in the folder of the project, or name the file: `--manifest-path PATH/Cargo.toml`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Caused by:
//!   failed to read `/home/me/core_lib/Cargo.toml`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: could not find `Cargo.toml` in `{}`{}",
    "Can't find {}Cargo.toml (in {})",
    "error: manifest path `{}` does not exist",
    "manifest path `{}` does not exist or is invalid",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let folder = if said.pattern == 1 {
        said.hole(1)
    } else {
        said.hole(0)
    };
    because(
        format!("there is no Cargo.toml in `{folder}`"),
        "run it in the folder of the project, or name the file: `--manifest-path PATH/Cargo.toml`",
    )
}
