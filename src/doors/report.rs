//! What checking and repairing a project came to, as classes of Python.                   [door: pyo3]

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};

use crate::doors::plain;
use crate::doors::project::guarded;
use crate::engine::check;
use crate::engine::fix;
use crate::engine::fix::Change;
use crate::output::Style;
use crate::output::concise::concise;
use crate::output::full::full;
use crate::output::json::{Summary, findings};

/// What one check of one project found.
#[pyclass(frozen, module = "_core")]
pub struct Report {
    pub report: check::Report,
}

#[pymethods]
impl Report {
    /// The findings to show, in the shape of the JSON output, sorted by path, offset and rule.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain::data(py, &findings(&self.report))
    }

    /// How many findings there are: `error`, `warning`, `info` (also those not shown), `fixable` and `unsafe_fixable`.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain::data(py, &Summary::of(&self.report))
    }

    /// How many infos nobody asked for.
    #[getter]
    fn hidden(&self) -> usize {
        self.report.outcome.infos
    }

    /// How many findings are suppressed.
    #[getter]
    fn suppressed(&self) -> usize {
        self.report.outcome.suppressed
    }

    /// How many findings are milder than was asked for.
    #[getter]
    fn milder(&self) -> usize {
        self.report.outcome.milder
    }

    /// One line for each table whose horizon this project is beyond.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.report.notes.clone()
    }

    /// The findings with their source lines; `docs_url` is put before a rule's name to link its page.
    #[pyo3(signature = (*, color = false, width = 100, prefix = "", docs_url = ""))]
    fn full(&self, color: bool, width: usize, prefix: &str, docs_url: &str) -> PyResult<String> {
        let style = Style {
            color,
            width,
            prefix: prefix.to_owned(),
            docs_url: docs_url.to_owned(),
        };
        guarded(|| Ok(full(&self.report.tree, &self.report.outcome.shown, &style)))
    }

    /// One line a finding: `path:line:column: severity[rule] message`.
    #[pyo3(signature = (*, prefix = ""))]
    fn concise(&self, prefix: &str) -> String {
        concise(&self.report.tree, &self.report.outcome.shown, prefix)
    }
}

/// What fixing a project would change.
#[pyclass(frozen, module = "_core")]
pub struct Repair {
    changes: Vec<Change>,
    #[pyo3(get)]
    fixed: usize,
    #[pyo3(get)]
    remaining: Py<Report>,
}

#[pymethods]
impl Repair {
    /// The files that change, sorted by path, with their whole bytes (None: no file).
    #[getter]
    fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for Change { path, before, after } in &self.changes {
            let change = PyDict::new(py);
            let bytes = |text: &Option<Arc<str>>| text.as_ref().map(|text| PyBytes::new(py, text.as_bytes()));
            change.set_item("path", path.as_ref())?;
            change.set_item("before", bytes(before))?;
            change.set_item("after", bytes(after))?;
            list.append(change)?;
        }
        Ok(list)
    }
}

impl Repair {
    pub fn new(py: Python<'_>, repair: fix::Repair) -> PyResult<Self> {
        let report = check::Report::new(repair.project, repair.remaining);
        Ok(Self {
            changes: repair.changes,
            fixed: repair.fixed,
            remaining: Py::new(py, Report { report })?,
        })
    }
}

/// Reports of several projects, each with the folder of its project as the person named it.
pub type Reports = Vec<(PathBuf, Py<Report>)>;

/// The same for the outputs.
pub fn given(reports: &Reports) -> Vec<(PathBuf, &check::Report)> {
    reports
        .iter()
        .map(|(root, report)| (root.clone(), &report.get().report))
        .collect()
}

/// The same with absolute folders.
///
/// # Errors
///
/// The current folder is gone.
pub fn absolute(reports: &Reports) -> PyResult<Vec<(PathBuf, &check::Report)>> {
    let absolute = |(root, report): (PathBuf, _)| Ok((std::path::absolute(root)?, report));
    given(reports).into_iter().map(absolute).collect()
}
