//! A project at a path that Python names, or the exception that there is none or that we broke down.  [door: pyo3]

use std::path::Path;

use pyo3::exceptions::PyException;
use pyo3::prelude::*;

use crate::engine::guard;
use crate::project::Project;
use crate::text::printable::printable;
use crate::tree::Tree;

pyo3::create_exception!(
    _core,
    ProjectNotFoundError,
    PyException,
    "There is no maturin project at the path."
);

pyo3::create_exception!(_core, BugError, PyException, "We broke down over a project.");

/// What `work` on one project gives.
///
/// # Errors
///
/// Its own, or `BugError` for a panic.
pub fn guarded<T>(work: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    guard::guarded(work).unwrap_or_else(|reason| Err(BugError::new_err(printable(&reason))))
}

/// The maturin project in the folder `root`.
pub fn read(root: &Path) -> PyResult<Project> {
    Project::read(Tree::disk(root)).ok_or_else(|| not_found(root))
}

/// What is raised where there is none.
pub fn not_found(root: &Path) -> PyErr {
    ProjectNotFoundError::new_err(printable(&format!(
        "no maturin project in `{}`: no pyproject.toml there uses maturin",
        root.display()
    )))
}
