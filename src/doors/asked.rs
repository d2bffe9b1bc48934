//! Which rules and findings Python asks for, as keyword arguments.                       [door: pyo3]

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::engine::check::Selection;
use crate::finding::Severity;
use crate::text::printable::printable;

pyo3::create_exception!(
    _core,
    SelectionError,
    PyValueError,
    "A name given to select or ignore is not a rule, a family or `info`."
);

/// The keyword arguments `select`, `ignore`, `extend_select` and `min_severity`, as far as they are given.
pub struct Asked(pub Selection);

impl<'py> FromPyObject<'_, 'py> for Asked {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let mut selection = Selection::default();
        for (name, value) in given.cast::<PyDict>()?.iter() {
            let name: String = name.extract()?;
            let refused = put(&mut selection, &name, &value);
            refused.inspect_err(|error| {
                let _ = error.add_note(given.py(), format!("while processing '{name}'"));
            })?;
        }
        selection.validate().map_err(|unknown| {
            let near = unknown.nearest.map(|near| format!("; did you mean `{near}`?"));
            let (name, hint) = (printable(&unknown.name), near.unwrap_or_default());
            SelectionError::new_err(format!("`{name}` is not a rule or a family of rules{hint}"))
        })?;
        Ok(Self(selection))
    }
}

fn put(selection: &mut Selection, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let names = || value.extract::<Option<Vec<String>>>();
    match name {
        "select" => selection.select = names()?,
        "ignore" => selection.ignore = names()?.unwrap_or_default(),
        "extend_select" => selection.extend_select = names()?.unwrap_or_default(),
        "min_severity" => {
            let name: String = value.extract()?;
            selection.min_severity = Severity::named(&name).ok_or_else(|| {
                SelectionError::new_err(format!(
                    "`{}` is not `error`, `warning` or `info`",
                    printable(&name)
                ))
            })?;
        }
        other => return Err(PyTypeError::new_err(format!("there is no argument '{other}'"))),
    }
    Ok(())
}
