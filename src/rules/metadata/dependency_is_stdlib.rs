//! A dependency is part of Python.
//!
//! ## Why
//!
//! The standard library needs no installation: on
//! [PyPI](https://packaging.python.org/en/latest/tutorials/installing-packages/) a name from it does not exist, or is
//! an abandoned backport, or somebody else's package. Only old Pythons need a backport, and a
//! [marker](https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers) can
//! restrict it to them.
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
//! requires-python = ">=3.11"
//! dependencies = ["dataclasses", "numpy>=2", "tomli>=2"]
//! ```
//!
//! ```console
//! pyproject.toml:9:17: warning[metadata/dependency-is-stdlib] `dataclasses` is in the standard library of Python 3.11 and later
//! pyproject.toml:9:44: info[metadata/dependency-is-stdlib] `tomli` is needed only before Python 3.11, but is installed on every Python
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
//! requires-python = ">=3.11"
//! dependencies = ["numpy>=2"]
//! ```
//!
//! ## When not to follow
//!
//! If the code imports the backport on every Python because it offers more than the standard library.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::{PYTHON_MINOR, Table};
use crate::standards::names::is_standard_module;
use crate::standards::requirement::Read;
use crate::standards::requirement::Requirement;
use crate::text::edit::Applicability;

/// The line installs what is not used.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Python];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove it, or add a marker such as `; python_version < \"3.11\"`";

/// Distributions that bring a module of a later Python, and the minor version of that Python.
#[rustfmt::skip]
const BACKPORTS: [(&str, u64); 7] = [
    ("backports-strenum", 11), ("backports-zoneinfo", 9), ("exceptiongroup", 11), ("graphlib-backport", 9),
    ("pathlib2", 4), ("taskgroup", 11), ("tomli", 11),
];

/// One finding for each dependency.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    let lowest = pyproject.lowest_python()?.value;
    let plain = pyproject
        .dependencies()
        .into_iter()
        .filter(|read| read.value.marker.is_true());
    Some(plain.filter_map(|read| finding(&read, lowest)).collect())
}

fn finding(Read { value, node }: &Read<'_, Requirement>, lowest: u64) -> Option<Finding> {
    let name = value.name.as_ref();
    if (lowest..=PYTHON_MINOR).all(|minor| is_standard_module(&name.replace('-', "_"), minor)) {
        let message = format!("`{name}` is in the standard library of Python 3.{lowest} and later");
        return Some(Finding::new(node.place(), message));
    }
    let (_, since) = BACKPORTS.into_iter().find(|(backport, _)| *backport == name)?;
    let message =
        format!("`{name}` is needed only before Python 3.{since}, but is installed on every Python");
    Some(Finding::new(node.place(), message).mild())
}
