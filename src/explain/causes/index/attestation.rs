//! What a release says of its origin is refused, or is there already.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          Invalid attestations supplied during upload: Could not verify the upload using the included attestation: Verification failed: 0 of 2 policies succeeded
//! ```
//!
//! ```console
//! 2: the index does not accept the attestation of a file: the workflow that signed it is not the trusted publisher
//! publish from the workflow that the index knows, in its own file and not in a reusable one; or leave attestations
//!   out: `attestations: false`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Error: Trusted publishing exchange failure:
//! * `invalid-publisher`: valid token, but no corresponding publisher
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}nvalid attestations supplied{}",
    "{}already has a publish attestation{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 1 {
        return because(
            "a file has an attestation already: two steps of the workflow publish the same folder",
            "publish to each index from a job of its own, into which the files are downloaded anew",
        );
    }
    because(
        "the index does not accept the attestation of a file: the workflow that signed it is not the trusted publisher",
        "publish from the workflow that the index knows, in its own file and not in a reusable one; or leave attestations out: \
         `attestations: false`",
    )
}
