//! There is no index at that address.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 404 Not Found from https://index.example/
//!          Not Found
//! ```
//!
//! ```console
//! 1: there is nothing to upload to at that address
//! correct the address of the index, which ends in `/legacy/` for PyPI and TestPyPI; without one, twine and uv
//!   take PyPI's
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
    if !["404", "405", "410 gone"]
        .iter()
        .any(|status| text.contains(status))
        || text.contains("classifier")
    {
        return None;
    }
    because(
        "there is nothing to upload to at that address",
        "correct the address of the index, which ends in `/legacy/` for PyPI and TestPyPI; without one, twine and uv take PyPI's",
    )
}
