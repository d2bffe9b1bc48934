//! A license file that a manifest names does not exist.
//!
//! ## Why
//!
//! The [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/#license-files) requires that
//! each pattern of `license-files` matches a file. maturin ignores a pattern that matches nothing, and the wheel lacks
//! the text that its license asks for. If a single file is named, in `project.license` or as `license-file` in
//! Cargo.toml, the build fails without it.
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
//! license-files = ["LICENCE*"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```text LICENSE
//! Do what you like.
//! ```
//!
//! ```console
//! pyproject.toml:8:18: warning[metadata/license-file-missing] `LICENCE*` matches no file, so the wheel gets no license text from it
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
//! dynamic = ["version"]
//! license-files = ["LICENSE*"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```text LICENSE
//! Do what you like.
//! ```
//!
//! ## When not to follow
//!
//! If the file is created or downloaded before the build. The rule is silent if a workflow, a script or an ignore file
//! names the file.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::named::{is_missing, matches_nothing};
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::tree;

/// The manifest and the files contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Create the file, or correct the pattern";

/// One finding for each name or pattern.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(pyproject) = &project.pyproject else {
        return Vec::new();
    };
    let patterns = pyproject
        .field("license-files")
        .map(Node::items)
        .unwrap_or_default();
    let unmatched = patterns.into_iter().filter_map(|node| pattern(project, node));
    unmatched.chain(files(project, pyproject)).collect()
}

fn pattern(project: &Project, node: Node<'_>) -> Option<Finding> {
    let glob = node.as_str().filter(|glob| !glob.starts_with('/'))?;
    let message = if glob.split('/').any(|part| part == "..") {
        format!("`{glob}` is outside the project, which `license-files` does not allow: the build fails")
    } else if matches_nothing(project, glob) {
        format!("`{glob}` matches no file, so the wheel gets no license text from it")
    } else {
        return None;
    };
    Some(Finding::new(node.place(), message))
}

fn files(project: &Project, pyproject: &Pyproject) -> Vec<Finding> {
    let table = pyproject.field("license").and_then(|license| license.get("file"));
    let krate = project
        .cargo
        .as_ref()
        .and_then(|cargo| cargo.field("license-file"));
    let missing = table.into_iter().chain(krate).filter_map(|node| {
        let path = node.as_str()?;
        let message = format!("the license file `{path}` does not exist: the build fails");
        let base = tree::parent(&node.toml().path);
        is_missing(project, base, path).then(|| Finding::new(node.place(), message))
    });
    missing.collect()
}
