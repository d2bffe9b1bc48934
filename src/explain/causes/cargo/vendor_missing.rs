//! A configuration replaces the registry by a folder, which is not there.
//!
//! ## Says
//!
//! ```text
//! Caused by:
//!   failed to update replaced source registry `crates-io`
//!
//! Caused by:
//!   failed to read root of directory source: /home/me/project/vendor
//!
//! Caused by:
//!   No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 5: `.cargo/config.toml` replaces the registry by the folder `/home/me/project/vendor`, which is not there
//! make it: `cargo vendor`; or take `replace-with` out of the configuration
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Caused by:
//!   failed to read `/home/me/core_lib/Cargo.toml`
//!
//! Caused by:
//!   No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["failed to read root of directory source: {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "`.cargo/config.toml` replaces the registry by the folder `{}`, which is not there",
            said.hole(0)
        ),
        "make it: `cargo vendor`; or take `replace-with` out of the configuration",
    )
}
