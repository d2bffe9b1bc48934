//! Whether a project is beyond one of our tables, where the rules that rest on it stay silent.

use std::sync::Arc;

use crate::project::Project;
use crate::standards::horizon::{MATURIN_MINOR, PYO3_MINOR, PYTHON_MINOR, Table};
use crate::text::printable::phrase;

/// Whether the project uses or requires something newer than a table knows.
pub fn is_beyond(project: &Project, table: Table) -> bool {
    let pyproject = project.pyproject.as_ref();
    match table {
        Table::Maturin => {
            let floor = pyproject.and_then(|pyproject| pyproject.maturin_floor());
            floor.is_some_and(|floor| match floor.value.release() {
                [] | [0, ..] | [1] => false,
                [1, minor, ..] => *minor > MATURIN_MINOR,
                _ => true,
            })
        }
        Table::PyO3 => project
            .pyo3_version()
            .is_some_and(|version| version.major > 0 || version.minor > PYO3_MINOR),
        Table::Python => {
            let lowest = pyproject.and_then(|pyproject| pyproject.lowest_python());
            lowest.is_some_and(|lowest| lowest.value > PYTHON_MINOR)
        }
    }
}

/// The tables that the project is beyond.
pub fn beyond(project: &Project) -> Vec<Table> {
    let tables = Table::ALL.into_iter();
    tables.filter(|table| is_beyond(project, *table)).collect()
}

/// One line for each table that the project is beyond, and for each source that could not be parsed.
pub fn notes(project: &Project) -> Vec<String> {
    let tables = beyond(project).into_iter().map(|table| {
        let (what, known) = table.reach();
        format!("{what} is known up to {known}; rules that depend on newer versions are skipped")
    });
    let source = |path: &Arc<str>| {
        phrase(&format!(
            "could not parse `{path}`; rules about modules and stubs are skipped"
        ))
    };
    let is_told = |path: &&Arc<str>| project.broken.iter().any(|broken| broken.place.path == **path);
    let sources = project.unread.iter().filter(|path| !is_told(path)).map(source);
    tables.chain(sources).collect()
}
