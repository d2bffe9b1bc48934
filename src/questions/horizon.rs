//! How far our tables of other people's releases reach; beyond it the rules that read them stay silent.

use std::sync::Arc;

use crate::project::Project;
use crate::project::api::exports::Exports;
use crate::project::api::stub::Stub;
use crate::text::printable::phrase;

/// The newest maturin (1.x) whose keys and behaviour are known.
pub const MATURIN_MINOR: u64 = 16;
/// The newest PyO3 (0.x) whose features are known.
const PYO3_MINOR: u64 = 30;
/// The newest Python (3.x) that is known.
pub const PYTHON_MINOR: u64 = 15;

/// Whether the project requires a maturin that is newer than our table of it.
pub fn beyond_maturin(project: &Project) -> bool {
    let floor = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.maturin_floor());
    floor.is_some_and(|floor| match floor.value.release() {
        [] | [0, ..] | [1] => false,
        [1, minor, ..] => *minor > MATURIN_MINOR,
        _ => true,
    })
}

/// Whether the PyO3 in use is newer than our table of it.
pub fn beyond_pyo3(project: &Project) -> bool {
    project
        .pyo3_version()
        .is_some_and(|version| version.major > 0 || version.minor > PYO3_MINOR)
}

/// The stubs, each with what its module has, where it is known what PyO3 makes of the sources.
pub fn typed(project: &Project) -> impl Iterator<Item = (&Exports, &Stub)> {
    let is_known = !beyond_pyo3(project);
    project.typed().filter(move |_| is_known)
}

/// Whether the lowest promised Python is newer than our table of them.
pub fn beyond_python(project: &Project) -> bool {
    let lowest = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.lowest_python());
    lowest.is_some_and(|lowest| lowest.value > PYTHON_MINOR)
}

/// One line for each table whose horizon the project is beyond, and for each source that is not understood.
pub fn notes(project: &Project) -> Vec<String> {
    let note = |beyond: bool, what: &str, known: String| {
        beyond.then(|| format!("knows {what} up to {known}; rules that depend on newer ones stay silent"))
    };
    let tables = [
        note(beyond_maturin(project), "maturin", format!("1.{MATURIN_MINOR}")),
        note(beyond_pyo3(project), "PyO3", format!("0.{PYO3_MINOR}")),
        note(beyond_python(project), "Python", format!("3.{PYTHON_MINOR}")),
    ];
    let source = |path: &Arc<str>| {
        phrase(&format!(
            "does not understand `{path}`; rules about modules and their stubs stay silent"
        ))
    };
    let is_told = |path: &&Arc<str>| project.broken.iter().any(|broken| broken.place.path == **path);
    let sources = project.unread.iter().filter(|path| !is_told(path)).map(source);
    tables.into_iter().flatten().chain(sources).collect()
}
