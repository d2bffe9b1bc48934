//! A classifier is none that the index knows.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          Invalid value for classifiers. Error: Classifier 'Programming Language
//!          :: Rusty' is not a valid classifier.
//! ```
//!
//! ```console
//! 1: the index does not know the classifier `Programming Language :: Rusty`
//! correct `classifiers` in pyproject.toml: the index has a page of all of them
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
    if !text.contains("classifier") {
        return None;
    }
    let paragraph = said.line.paragraph();
    let quoted = paragraph
        .split_once("Classifier '")
        .and_then(|(_, rest)| rest.split('\'').next());
    let named = quoted.map_or_else(
        || "a classifier".to_owned(),
        |name| format!("the classifier `{name}`"),
    );
    because(
        format!("the index does not know {named}"),
        "correct `classifiers` in pyproject.toml: the index has a page of all of them",
    )
}
