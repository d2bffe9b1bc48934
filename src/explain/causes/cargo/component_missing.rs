//! A component of Rust is not installed.
//!
//! ## Says
//!
//! ```text
//! error: 'cargo-clippy' is not installed for the toolchain '1.95.0-x86_64-unknown-linux-gnu'.
//! help: run `rustup component add clippy` to install it
//! ```
//!
//! ```console
//! 1: the component `clippy` of Rust is not installed for the toolchain `1.95.0-x86_64-unknown-linux-gnu`
//! `rustup component add clippy`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: toolchain '1.70.0-x86_64-unknown-linux-gnu' is not installed
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: '{}' is not installed for the toolchain '{}'",
    "error: the '{}' component which provides the command '{}' is not available for the toolchain '{}'{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 1 {
        return because(
            format!(
                "the toolchain `{}` of Rust has no component `{}`",
                said.hole(2),
                said.hole(0)
            ),
            format!(
                "take one that has it: `rustup +nightly component add {}`",
                said.hole(0)
            ),
        );
    }
    let command = said
        .below()
        .find_map(|line| line.split_once("run `")?.1.split('`').next());
    let component = said.hole(0).trim_start_matches("cargo-");
    let own = format!("rustup component add {component}");
    because(
        format!(
            "the component `{component}` of Rust is not installed for the toolchain `{}`",
            said.hole(1)
        ),
        format!("`{}`", command.unwrap_or(&own)),
    )
}
