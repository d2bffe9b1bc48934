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
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the index has no trusted publisher like this workflow: the owner, the repository, the name of the workflow's file or the \
         environment differs",
        "compare the claims that the log lists with the publisher in the settings of the project on the index",
    )
}
