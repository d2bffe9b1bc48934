//! The index has no file of a project that this Python can install.
//!
//! ## Says
//!
//! ```text
//! Looking in links: /home/me/dist
//! ERROR: Could not find a version that satisfies the requirement demo (from versions: none)
//! ERROR: No matching distribution found for demo
//! ```
//!
//! ```console
//! 2: there is no `demo`, or none of its files fits this Python, this system and this CPU
//! look at the name and at the files that there are; release a source distribution or `abi3` wheels, or take a
//!   Python that has a wheel
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: Could not find a version that satisfies the requirement six>=99 (from versions: 1.16.0, 1.17.0)
//! ERROR: No matching distribution found for six>=99
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::requirement::{is_cut_off, name};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["ERROR: Could not find a version that satisfies the requirement {} (from versions: none)"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let asked = said.hole(0).split(" (from ").next()?;
    if is_cut_off(said) {
        return None;
    }
    because(
        format!(
            "there is no `{}`, or none of its files fits this Python, this system and this CPU",
            name(asked)
        ),
        "look at the name and at the files that there are; release a source distribution or `abi3` wheels, or take a Python that has a wheel",
    )
}
