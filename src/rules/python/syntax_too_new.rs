//! The Python package is written in syntax that the lowest Python of `requires-python` does not know.
//!
//! ## Why
//!
//! `pip` installs the package for that Python, where its import is a `SyntaxError`. Nothing says so before: maturin does not
//! read Python sources, and tests with a newer Python pass. The
//! [documentation of Python](https://docs.python.org/3/whatsnew/index.html) says which version brought which syntax.
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
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//!
//! type Number = int | float
//! ```
//!
//! ```console
//! demo/__init__.py:3:1: warning[python/syntax-too-new] `type` needs Python 3.12 or later, but `requires-python` allows Python 3.11
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
//! requires-python = ">=3.12"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//!
//! type Number = int | float
//! ```
//!
//! ## When not to follow
//!
//! Never. The rule looks at the sources alone that run whenever the package is imported or one of its commands starts; it
//! does not follow imports in branches, such as `if sys.version_info >= (3, 12):`, in functions and in `try`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::importable::Source;
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::syntax::python::{NEWEST, Newer, newer_than};
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// The import fails for some of those who may install the package.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Raise `requires-python`, or write it in older syntax";

/// One finding for each file, at what asks for the newest Python.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    let (requires, floor) = (pyproject.requires_python()?, pyproject.lowest_python()?.value);
    let lowest = (floor..NEWEST).find(|minor| version::allows(&requires.value, 3, *minor))?;
    let finding = |source: &Source| {
        let newer = newer_than(&project.tree.text(&source.path)?, lowest);
        let Newer { what, since, span } = newer.into_iter().rev().max_by_key(|newer| newer.since)?;
        let message =
            format!("{what} needs Python 3.{since} or later, but `requires-python` allows Python 3.{lowest}");
        let finding = Finding::new(Place::at(&source.path, span), message);
        Some(finding.related(requires.node.place(), "the Pythons that are promised"))
    };
    Some(project.imported().iter().filter_map(finding).collect())
}
