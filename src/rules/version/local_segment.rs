//! The version has a local segment, which public indexes reject.
//!
//! ## Why
//!
//! The part after a `+` is build metadata for cargo, but for Python it is a
//! [local version](https://packaging.python.org/en/latest/specifications/version-specifiers/#local-version-identifiers):
//! a mark for private builds, which public indexes such as PyPI must not accept. maturin builds the wheel, but the
//! upload fails.
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
//! dynamic = ["version"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.2.0+zlib.1.3"
//! ```
//!
//! ```console
//! Cargo.toml:3:11: warning[version/local-segment] the wheel gets version `0.2.0+zlib.1.3`: public indexes reject the part after `+`
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
//! version = "0.2.0"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.2.0+zlib.1.3"
//! ```
//!
//! ## When not to follow
//!
//! If the wheels go to a private index. The rule is silent if the package has the classifier
//! `Private :: Do Not Upload`. A mark of work between releases, such as `+dev`, is an info.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// The upload contradicts the version.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the part after `+`";

/// What people write behind the `+` as long as there is no release.
const BETWEEN_RELEASES: [&str; 10] = [
    "dev",
    "devel",
    "develop",
    "dirty",
    "git",
    "head",
    "local",
    "main",
    "master",
    "unreleased",
];

/// One finding, if the wheel gets a local version.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (node, version) = (project.version_node()?, project.version()?);
    let first = version.local().first()?.to_string();
    if project.pyproject.as_ref().is_some_and(Pyproject::is_private) {
        return None;
    }
    let message = format!("the wheel gets version `{version}`: public indexes reject the part after `+`");
    let finding = Finding::new(node.place(), message);
    let between = version.is_dev() || BETWEEN_RELEASES.contains(&first.as_str());
    Some(finding.mild_if(between || project.is_fixture()))
}
