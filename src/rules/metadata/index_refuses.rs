//! A field of `[project]` has a value with which the index refuses the upload.
//!
//! ## Why
//!
//! maturin builds the wheel, and only the upload of the release fails. The index takes a
//! [summary](https://packaging.python.org/en/latest/specifications/core-metadata/#summary) of at most 512 letters, labels of links of
//! at most 32 letters, whole addresses for links, and addresses of mail that are some. It takes nothing that has a
//! [classifier](https://packaging.python.org/en/latest/specifications/pyproject-toml/#classifiers) which begins with `Private ::`; this is said where a workflow publishes.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! version = "0.1.0"
//! authors = [{ name = "Ada Lovelace", email = "ada at example.org" }]
//!
//! [project.urls]
//! Homepage = "example.org"
//! "Questions, answers and everything else" = "https://example.org/questions"
//! ```
//!
//! ```console
//! pyproject.toml:8:45: error[metadata/index-refuses] `ada at example.org` is no address of mail: the index refuses the upload
//! pyproject.toml:11:12: error[metadata/index-refuses] `example.org` does not begin with `https://`: the index refuses the upload
//! pyproject.toml:12:1: error[metadata/index-refuses] the label has 38 letters, and the index takes 32: it refuses the upload
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! version = "0.1.0"
//! authors = [{ name = "Ada Lovelace", email = "ada@example.org" }]
//!
//! [project.urls]
//! Homepage = "https://example.org"
//! "Questions and answers" = "https://example.org/questions"
//! ```
//!
//! ## When not to follow
//!
//! If the package is only for an index of your own.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// It cannot be uploaded.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write a value that the index takes";

/// The longest summary.
const SUMMARY: usize = 512;
/// The longest label of a link.
const LABEL: usize = 32;

/// One finding for each value.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(pyproject) = &project.pyproject else {
        return Vec::new();
    };
    let mut found: Vec<(Place, String)> = Vec::new();
    if let Some(summary) = pyproject.field("description") {
        let length = summary.as_str().unwrap_or_default().trim().chars().count();
        if length > SUMMARY {
            let message = format!(
                "the summary has {length} letters, and the index takes {SUMMARY}: it refuses the upload"
            );
            found.push((summary.place(), message));
        }
    }
    let people = ["authors", "maintainers"].into_iter();
    let people = people
        .filter_map(|key| pyproject.field(key))
        .flat_map(Node::items);
    for email in people.filter_map(|person| person.get("email")) {
        let text = email.as_str().unwrap_or("@");
        if !text.contains('@') {
            let message = format!("`{text}` is no address of mail: the index refuses the upload");
            found.push((email.place(), message));
        }
    }
    for link in pyproject.field("urls").map(Node::entries).unwrap_or_default() {
        let length = link.key().chars().count();
        if length > LABEL {
            let message =
                format!("the label has {length} letters, and the index takes {LABEL}: it refuses the upload");
            found.push((link.key_place(), message));
        }
        if let Some(text) = link.as_str().filter(|text| !text.contains("://")) {
            let message = format!("`{text}` does not begin with `https://`: the index refuses the upload");
            found.push((link.place(), message));
        }
    }
    let found = found.into_iter();
    let found = found.map(|(place, message)| Finding::new(place, message));
    found.chain(private(project, pyproject)).collect()
}

/// A classifier by which the index takes nothing, beside a workflow that uploads to it.
fn private(project: &Project, pyproject: &Pyproject) -> Option<Finding> {
    let classifiers = pyproject.classifiers().into_iter();
    let mut private = classifiers.filter_map(|node| Some((node, node.as_str()?)));
    let (node, text) = private.find(|(_, text)| text.starts_with("Private ::"))?;
    let (_, publish) = project.ci.published().into_iter().next()?;
    let message = format!("with `{text}` the index refuses the upload");
    let help = "Take the classifier out, or publish to an index of your own";
    let finding = Finding::new(node.place(), message).help(help);
    Some(finding.related(publish.place.clone(), "published here"))
}
