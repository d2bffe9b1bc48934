//! setup.py calls setuptools, but maturin builds the project.
//!
//! ## Why
//!
//! Only the [backend](https://packaging.python.org/en/latest/discussions/setup-py-deprecated/) builds the wheel, and
//! maturin does not read setup.py: versions, dependencies and commands there have no effect, and `python setup.py`
//! builds a package without the extension module.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```python setup.py
//! from setuptools import setup
//!
//! setup(name="demo", version="0.1.0")
//! ```
//!
//! ```console
//! setup.py:3:1: info[files/setup-py] maturin does not read `setup.py`: the arguments of `setup` do not reach the wheel
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ## When not to follow
//!
//! If the file has another purpose than the build, for example for an installer that requires it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// What stands in it has no effect on what is built.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Move the values to pyproject.toml and delete the file";

const FILE: &str = "setup.py";

/// A finding if setup.py calls `setup` at the top.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    project
        .pyproject
        .as_ref()?
        .backend()
        .filter(|backend| *backend == "maturin")?;
    let text = project.tree.text(FILE)?;
    let lines = text.split_inclusive('\n').scan(0, |start, line| {
        *start += line.len();
        Some((*start - line.len(), line))
    });
    let calls = ["setup(", "setuptools.setup("];
    let (start, call) = lines.into_iter().find_map(|(start, line)| {
        let call = calls.into_iter().find(|call| line.starts_with(call))?;
        Some((start, call))
    })?;
    let place = Place::at(&FILE.into(), start..start + call.len() - 1);
    let message = "maturin does not read `setup.py`: the arguments of `setup` do not reach the wheel";
    Some(Finding::new(place, message))
}
