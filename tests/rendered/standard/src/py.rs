//! The Python face of the crate: converts, detaches from the interpreter, maps errors to exceptions.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::LengthMismatch;

impl From<LengthMismatch> for PyErr {
    fn from(error: LengthMismatch) -> Self {
        PyValueError::new_err(error.to_string())
    }
}

/// The compiled core of the package.
#[pymodule]
mod _core {
    use pyo3::prelude::*;

    /// Count the positions at which two byte strings differ.
    ///
    /// Args:
    ///     left: One byte string.
    ///     right: Another one of the same length.
    ///
    /// Returns:
    ///     The number of positions at which they differ.
    ///
    /// Raises:
    ///     ValueError: The lengths differ.
    #[pyfunction]
    #[pyo3(signature = (left, right, /))]
    fn hamming(py: Python<'_>, left: &[u8], right: &[u8]) -> PyResult<usize> {
        // Detached: other threads run Python code while this one computes.
        Ok(py.detach(|| crate::hamming(left, right))?)
    }
}
