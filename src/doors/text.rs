//! What Python asks about texts.                                                            [door: pyo3]

use pyo3::prelude::*;

use crate::text::printable::printable_lines;

/// The lines of `text` with every character escaped that is not printable.
#[pyfunction]
#[pyo3(name = "printable")]
pub fn shown(text: &str) -> String {
    printable_lines(text)
}
