//! The static version is not written in its normal form.
//!
//! ## Why
//!
//! `1.0.0-alpha.1` and `1.0.0a1` are the same version, and tools
//! [write the second](https://packaging.python.org/en/latest/specifications/version-specifiers/#normalization): in the
//! name of the wheel, in its metadata, on the project's page. A tag or a script that looks for the first spelling finds
//! nothing.
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
//! version = "1.0.0-alpha.1"
//! ```
//!
//! ```console
//! pyproject.toml:7:11: info[version/not-canonical] the wheel gets the normal form of `1.0.0-alpha.1`, which is `1.0.0a1`
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
//! version = "1.0.0a1"
//! ```
//!
//! ## When not to follow
//!
//! If a tool writes the same text here and in Cargo.toml, which allows no other spelling of a pre-release.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A better way.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the version in its normal form";

/// One finding, if the static version has another normal form.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let node = project.pyproject.as_ref()?.field("version")?;
    let written = node.as_str()?;
    let normal = written.parse::<pep440_rs::Version>().ok()?.to_string();
    if written == normal {
        return None;
    }
    let message = format!("the wheel gets the normal form of `{written}`, which is `{normal}`");
    let edit = splice::respell(node, &normal)?;
    let fix = Fix::safe(format!("Write `{normal}`"), vec![edit]);
    Some(Finding::new(node.place(), message).fix(fix))
}
