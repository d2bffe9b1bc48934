//! The file is larger than the index takes.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File too large. Limit for project 'demo' is 100 MB. See
//!          https://index.example/help/#file-size-limit for more information.
//! ```
//!
//! ```console
//! 1: a file is larger than the index takes
//! make it smaller, `strip = true` and `lto = true` in `[profile.release]`, or ask the index for a higher limit
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File already exists
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::upload::{REFUSED, refused};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = REFUSED;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let text = refused(said);
    if !["too large", "413", "size limit", "file-size-limit"]
        .iter()
        .any(|phrase| text.contains(phrase))
    {
        return None;
    }
    because(
        "a file is larger than the index takes",
        "make it smaller, `strip = true` and `lto = true` in `[profile.release]`, or ask the index for a higher limit",
    )
}
