//! Whoever uploads may not do so for this project.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 403 Forbidden from https://index.example/legacy/
//!          The user 'me' isn't allowed to upload to project 'demo'. See
//!          https://index.example/help/#project-name for more information.
//! ```
//!
//! ```console
//! 1: this user or token may not upload to the project: the name belongs to somebody else, or the token is for
//!   another project
//! choose another `name` in pyproject.toml, be made a maintainer, or make a token for this project
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 403 Forbidden from https://index.example/legacy/
//!          Invalid or non-existent authentication information.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::upload::{REFUSED, refused};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = REFUSED;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let text = refused(said);
    if ![
        "allowed to upload",
        "project-name",
        "scope",
        "too similar to an existing project",
    ]
    .iter()
    .any(|phrase| text.contains(phrase))
    {
        return None;
    }
    because(
        "this user or token may not upload to the project: the name belongs to somebody else, or the token is for another project",
        "choose another `name` in pyproject.toml, be made a maintainer, or make a token for this project",
    )
}
