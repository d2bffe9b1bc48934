//! What rust-toolchain.toml or `rust-toolchain` says is no toolchain.
//!
//! ## Says
//!
//! ```text
//! error: invalid toolchain name: '[toolchain]'
//! ```
//!
//! ```console
//! 1: there is no toolchain of the name `[toolchain]`: a file `rust-toolchain` in TOML is read as a name
//! give it its name: `git mv rust-toolchain rust-toolchain.toml`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: toolchain 'nightly-2026-01-01' is not installed
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}invalid toolchain name: '{}'",
    "error: could not parse override file: '{}'",
    "error: could not download nonexistent rust version `{}`",
    "error: no release found for '{}'",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let what = said.hole(usize::from(said.pattern == 0));
    if what.starts_with('[') {
        return because(
            format!(
                "there is no toolchain of the name `{what}`: a file `rust-toolchain` in TOML is read as a name"
            ),
            "give it its name: `git mv rust-toolchain rust-toolchain.toml`",
        );
    }
    if said.pattern == 1 {
        return because(
            format!("`{what}` is not valid"),
            "correct it: `[toolchain]`, and below it `channel = \"stable\"`",
        );
    }
    because(
        format!(
            "there is no toolchain `{what}` of Rust, or the mirror (RUSTUP_DIST_SERVER) does not have it"
        ),
        "correct the `channel` in rust-toolchain.toml, or RUSTUP_TOOLCHAIN: `stable`, or a version such as `1.95.0`",
    )
}
