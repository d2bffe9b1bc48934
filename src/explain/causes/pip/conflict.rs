//! Two requirements cannot be met together.
//!
//! ## Says
//!
//! ```text
//! ERROR: Cannot install a==1.0 and b==2.0 because these package versions have conflicting dependencies.
//! ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/
//! ```
//!
//! ```console
//! 1: requirements contradict each other: a==1.0 and b==2.0
//! loosen one of their bounds; the lines below name what they ask for
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: No matching distribution found for six>=99
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: Cannot install {} because these package versions have conflicting dependencies.",
    "ERROR: ResolutionImpossible: {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 1 && said.log.says("have conflicting dependencies") {
        return None;
    }
    let what = if said.pattern == 0 {
        said.hole(0)
    } else {
        "what is asked for"
    };
    because(
        format!("requirements contradict each other: {what}"),
        "loosen one of their bounds; the lines below name what they ask for",
    )
}
