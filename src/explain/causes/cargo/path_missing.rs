//! A folder that Cargo.toml names has no crate in it.
//!
//! ## Says
//!
//! ```text
//! error: failed to get `core_lib` as a dependency of package `demo v0.1.0 (/home/me/project)`
//!
//! Caused by:
//!   failed to load source for dependency `core_lib`
//!
//! Caused by:
//!   unable to update /home/me/core_lib
//!
//! Caused by:
//!   failed to read `/home/me/core_lib/Cargo.toml`
//!
//! Caused by:
//!   No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 10: there is no crate in `/home/me/core_lib`, where Cargo.toml says that the dependency `core_lib` is
//! get the whole checkout (`git submodule update --init`), or correct `path` or `members`; a source distribution
//!   has to hold the folder, too
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to get `core_lib` as a dependency of package `demo v0.1.0 (/home/me/project)`
//!
//! Caused by:
//!   failed to read root of directory source: /home/me/project/vendor
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "failed to read `{}Cargo.toml`",
    "error: failed to load manifest for workspace member `{}`",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 1 && said.log.says("failed to read `") || said.log.says("believes it's in a workspace")
    {
        return None;
    }
    let folder = said.hole(0).trim_end_matches(['/', '\\']);
    let needs = said.log.line_with("as a dependency of package `");
    let needs = needs.and_then(|line| line.text().split('`').nth(1)).map_or_else(
        || "a member of the workspace".to_owned(),
        |name| format!("the dependency `{name}`"),
    );
    because(
        format!("there is no crate in `{folder}`, where Cargo.toml says that {needs} is"),
        "get the whole checkout (`git submodule update --init`), or correct `path` or `members`; a source distribution has to hold \
         the folder, too",
    )
}
