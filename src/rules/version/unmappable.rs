//! The version is not valid for Python.
//!
//! ## Why
//!
//! maturin converts the crate's version to a Python version ([PEP 440](https://peps.python.org/pep-0440/)) and fails if
//! it cannot, even if `[project]` has its own version. `-alpha.1`, `-beta2`, `-rc.3`, `-dev.4` and `-post.5` can be
//! converted; `-nightly.3` or `-alpha.1.2` cannot. A static version in pyproject.toml must also be valid, for every
//! tool.
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
//! version = "0.1.0-nightly.3"
//! ```
//!
//! ```console
//! Cargo.toml:3:11: error[version/unmappable] `0.1.0-nightly.3` is not a valid PEP 440 version: maturin cannot build this crate
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
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0-dev.3"
//! ```
//!
//! ## When not to follow
//!
//! If a release script replaces the version before every build.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::text::edit::Applicability;

/// Nothing can be built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write a version that both know, such as `0.1.0`, `0.1.0-alpha.1` or `0.1.0-rc.1`";

/// A finding for the version of the crate and one for that of `[project]`, if they are none for Python.
pub fn check(project: &Project) -> Vec<Finding> {
    of_crate(project).into_iter().chain(of_package(project)).collect()
}

fn of_crate(project: &Project) -> Option<Finding> {
    let node = project.cargo.as_ref()?.version()?;
    let text = node.as_str()?;
    // What is no version for cargo either is a placeholder that something fills in.
    semver::Version::parse(text).ok()?;
    let message = format!("`{text}` is not a valid PEP 440 version: maturin cannot build this crate");
    version::to_pep440(text)
        .is_none()
        .then(|| Finding::new(node.place(), message))
}

fn of_package(project: &Project) -> Option<Finding> {
    let node = project.pyproject.as_ref()?.field("version")?;
    let text = node.as_str()?;
    let is_number = text
        .split('.')
        .next()
        .is_some_and(|part| part.parse::<u64>().is_ok());
    let is_template = text.contains(['{', '$', '@', '%', '<']);
    let is_wrong = is_number && !is_template && text.parse::<pep440_rs::Version>().is_err();
    let message = format!("`{text}` is not a valid PEP 440 version: maturin and other tools reject the file");
    is_wrong.then(|| Finding::new(node.place(), message))
}
