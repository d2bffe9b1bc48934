//! What Python asks about texts.                                                            [door: pyo3]

use pyo3::prelude::*;

use crate::text::near;
use crate::text::printable::printable_lines;

/// The lines of `text` with every character escaped that is not printable.
#[pyfunction]
#[pyo3(name = "printable")]
pub fn shown(text: &str) -> String {
    printable_lines(text)
}

/// The name in `known` that somebody may have meant by `name`; None if none is like it.
#[pyfunction]
pub fn nearest(name: &str, known: Vec<String>) -> Option<String> {
    near::nearest(name, known.iter().map(String::as_str)).map(str::to_owned)
}
