//! The library lies on a disk from which nothing may be executed.
//!
//! ## Says
//!
//! ```text
//! ImportError: /mnt/usb/demo.abi3.so: failed to map segment from shared object
//! ```
//!
//! ```console
//! 1: `/mnt/usb/demo.abi3.so` lies on a disk from which nothing may be executed (`noexec`)
//! make the environment on another disk, or have the disk mounted without `noexec`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: /mnt/usb/demo.abi3.so: cannot open shared object file: Permission denied
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ImportError: {}: failed to map segment from shared object{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "`{}` lies on a disk from which nothing may be executed (`noexec`)",
            said.hole(0)
        ),
        "make the environment on another disk, or have the disk mounted without `noexec`",
    )
}
