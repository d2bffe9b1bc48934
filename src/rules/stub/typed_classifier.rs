//! The package has types but not the classifier `Typing :: Typed`.
//!
//! ## Why
//!
//! People search for typed packages by the [classifier](https://typing.python.org/en/latest/guides/libraries.html)
//! `Typing :: Typed`; they see the marker `py.typed` only after the installation.
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
//! classifiers = [
//!   "Programming Language :: Rust",
//! ]
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```text demo/py.typed
//! ```
//!
//! ```console
//! pyproject.toml:7:15: info[stub/typed-classifier] the package has `demo/py.typed`, but not the classifier `Typing :: Typed`
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
//! classifiers = [
//!   "Programming Language :: Rust",
//!   "Typing :: Typed",
//! ]
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```text demo/py.typed
//! ```
//!
//! ## Fix safety
//!
//! The metadata of the wheel gains the classifier.
//!
//! ## When not to follow
//!
//! If the package is only for yourself. The rule ignores projects without any classifiers.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A gap: the types are found all the same.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the classifier";

/// One finding, if the classifier is missing.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, package) = (project.pyproject.as_ref()?, project.package.as_ref()?);
    let list = pyproject.field("classifiers")?;
    let named: Vec<&str> = list
        .items()
        .into_iter()
        .filter_map(|item| item.as_str())
        .collect();
    let is_said = named
        .iter()
        .any(|name| name.starts_with("Typing ::") || name.starts_with("Private ::"));
    if named.is_empty() || is_said || !project.tree.exists(&package.marker) {
        return None;
    }
    let message = format!(
        "the package has `{}`, but not the classifier `Typing :: Typed`",
        package.marker
    );
    let edit = splice::push(list, &splice::quoted("Typing :: Typed"));
    let fix = edit.map(|edit| Fix::risky("Add `Typing :: Typed`", vec![edit]));
    Some(Finding::new(list.place(), message).fix(fix))
}
