//! The workflow may not ask for the token of trusted publishing.
//!
//! ## Says
//!
//! ```text
//! Trusted publishing exchange failure:
//! OpenID Connect token retrieval failed: GitHub: missing or insufficient OIDC token permissions, the ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable was unset
//! ```
//!
//! ```console
//! 2: the job may not ask for the token of trusted publishing
//! give it `permissions: id-token: write`; a workflow that a fork starts never gets it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! * `invalid-publisher`: valid token, but no corresponding publisher (Publisher with matching claims was not found)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable{}",
    "{}missing or insufficient OIDC token permissions{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the job may not ask for the token of trusted publishing",
        "give it `permissions: id-token: write`; a workflow that a fork starts never gets it",
    )
}
