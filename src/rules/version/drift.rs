//! The version of `[project]` and the version of the crate differ.
//!
//! ## Why
//!
//! maturin [takes the version of pyproject.toml](https://www.maturin.rs/metadata.html) for the wheel without a warning;
//! `env!("CARGO_PKG_VERSION")` in the same wheel is the other version. Usually one of the two was forgotten in a
//! release.
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
//! version = "0.2.0"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! pyproject.toml:7:11: warning[version/drift] the wheel gets version `0.2.0`, but the crate has `0.1.0`
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
//! version = "0.2.0"
//! ```
//!
//! ## When not to follow
//!
//! If crate and package have separate version numbers. The rule ignores versions that do not look like one numbering,
//! placeholders such as `0.0.0`, and post-releases of the package, which contain the same crate again. The finding is an
//! info if the crate is at a `-dev` version after the release. There is no fix: only you know which version is the right
//! one.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::text::edit::Applicability;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the version in Cargo.toml alone, with `dynamic = [\"version\"]` in `[project]`";

/// One finding, if the two versions look like one numbering.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let python = project.pyproject.as_ref()?.field("version")?;
    let cargo = project.cargo.as_ref()?.version()?;
    let python_version: pep440_rs::Version = python.as_str()?.parse().ok()?;
    let cargo_version = version::to_pep440(cargo.as_str()?)?;
    if version::same_release(&python_version, &cargo_version)
        || !version::same_numbering(&python_version, &cargo_version)
    {
        return None;
    }
    let is_developed = cargo_version.is_dev() && !python_version.is_dev() && python_version < cargo_version;
    let message = format!(
        "the wheel gets version `{}`, but the crate has `{}`",
        python.as_str()?,
        cargo.as_str()?
    );
    let finding = Finding::new(python.place(), message).related(cargo.place(), "the version of the crate");
    Some(finding.mild_if(is_developed))
}
