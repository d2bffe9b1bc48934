//! `[project]` has a `version` and lists it as `dynamic` too.
//!
//! ## Why
//!
//! The [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/#dynamic) forbids both at once.
//! maturin warns and takes the static version, not that of the crate; other tools reject the file.
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
//! dynamic = ["version", "readme"]
//! ```
//!
//! ```console
//! pyproject.toml:8:12: error[version/static-and-dynamic] the version is `dynamic` here, but `0.1.0` above
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
//! dynamic = ["readme"]
//! ```
//!
//! ## When not to follow
//!
//! Never. If the version should come from Cargo.toml, remove the static version instead.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// Tools refuse the file.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove one of the two";

/// One finding, if there are both.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let version = pyproject.field("version")?;
    let item = pyproject.dynamic("version")?;
    let dynamic = pyproject.field("dynamic")?;
    let index = dynamic
        .items()
        .iter()
        .position(|other| other.as_str() == Some("version"))?;
    let edit = splice::remove_item(dynamic, index);
    let title = "Remove `version` from `dynamic`";
    let above = if version.value_span() < item.value_span() {
        "above"
    } else {
        "below"
    };
    let message = format!(
        "the version is `dynamic` here, but `{}` {above}",
        version.as_str()?
    );
    let finding = Finding::new(item.place(), message).related(version.place(), "the static version");
    Some(finding.fix(edit.map(|edit| Fix::safe(title, vec![edit]))))
}
