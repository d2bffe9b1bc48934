//! pip or uv does not reach the index.
//!
//! ## Says
//!
//! ```text
//! WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError': /simple/maturin/
//! ERROR: Could not find a version that satisfies the requirement maturin<2,>=1.16 (from versions: none)
//! ERROR: No matching distribution found for maturin<2,>=1.16
//! ```
//!
//! ```console
//! 1: pip or uv does not reach the index: what it says of versions that are missing follows from that
//! look at the network, the name service and the proxy (`HTTPS_PROXY`); `python -m pip download pip` shows whether
//!   it works
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Could not find a version that satisfies the requirement demo (from versions: none)
//! ERROR: No matching distribution found for demo
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "WARNING: Retrying (Retry({}",
    "{}Failed to fetch: `{}`",
    "error: Request failed after {}",
    "Could not fetch URL {}",
    "{}error sending request for url ({}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.log.says("Failed to send POST request")
        || said.log.says("CERTIFICATE_VERIFY_FAILED")
        || said.log.says("invalid peer certificate")
    {
        return None;
    }
    because(
        "pip or uv does not reach the index: what it says of versions that are missing follows from that",
        "look at the network, the name service and the proxy (`HTTPS_PROXY`); `python -m pip download pip` shows whether it works",
    )
}
