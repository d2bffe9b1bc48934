//! The Python face of the crate: converts, detaches from the interpreter, maps errors to exceptions.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use {{ rust_core }}::LengthMismatch;
use {{ rust_core }}::hamming as distance;

fn raised(error: LengthMismatch) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The compiled core of the package.
#[pymodule]
#[pyo3(module = "{{ core_package }}")] // with it, `pickle` finds the classes again
mod {{ pymodule }} {
    use pyo3::prelude::*;

    use super::{distance, raised};

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
        py.detach(|| distance(left, right)).map_err(raised)
    }

    /// A byte string that others are compared with.
    ///
    /// Args:
    ///     value: The byte string.
    #[pyclass(eq, frozen, hash)]
    #[derive(PartialEq, Eq, Hash)]
    struct Pattern {
        /// The byte string.
        #[pyo3(get)]
        value: Vec<u8>,
    }

    #[pymethods]
    impl Pattern {
        #[new]
        #[pyo3(signature = (value, /))]
        fn new(value: &[u8]) -> Self {
            Self {
                value: value.to_vec(),
            }
        }

        /// Count the positions at which another byte string differs.
        ///
        /// Args:
        ///     other: A byte string of the same length.
        ///
        /// Returns:
        ///     The number of positions at which it differs.
        ///
        /// Raises:
        ///     ValueError: The lengths differ.
        #[pyo3(signature = (other, /))]
        fn distance(&self, py: Python<'_>, other: &[u8]) -> PyResult<usize> {
            hamming(py, &self.value, other)
        }

        /// Give `pickle` and `copy` the arguments that make an equal one.
        fn __getnewargs__(&self) -> (&[u8],) {
            (&self.value,)
        }
    }
}
