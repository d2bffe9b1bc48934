//! `[project]` has neither a `version` nor `dynamic = ["version"]`.
//!
//! ## Why
//!
//! The [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/#version) requires one of them.
//! maturin only warns and takes the version of the crate; uv and other tools reject the file.
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
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! pyproject.toml:5:1: error[version/missing] `[project]` has neither `version` nor `dynamic = ["version"]`
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
//! version = "0.1.0"
//! ```
//!
//! ## When not to follow
//!
//! Never. The rule is silent if there is no `[project]` table.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// Tools refuse the file.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add `dynamic = [\"version\"]`, so that maturin takes the version of the crate";

/// One finding, if there is neither.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let table = pyproject.project()?;
    if pyproject.field("version").is_some() || pyproject.dynamic("version").is_some() {
        return None;
    }
    let crate_has_one = project
        .cargo
        .as_ref()
        .is_some_and(|cargo| cargo.version().is_some());
    let edits = pyproject.make_dynamic("version").filter(|_| crate_has_one);
    let fix = edits.map(|edits| Fix::safe("Add `version` to `dynamic`", edits));
    let message = "`[project]` has neither `version` nor `dynamic = [\"version\"]`";
    Some(Finding::new(table.place(), message).fix(fix))
}
