//! A configuration of cargo is not valid.
//!
//! ## Says
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   could not load Cargo configuration
//!
//! Caused by:
//!   could not parse TOML configuration in `/home/me/project/.cargo/config.toml`
//!
//! Caused by:
//!   TOML parse error at line 1, column 7
//! ```
//!
//! ```console
//! 7: `/home/me/project/.cargo/config.toml` is not valid, at line 1, column 7
//! correct `/home/me/project/.cargo/config.toml`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   TOML parse error at line 1, column 7
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}could not parse TOML configuration in `{}`",
    "{}could not load Cargo configuration",
    "error: error in {}: {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let path = match said.pattern {
        0 => said.hole(1),
        2 => said.hole(0),
        _ if said.log.says("could not parse TOML configuration") => return None,
        _ => "the configuration of cargo",
    };
    let place = said
        .below()
        .find_map(|line| line.strip_prefix("TOML parse error at "));
    let place = place.map_or_else(String::new, |place| format!(", at {place}"));
    because(
        format!("`{path}` is not valid{place}"),
        format!("correct `{path}`"),
    )
}
