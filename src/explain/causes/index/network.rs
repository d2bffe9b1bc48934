//! The index to which a release is uploaded cannot be reached.
//!
//! ## Says
//!
//! ```text
//! 🚀 Uploading 1 packages
//! 💥 maturin failed
//!   Caused by: 💥 Failed to upload "demo-0.1.0-cp311-cp311-manylinux_2_34_x86_64.whl" (2.1 MiB)
//!   Caused by: Http error
//!   Caused by: io: Connection refused
//! ```
//!
//! ```console
//! 4: the upload does not reach the index: io: Connection refused
//! look at the network, the proxy (`HTTPS_PROXY`) and the address of the index; then upload again what is missing
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 404 Not Found from https://index.example/legacy/
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Http error",
    "requests.exceptions.{}: {}",
    "Failed to send POST request",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let below = said.below().filter(|line| !line.is_empty()).take(5);
    let below = below.map(|line| {
        let line = line.strip_prefix("Caused by:").or(line.strip_prefix("cause:"));
        line.map(str::trim)
    });
    let reason = match said.pattern {
        1 if !said.log.says("Uploading ") => return None,
        1 => Some(said.hole(1).split(" (Caused by").next().unwrap_or(said.hole(1))),
        _ => below.map_while(|line| line).last(),
    };
    because(
        format!("the upload does not reach the index: {}", reason?),
        "look at the network, the proxy (`HTTPS_PROXY`) and the address of the index; then upload again what is missing",
    )
}
