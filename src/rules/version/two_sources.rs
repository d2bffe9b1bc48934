//! The same version is written in pyproject.toml and in Cargo.toml.
//!
//! ## Why
//!
//! If a version is written twice, one place is easily forgotten. With `dynamic = ["version"]` maturin
//! [takes the version from Cargo.toml](https://www.maturin.rs/metadata.html), which is then the only source.
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
//! version = "1.0.0rc1"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "1.0.0-rc.1"
//! ```
//!
//! ```console
//! pyproject.toml:7:1: info[version/two-sources] the version is written here and in `Cargo.toml`: one place is enough
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
//! version = "1.0.0-rc.1"
//! ```
//!
//! ## Fix safety
//!
//! Release scripts and tools such as `uv version` may read or write the line that the fix removes.
//!
//! ## When not to follow
//!
//! If a tool keeps both lines equal.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A better way.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove `version` and write `dynamic = [\"version\"]`";

/// One finding, if both versions are the same.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let python = pyproject.field("version")?;
    let cargo = project.cargo.as_ref()?.version()?;
    let python_version: pep440_rs::Version = python.as_str()?.parse().ok()?;
    let same = version::to_pep440(cargo.as_str()?)? == python_version;
    if !same || version::is_placeholder(&python_version) || pyproject.dynamic("version").is_some() {
        return None;
    }
    let message = format!(
        "the version is written here and in `{}`: one place is enough",
        cargo.toml().path
    );
    let finding = Finding::new(python.key_place(), message).related(cargo.place(), "the same version");
    let title = "Take the version from Cargo.toml with `dynamic`";
    let edits = pyproject.make_dynamic("version");
    Some(finding.fix(edits.map(|edits| Fix::risky(title, edits))))
}
