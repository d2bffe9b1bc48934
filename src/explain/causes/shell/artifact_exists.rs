//! Two jobs of a workflow upload an artifact of one name.
//!
//! ## Says
//!
//! ```text
//! Artifact name is valid!
//! Error: Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run
//! ```
//!
//! ```console
//! 2: two jobs of the workflow upload an artifact of one name, which upload-artifact takes once since version 4
//! give each its own, `name: wheels-${{ matrix.target }}`, and download all: `pattern: wheels-*` and
//!   `merge-multiple: true`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File already exists
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Shell;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}an artifact with this name already exists on the workflow run{}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "two jobs of the workflow upload an artifact of one name, which upload-artifact takes once since version 4",
        "give each its own, `name: wheels-${{ matrix.target }}`, and download all: `pattern: wheels-*` and `merge-multiple: true`",
    )
}
