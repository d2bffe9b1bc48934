//! A toolchain of Rust is there only in part.
//!
//! ## Says
//!
//! ```text
//! error: the 'cargo' binary, normally provided by the 'cargo' component, is not applicable to the '1.95.0-x86_64-unknown-linux-gnu' toolchain
//! ```
//!
//! ```console
//! 1: the toolchain `1.95.0-x86_64-unknown-linux-gnu` of Rust is there only in part: an earlier installation broke
//!   off
//! install it anew: `rustup toolchain uninstall 1.95.0-x86_64-unknown-linux-gnu`, then `rustup toolchain install
//!   1.95.0-x86_64-unknown-linux-gnu`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: 'cargo-fmt' is not installed for the toolchain '1.95.0-x86_64-unknown-linux-gnu'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: the '{}' binary, normally provided by the '{}' component, is not applicable to the '{}' toolchain",
    "error: {}issing manifest in toolchain '{}'",
    "error: component download failed for {}: could not rename downloaded file{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 2 {
        return because(
            "rustup could not finish a download; most likely two of it ran at once",
            "run it again, and in CI once before all that builds: `rustup toolchain install`",
        );
    }
    let toolchain = said.hole(if said.pattern == 0 { 2 } else { 1 });
    because(
        format!(
            "the toolchain `{toolchain}` of Rust is there only in part: an earlier installation broke off"
        ),
        format!(
            "install it anew: `rustup toolchain uninstall {toolchain}`, then `rustup toolchain install {toolchain}`"
        ),
    )
}
