//! A file that pip downloaded is not the one that a requirement names.
//!
//! ## Says
//!
//! ```text
//! ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes.
//!     maturin>=1.9 from file:///home/me/dist/maturin-1.16.0-py3-none-any.whl:
//!         Expected sha256 aaaa
//!              Got        bbbb
//! ```
//!
//! ```console
//! 1: a file that pip downloaded does not have the hash that the requirements name
//! write the requirements anew if the version was raised: `uv pip compile --generate-hashes`; where it was not,
//!   clear the cache, `pip cache purge`, and do not use the file before you know why
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Could not find a version that satisfies the requirement maturin>=9 (from versions: 1.15.0, 1.16.0)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES{}",
    "Hash mismatch for `{}`{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "a file that pip downloaded does not have the hash that the requirements name",
        "write the requirements anew if the version was raised: `uv pip compile --generate-hashes`; where it was not, clear the \
         cache, `pip cache purge`, and do not use the file before you know why",
    )
}
