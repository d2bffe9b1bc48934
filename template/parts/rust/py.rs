//! The Python face of the crate: converts, detaches from the interpreter, maps errors to exceptions.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use {{ rust_core }}::LengthMismatch;
{% if "rayon" in extras %}
use {{ rust_core }}::distances as each_distance;
{% endif %}
use {{ rust_core }}::hamming as distance;

fn raised(error: LengthMismatch) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The compiled core of the package.
#[pymodule]
#[pyo3(module = "{{ package_name }}")] // with it, `pickle` finds the classes again
mod {{ pymodule }} {
    use pyo3::prelude::*;
{% if "rayon" in extras %}
    use pyo3::pybacked::PyBackedBytes;
{% endif %}

    use super::{distance, {{ "each_distance, " if "rayon" in extras else "" }}raised};

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

{% if "rayon" in extras %}
    /// Count the positions at which each of many byte strings differs from one, on all processors.
    ///
    /// Args:
    ///     one: A byte string.
    ///     others: Byte strings of the same length.
    ///
    /// Returns:
    ///     For each of the others, the number of positions at which it differs.
    ///
    /// Raises:
    ///     ValueError: One of them has another length.
    #[pyfunction]
    #[pyo3(signature = (one, others, /))]
    fn distances(py: Python<'_>, one: &[u8], others: Vec<PyBackedBytes>) -> PyResult<Vec<usize>> {
        // Detached, or the threads of the pool could wait for this one for ever.
        py.detach(|| each_distance(one, &others)).map_err(raised)
    }

{% endif %}
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
