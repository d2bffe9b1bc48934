//! cargo may not use the network, and a crate is not on this machine yet.
//!
//! ## Says
//!
//! ```text
//! error: failed to download `fearless_simd v0.1.1`
//!
//! Caused by:
//!   attempting to make an HTTP request, but --offline was specified
//! ```
//!
//! ```console
//! 4: the crate `fearless_simd v0.1.1` is not on this machine yet, and `--offline` forbids to fetch it
//! fetch once with the network: `cargo fetch`; then `--offline` works
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to download `fearless_simd v0.1.1`
//!
//! Caused by:
//!   [6] Could not resolve hostname (Could not resolve host: static.example)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "attempting to make an HTTP request, but {} was specified",
    "As a reminder, you're using offline mode ({}){}",
    "{}you are in the offline mode ({})",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let option = if said.pattern == 2 {
        said.hole(1)
    } else {
        said.hole(0)
    };
    let crate_ = said
        .log
        .line_with("failed to download `")
        .and_then(|line| line.text().split('`').nth(1));
    let crate_ = crate_.map_or_else(|| "a crate".to_owned(), |name| format!("the crate `{name}`"));
    because(
        format!("{crate_} is not on this machine yet, and `{option}` forbids to fetch it"),
        "fetch once with the network: `cargo fetch`; then `--offline` works",
    )
}
