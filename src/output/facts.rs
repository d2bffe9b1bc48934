//! What `scaffold show --output-format json` prints; the facts are the same in Python.

use std::path::Path;

use serde::Serialize;

use crate::output::location::{Location, Texts};
use crate::output::{Head, ascii, path};
use crate::questions::fact;
use crate::tree::Tree;

/// What is true of one project; a reader passes over keys that it does not know.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(
    test,
    schemars(title = "What `scaffold show --output-format json` prints, version 1")
)]
struct Document<'a> {
    #[serde(flatten)]
    head: Head,
    /// As it was given.
    root: String,
    facts: Vec<Fact<'a>>,
}

/// One thing that is true.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fact<'a> {
    #[cfg_attr(test, schemars(extend("enum" = [
        "version", "names", "pythons", "build", "metadata", "contents", "ci", "settings", "reading"
    ])))]
    topic: &'static str,
    /// Several facts may have one name: each feature that is on is one.
    #[cfg_attr(test, schemars(extend("enum" = [
        "unread", "horizon", "version", "pin", "distribution", "crate", "library", "package", "module", "pymodule", "stub",
        "requires-python", "abi3", "maturin", "workspace", "bindings", "feature", "license", "license-file", "wheel-files",
        "sdist-files", "wheel", "setting"
    ])))]
    name: &'static str,
    /// null: there is none, or it is not known; the note says which.
    value: Option<&'a str>,
    /// How that comes; may be empty.
    note: &'a str,
    /// Where that is said.
    places: Vec<Location<'a>>,
}

/// What is true of the project in the folder `root`, as it was given, as JSON of version 1.
pub fn show(root: &Path, tree: &Tree, facts: &[fact::Fact]) -> String {
    ascii::json(&Document {
        head: Head::default(),
        root: path::text(root),
        facts: all(tree, facts),
    })
}

/// Facts about the project of this tree.
pub fn all<'a>(tree: &Tree, facts: &'a [fact::Fact]) -> Vec<Fact<'a>> {
    let texts = Texts::of(tree);
    facts.iter().map(|fact| Fact::of(&texts, fact)).collect()
}

impl<'a> Fact<'a> {
    fn of(texts: &Texts<'_>, fact: &'a fact::Fact) -> Self {
        Self {
            topic: fact.topic,
            name: fact.name,
            value: fact.value.as_deref(),
            note: &fact.note,
            places: fact
                .places
                .iter()
                .map(|place| Location::of(texts, place))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::schema;

    #[test]
    fn the_schema_is_that_of_the_shape() {
        schema::is_fresh::<Document<'_>>("show");
    }
}
