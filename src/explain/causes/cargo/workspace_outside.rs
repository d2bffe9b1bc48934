//! A crate lies inside a workspace that does not list it.
//!
//! ## Says
//!
//! ```text
//! error: current package believes it's in a workspace when it's not:
//! current:   /home/me/project/inner/Cargo.toml
//! workspace: /home/me/project/Cargo.toml
//!
//! this may be fixable by adding `inner` to the `workspace.members` array of the manifest located at: /home/me/project/Cargo.toml
//! ```
//!
//! ```console
//! 1: `/home/me/project/inner/Cargo.toml` lies inside the workspace `/home/me/project/Cargo.toml`, which does not
//!   list it
//! add it to `members` or `exclude` in `/home/me/project/Cargo.toml`, or give it an empty `[workspace]` of its own
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to load manifest for workspace member `/home/me/project/inner`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: current package believes it's in a workspace when it's not:"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let after = |start: &str| {
        said.below()
            .find_map(|line| line.strip_prefix(start).map(str::trim))
    };
    let workspace = after("workspace:").unwrap_or("a workspace above");
    let current = after("current:").unwrap_or("the crate");
    because(
        format!("`{current}` lies inside the workspace `{workspace}`, which does not list it"),
        format!(
            "add it to `members` or `exclude` in `{workspace}`, or give it an empty `[workspace]` of its own"
        ),
    )
}
