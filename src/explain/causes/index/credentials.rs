//! The index does not accept the name or the token.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 403 Forbidden from https://index.example/legacy/
//!          Invalid or non-existent authentication information.
//! ```
//!
//! ```console
//! 1: the index does not accept the name or the token
//! the name is `__token__` and the token begins with `pypi-`, from the same index; better, use trusted publishing
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 403 Forbidden from https://index.example/legacy/
//!          The user 'me' isn't allowed to upload to project 'demo'.
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
    let is_so = [
        "authentication information",
        "401",
        "invalid api token",
        "username/password authentication",
        "username or password are incorrect",
        "username and/or password are possibly wrong",
    ]
    .iter()
    .any(|phrase| text.contains(phrase));
    if !is_so || text.contains("allowed to upload") || text.contains("is not valid for project") {
        return None;
    }
    because(
        "the index does not accept the name or the token",
        "the name is `__token__` and the token begins with `pypi-`, from the same index; better, use trusted publishing",
    )
}
