//! What Python asks about failures.                                                         [door: pyo3]

use pyo3::prelude::*;

use crate::doors::plain;
use crate::doors::project::guarded;
use crate::explain::verdict::judge;
use crate::output::explained::{Verdict, explained};

/// Say why what `log` tells of failed.
#[pyfunction]
pub fn explain<'py>(py: Python<'py>, log: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    let verdict = py.detach(|| guarded(|| Ok(judge(log))))?;
    plain::data(py, &Verdict::of(&verdict))
}

/// The same as JSON of version 1.
#[pyfunction]
pub fn explain_json(py: Python<'_>, log: &[u8]) -> PyResult<String> {
    py.detach(|| guarded(|| Ok(explained(&judge(log)))))
}
