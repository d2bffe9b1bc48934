//! The folder `target` holds what another rustc or another machine built.
//!
//! ## Says
//!
//! ```text
//! error[E0514]: found crate `serde` compiled by an incompatible version of rustc
//!  --> src/lib.rs:1:5
//!   |
//!   = note: the following crate versions were found:
//! ```
//!
//! ```console
//! 1: the folder `target` comes from another rustc: found crate `serde` compiled by an incompatible version of
//!   rustc
//! build anew: `cargo clean`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error[E0463]: can't find crate for `serde`
//!  --> src/lib.rs:1:5
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error[E0514]: {}",
    "error[E0460]: {}",
    "{}: version `GLIBC_{}' not found (required by {}/build-script-build)",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 2 {
        return because(
            "the folder `target` comes from a machine with a newer C library",
            "build anew: `cargo clean`; in CI, key the cache by the image",
        );
    }
    because(
        format!("the folder `target` comes from another rustc: {}", said.hole(0)),
        "build anew: `cargo clean`",
    )
}
