//! Findings and facts as plain Python data, in the shape of the JSON.                   [door: pyo3]

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::questions::fact::Fact;
use crate::template::adopt::Adoption;
use crate::template::fates::Fate;
use crate::text::edit::{Edit, Fix};
use crate::text::place::{Place, Position};
use crate::tree::Tree;

/// A finding in the shape of the JSON output.
pub fn finding<'py>(py: Python<'py>, tree: &Tree, finding: &Finding) -> PyResult<Bound<'py, PyDict>> {
    let entry = PyDict::new(py);
    entry.set_item("rule", finding.rule)?;
    entry.set_item("severity", finding.severity.name())?;
    entry.set_item("message", &finding.message)?;
    put_place(&entry, tree, &finding.place)?;
    if !finding.related.is_empty() {
        let related = PyList::empty(py);
        for (place, message) in &finding.related {
            let other = PyDict::new(py);
            put_place(&other, tree, place)?;
            other.set_item("message", message)?;
            related.append(other)?;
        }
        entry.set_item("related", related)?;
    }
    if let Some(fix) = &finding.fix {
        entry.set_item("fix", fix_dict(py, tree, fix)?)?;
    }
    Ok(entry)
}

/// What adopting a project comes to.
pub fn adoption<'py>(py: Python<'py>, adoption: &Adoption) -> PyResult<Bound<'py, PyDict>> {
    let (manifests, otherwise) = (PyList::empty(py), PyList::empty(py));
    for manifest in &adoption.manifests {
        let entry = PyDict::new(py);
        entry.set_item("path", manifest.path.as_ref())?;
        entry.set_item("text", PyBytes::new(py, manifest.text.as_bytes()))?;
        entry.set_item("added", &manifest.added)?;
        manifests.append(entry)?;
    }
    for other in &adoption.otherwise {
        let entry = PyDict::new(py);
        entry.set_item("what", other.what)?;
        entry.set_item("how", &other.how)?;
        entry.set_item("is_ground", other.is_ground)?;
        otherwise.append(entry)?;
    }
    let fates = PyList::empty(py);
    for Fate { state, fate, comes } in &adoption.fates {
        let entry = PyDict::new(py);
        entry.set_item("state", state)?;
        entry.set_item("fate", fate)?;
        entry.set_item("comes", comes)?;
        fates.append(entry)?;
    }
    let entry = PyDict::new(py);
    entry.set_item("manifests", manifests)?;
    entry.set_item("otherwise", otherwise)?;
    entry.set_item("fates", fates)?;
    Ok(entry)
}

/// A fact in the shape of the JSON of `scaffold show`.
pub fn fact<'py>(py: Python<'py>, tree: &Tree, fact: &Fact) -> PyResult<Bound<'py, PyDict>> {
    let entry = PyDict::new(py);
    entry.set_item("topic", fact.topic)?;
    entry.set_item("name", fact.name)?;
    entry.set_item("value", fact.value.as_deref())?;
    entry.set_item("note", &fact.note)?;
    let places = PyList::empty(py);
    for place in &fact.places {
        let at = PyDict::new(py);
        put_place(&at, tree, place)?;
        places.append(at)?;
    }
    entry.set_item("places", places)?;
    Ok(entry)
}

fn put_place(entry: &Bound<'_, PyDict>, tree: &Tree, place: &Place) -> PyResult<()> {
    entry.set_item("path", place.path.as_ref())?;
    let text = tree.text(&place.path);
    if let (Some(span), Some(text)) = (place.span, text) {
        let both = PyDict::new(entry.py());
        for (name, offset) in [("start", span.start), ("end", span.end)] {
            let Position { line, column } = Position::of(&text, offset);
            let position = PyDict::new(entry.py());
            position.set_item("line", line)?;
            position.set_item("column", column)?;
            position.set_item("offset", offset)?;
            both.set_item(name, position)?;
        }
        entry.set_item("span", both)?;
    }
    Ok(())
}

fn fix_dict<'py>(py: Python<'py>, tree: &Tree, fix: &Fix) -> PyResult<Bound<'py, PyDict>> {
    let entry = PyDict::new(py);
    entry.set_item("title", &fix.title)?;
    entry.set_item("applicability", fix.applicability.name())?;
    let edits = PyList::empty(py);
    for edit in &fix.edits {
        edits.append(edit_dict(py, tree, edit)?)?;
    }
    entry.set_item("edits", edits)?;
    Ok(entry)
}

fn edit_dict<'py>(py: Python<'py>, tree: &Tree, edit: &Edit) -> PyResult<Bound<'py, PyDict>> {
    let entry = PyDict::new(py);
    entry.set_item("path", edit.path().as_ref())?;
    let kind = match edit {
        Edit::Replace { path, span, text } => {
            put_place(&entry, tree, &Place::at(path, *span))?;
            entry.set_item("start", span.start)?;
            entry.set_item("end", span.end)?;
            entry.set_item("text", text)?;
            "replace"
        }
        Edit::Create { text, .. } => {
            entry.set_item("text", text)?;
            "create"
        }
        Edit::Delete { .. } => "delete",
        Edit::Rename { to, .. } => {
            entry.set_item("to", to.as_ref())?;
            "rename"
        }
    };
    entry.set_item("kind", kind)?;
    if let Some(text) = tree.text(edit.path()) {
        let digest = Sha256::digest(text.as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        entry.set_item("sha256", hex)?;
    }
    Ok(entry)
}
