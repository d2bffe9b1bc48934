//! A file of that name was released already, and an index takes each name once.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File already exists
//!          ('demo-0.1.0-cp311-cp311-manylinux_2_34_x86_64.whl', with
//!          blake2_256 hash 'aa'). See
//!          https://index.example/help/#file-name-reuse for more information.
//! ```
//!
//! ```console
//! 1: a file of that name is on the index already, which takes each name only once, even after it was deleted
//! raise the version (`scaffold version --bump patch`); to upload the rest of a release, `twine upload
//!   --skip-existing`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File too large. Limit for project 'demo' is 100 MB. See
//!          https://index.example/help/#file-size-limit for more information.
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
        "already exists",
        "file-name-reuse",
        "has already been used",
        "previously uploaded",
    ]
    .iter()
    .any(|phrase| text.contains(phrase))
    {
        return None;
    }
    because(
        "a file of that name is on the index already, which takes each name only once, even after it was deleted",
        "raise the version (`scaffold version --bump patch`); to upload the rest of a release, `twine upload --skip-existing`",
    )
}
