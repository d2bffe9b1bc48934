//! The index knows no trusted publisher like the workflow that uploads.
//!
//! ## Says
//!
//! ```text
//! Trusted publishing exchange failure:
//! Token request failed: the server refused the request for the following reasons:
//!
//! * `invalid-publisher`: valid token, but no corresponding publisher (Publisher with matching claims was not found)
//! ```
//!
//! ```console
//! 4: the index has no trusted publisher like this workflow: the owner, the repository, the name of the workflow's
//!   file or the environment differs
//! compare the claims that the log lists with the publisher in the settings of the project on the index
//! ```
//!
//! ## Does not say
//!
//! ```text
//! OpenID Connect token retrieval failed: the ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable was unset.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}`invalid-publisher`: {}",
    "{}`invalid-pending-publisher`: {}",
    "{}invalid-publisher: {}",
    "{}\"code\":\"invalid-publisher\"{}",
    "{}\"code\":\"invalid-pending-publisher\"{}",
    "{}Non-user identities cannot create new projects{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 5 {
        return because(
            "the index knows this workflow, but not as the publisher of a project of that name",
            "give the publisher that waits on the index the `name` of pyproject.toml, or correct the name there",
        );
    }
    because(
        "the index has no trusted publisher like this workflow: the owner, the repository, the name of the workflow's file or the \
         environment differs",
        "compare the claims that the log lists with the publisher in the settings of the project on the index",
    )
}
