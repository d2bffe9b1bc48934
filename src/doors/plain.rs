//! Answers as plain Python data.                                                  [door: pyo3, serde_json]

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use serde::Serialize;
use serde_json::{Value, to_value};

use crate::engine::fix::Change;
use crate::template::adopt::Adoption;

/// What has a shape in JSON, as Python would read it from there.
pub fn data<'py>(py: Python<'py>, shaped: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let value = to_value(shaped).map_err(|error| PyValueError::new_err(error.to_string()))?;
    python(py, &value)
}

/// A path as text, spelled as `pathlib` would: without an empty part or a dot.
pub fn path(path: &Path) -> OsString {
    let parts: PathBuf = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    if parts.as_os_str().is_empty() {
        ".".into()
    } else {
        parts.into()
    }
}

fn python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(is_so) => is_so.into_pyobject(py)?.to_owned().into_any(),
        Value::Number(number) => number.as_u64().into_pyobject(py)?, // we only count
        Value::String(text) => text.into_pyobject(py)?.into_any(),
        Value::Array(values) => {
            let list = PyList::empty(py);
            for value in values {
                list.append(python(py, value)?)?;
            }
            list.into_any()
        }
        Value::Object(entries) => {
            let dict = PyDict::new(py);
            for (name, value) in entries {
                dict.set_item(name, python(py, value)?)?;
            }
            dict.into_any()
        }
    })
}

/// What adopting a project comes to.
pub fn adoption<'py>(
    py: Python<'py>,
    adoption: &Adoption,
    changes: &[Change],
) -> PyResult<Bound<'py, PyDict>> {
    let (changed, offers) = (PyList::empty(py), PyList::empty(py));
    let (otherwise, fates) = (PyList::empty(py), PyList::empty(py));
    for change in changes {
        let text = change.after.as_deref().unwrap_or_default();
        changed.append((change.path.as_ref(), PyBytes::new(py, text.as_bytes())))?;
    }
    for offer in &adoption.offers {
        let entry = PyDict::new(py);
        entry.set_item("part", offer.part)?;
        entry.set_item("what", &offer.what)?;
        entry.set_item("added", &offer.added)?;
        entry.set_item("is_taken", offer.is_taken)?;
        offers.append(entry)?;
    }
    for other in &adoption.otherwise {
        let entry = PyDict::new(py);
        entry.set_item("what", other.what)?;
        entry.set_item("how", &other.how)?;
        entry.set_item("is_ground", other.is_ground)?;
        otherwise.append(entry)?;
    }
    for fate in &adoption.fates {
        let entry = PyDict::new(py);
        entry.set_item("state", fate.state)?;
        entry.set_item("fate", &fate.fate)?;
        entry.set_item("comes", fate.comes)?;
        fates.append(entry)?;
    }
    let entry = PyDict::new(py);
    entry.set_item("changes", changed)?;
    entry.set_item("offers", offers)?;
    entry.set_item("otherwise", otherwise)?;
    entry.set_item("fates", fates)?;
    entry.set_item("is_fresh", adoption.is_fresh)?;
    Ok(entry)
}
