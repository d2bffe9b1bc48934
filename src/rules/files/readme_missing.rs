//! The readme that a manifest names does not exist.
//!
//! ## Why
//!
//! maturin reads both the [readme](https://packaging.python.org/en/latest/specifications/pyproject-toml/#readme) that
//! pyproject.toml names and the one that Cargo.toml names, even if it uses only one of them: the build fails if either
//! is missing.
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
//! readme = "README.rst"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```markdown README.md
//! # Demo
//! ```
//!
//! ```console
//! pyproject.toml:8:10: error[files/readme-missing] the readme `README.rst` does not exist: the build fails
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
//! readme = "README.md"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```markdown README.md
//! # Demo
//! ```
//!
//! ## When not to follow
//!
//! If the file is created or downloaded before the build. The rule is silent if a workflow, a script or an ignore file
//! names the file.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::named::is_missing;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::tree;

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Create the file, or correct the path";

/// One finding for each manifest.
pub fn check(project: &Project) -> Vec<Finding> {
    let ours = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.field("readme"));
    let ours = ours.map(|readme| readme.get("file").unwrap_or(readme));
    let theirs = project.cargo.as_ref().and_then(|cargo| cargo.field("readme"));
    let missing = ours.into_iter().chain(theirs).filter_map(|node| {
        let path = node.as_str()?;
        let message = format!("the readme `{path}` does not exist: the build fails");
        let base = tree::parent(&node.toml().path);
        is_missing(project, base, path).then(|| Finding::new(node.place(), message))
    });
    missing.collect()
}
