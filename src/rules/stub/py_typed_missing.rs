//! The package has type stubs but no `py.typed`, so type checkers ignore them.
//!
//! ## Why
//!
//! A type checker reads the types of an installed package
//! [only if it holds the marker](https://typing.python.org/en/latest/spec/distributing.html#packaging-type-information)
//! `py.typed`. maturin adds it if there is only a stub beside the crate, but not to a Python package.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```python demo/_core.pyi
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ```console
//! demo/_core.pyi: warning[stub/py-typed-missing] `demo/_core.pyi` has types that type checkers ignore: `demo/py.typed` is missing
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```python demo/_core.pyi
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ```text demo/py.typed
//! ```
//!
//! ## Fix safety
//!
//! The wheel gains the marker, and type checkers begin to judge the code of everyone who uses the package.
//!
//! ## When not to follow
//!
//! If the stubs are only for your own type checks, and the rest of the package has no types yet. The rule ignores
//! programs (packages with scripts) unless they have the classifier `Typing :: Typed`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};
use crate::text::place::Place;

/// The types are there and do nothing.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Create an empty `py.typed` in the package";

/// One finding, if the marker is missing.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, package) = (project.pyproject.as_ref()?, project.package.as_ref()?);
    let marker = &package.marker;
    if project.tree.exists(marker) {
        return None;
    }
    let create = Edit::Create {
        path: marker.as_str().into(),
        text: String::new(),
    };
    let fix = Some(Fix::risky(format!("Create `{marker}`"), vec![create]));
    let mut classifiers = pyproject.classifiers().into_iter();
    let typed = classifiers.find(|item| item.as_str() == Some("Typing :: Typed"));
    if let Some(typed) = typed {
        let message = format!("the package is `Typing :: Typed`, but `{marker}` is missing");
        // Without a stub it may be the classifier that is wrong.
        let fix = fix.filter(|_| !package.stubs.is_empty());
        return Some(Finding::new(typed.place(), message).fix(fix));
    }
    let is_program = ["scripts", "gui-scripts"]
        .iter()
        .any(|key| pyproject.field(key).is_some())
        || pyproject.bindings() == Some("bin");
    let stub = package.stubs.first().filter(|_| !is_program)?;
    let message = format!("`{stub}` has types that type checkers ignore: `{marker}` is missing");
    Some(Finding::new(Place::file(stub.clone()), message).fix(fix))
}
