//! What was downloaded is not what Cargo.lock says.
//!
//! ## Says
//!
//! ```text
//! error: checksum for `itoa v1.0.11` changed between lock files
//!
//! this could be indicative of a few possible errors:
//! ```
//!
//! ```console
//! 1: `itoa v1.0.11` is not what Cargo.lock says: the sources were edited or damaged, or come from elsewhere
//! fetch it anew: remove its file in `~/.cargo/registry/cache`, then `cargo fetch`; edited crates need `[patch]`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to download `itoa v1.0.11`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: checksum for `{}` changed between lock files",
    "error: failed to verify the checksum of `{}`",
    "failed to verify the checksum of `{}`",
    "error: the listed checksum of `{}` has changed{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "`{}` is not what Cargo.lock says: the sources were edited or damaged, or come from elsewhere",
            said.hole(0)
        ),
        "fetch it anew: remove its file in `~/.cargo/registry/cache`, then `cargo fetch`; edited crates need `[patch]`",
    )
}
