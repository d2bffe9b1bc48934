//! The file does not have the name of a wheel.
//!
//! ## Says
//!
//! ```text
//! ERROR: demo-0.1.0.whl is not a valid wheel filename.
//! ```
//!
//! ```console
//! 1: the file was renamed: pip reads from the name of a wheel for what it is
//! give it back the name under which it was built, such as `demo-0.1.0-cp311-abi3-manylinux_2_28_x86_64.whl`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: demo-0.1.0-cp311-cp311-manylinux_2_34_aarch64.whl is not a supported wheel on this platform.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: {} is not a valid wheel filename.",
    "ERROR: Invalid wheel filename{}",
    "{}The wheel filename \"{}\" is invalid: {}",
    "{}The wheel filename `{}` is invalid: {}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the file was renamed: pip reads from the name of a wheel for what it is",
        "give it back the name under which it was built, such as `demo-0.1.0-cp311-abi3-manylinux_2_28_x86_64.whl`",
    )
}
