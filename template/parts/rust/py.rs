//! The Python face of the crate: converts, detaches from the interpreter, maps errors to exceptions.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use {{ rust_core }}::LengthMismatch;
{% if "numpy" in extras %}
use {{ rust_core }}::blank as blank_bytes;
{% endif %}
{% if "native-lib" in extras %}
use {{ rust_core }}::checksum as sum;
{% endif %}
{% if "numpy" in extras %}
use {{ rust_core }}::differences as all_differences;
{% endif %}
{% if "rayon" in extras %}
use {{ rust_core }}::distances as each_distance;
{% endif %}
use {{ rust_core }}::hamming as distance;

{% if "mimalloc" in extras %}
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

{% endif %}
fn raised(error: LengthMismatch) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The compiled core of the package.
#[pymodule]
#[pyo3(module = "{{ core_package }}")] // with it, `pickle` finds the classes again
mod {{ pymodule }} {
{% if "build-info" in extras %}
    use std::collections::BTreeMap;
{% endif %}
{% if "async" in extras %}
    use std::path::PathBuf;
{% endif %}
{% if "async" in extras or "build-info" in extras %}

{% endif %}
{% if "numpy" in extras %}
    use numpy::{PyArray1, PyReadonlyArray1, PyReadwriteArray1};
{% endif %}
    use pyo3::prelude::*;
{% if "rayon" in extras %}
    use pyo3::pybacked::PyBackedBytes;
{% endif %}
{% if "async" in extras %}
    use pyo3_async_runtimes::tokio::future_into_py;
{% endif %}

{% if "numpy" in extras %}
    use super::{all_differences, blank_bytes};
{% endif %}
    use super::{distance, {{ "each_distance, " if "rayon" in extras else "" }}raised{{ ", sum" if "native-lib" in extras else "" }}};

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

{% if "numpy" in extras %}
    /// Mark the positions at which two arrays of bytes differ.
    ///
    /// Args:
    ///     left: One array.
    ///     right: Another one of the same length.
    ///
    /// Returns:
    ///     An array of the same length, whose memory is Rust's.
    ///
    /// Raises:
    ///     TypeError: An array has gaps, or items that are no bytes.
    ///     ValueError: The lengths differ.
    #[pyfunction]
    #[pyo3(signature = (left, right, /))]
    fn differences<'py>(
        py: Python<'py>,
        left: PyReadonlyArray1<'py, u8>,
        right: PyReadonlyArray1<'py, u8>,
    ) -> PyResult<Bound<'py, PyArray1<bool>>> {
        // Not detached: other threads could write into the arrays meanwhile.
        let found = all_differences(left.as_slice()?, right.as_slice()?).map_err(raised)?;
        Ok(PyArray1::from_vec(py, found))
    }

    /// Set the bytes of an array to zero, in place, where another array has others.
    ///
    /// Args:
    ///     left: The array that changes.
    ///     right: Another one of the same length.
    ///
    /// Raises:
    ///     TypeError: An array has gaps, items that are no bytes, or cannot be written.
    ///     ValueError: The lengths differ.
    #[pyfunction]
    #[pyo3(signature = (left, right, /))]
    fn blank(mut left: PyReadwriteArray1<'_, u8>, right: PyReadonlyArray1<'_, u8>) -> PyResult<()> {
        blank_bytes(left.as_slice_mut()?, right.as_slice()?).map_err(raised)
    }

{% endif %}
{% if "build-info" in extras %}
    /// Say what this module was built from.
    ///
    /// Returns:
    ///     The commit and its time in seconds since 1970, if they are known; the target, the profile and the features.
    #[pyfunction]
    fn build_info() -> BTreeMap<&'static str, Option<&'static str>> {
        let known = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        BTreeMap::from([
            ("commit", known(env!("BUILD_COMMIT"))),
            ("time", known(env!("BUILD_TIME"))),
            ("target", known(env!("BUILD_TARGET"))),
            ("profile", known(env!("BUILD_PROFILE"))),
            ("features", known(env!("BUILD_FEATURES"))),
        ])
    }

{% endif %}
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
{% if "native-lib" in extras %}
    /// Compute the check sum of a byte string: its CRC-32, as zlib does.
    ///
    /// Args:
    ///     data: The byte string.
    ///
    /// Returns:
    ///     The check sum.
    #[pyfunction]
    #[pyo3(signature = (data, /))]
    fn checksum(py: Python<'_>, data: &[u8]) -> u32 {
        py.detach(|| sum(data))
    }

{% endif %}
{% if "async" in extras %}
    /// Count the positions at which the bytes of two files differ.
    ///
    /// Args:
    ///     left: The path of one file.
    ///     right: The path of another one of the same length.
    ///
    /// Returns:
    ///     A future of the number of positions at which they differ.
    ///
    /// Raises:
    ///     OSError: A file cannot be read.
    ///     ValueError: The lengths differ.
    #[pyfunction]
    #[pyo3(signature = (left, right, /))]
    fn file_distance(py: Python<'_>, left: PathBuf, right: PathBuf) -> PyResult<Bound<'_, PyAny>> {
        future_into_py(py, async move {
            let (left, right) = tokio::try_join!(tokio::fs::read(left), tokio::fs::read(right))?;
            distance(&left, &right).map_err(raised)
        })
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
