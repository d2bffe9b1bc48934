//! The index refuses something in the metadata.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          The use of local versions in <Version('0.1.0+local')> is not allowed.
//! ```
//!
//! ```console
//! 1: the index refuses the metadata: the use of local versions in <version('0.1.0+local')> is not allowed
//! correct pyproject.toml or Cargo.toml; `twine check --strict dist/*` and `scaffold check` find much of it before
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File already exists
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
    let reason = [
        "the use of local versions",
        "the description failed to render",
        "can't have direct dependency",
        "invalid value for ",
        "is an invalid value for",
        "the email ",
        "license-file ",
    ];
    let reason = reason
        .iter()
        .find(|phrase| text.contains(*phrase))
        .filter(|_| !text.contains("classifier"))?;
    let (_, rest) = text.split_once(reason)?;
    let rest = rest.split(". ").next().unwrap_or(rest);
    because(
        format!(
            "the index refuses the metadata: {reason}{}",
            rest.trim_end_matches(['.', ' '])
        ),
        "correct pyproject.toml or Cargo.toml; `twine check --strict dist/*` and `scaffold check` find much of it before",
    )
}
