//! All that PyO3 makes for Python, for the test that lets our fix write the stub of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple, PyType};

pyo3::create_exception!(_core, Refused, PyValueError, "Refused.");

/// A class that Python can derive others from.
#[pyclass(subclass)]
pub struct Thing {
    #[pyo3(get, set)]
    size: u8,
    #[pyo3(get)]
    data: Vec<u8>,
    #[pyo3(get)]
    names: Vec<String>,
}

#[pymethods]
impl Thing {
    #[classattr]
    const SEVEN: u8 = 7;

    #[new]
    #[pyo3(signature = (size = 1))]
    fn new(size: u8) -> Self {
        Self {
            size,
            data: vec![size],
            names: Vec::new(),
        }
    }

    #[getter]
    fn get_double(&self) -> u16 {
        2 * u16::from(self.size)
    }

    #[setter]
    fn set_double(&mut self, value: u16) {
        self.size = u8::try_from(value / 2).unwrap_or(u8::MAX);
    }

    #[staticmethod]
    fn make() -> Self {
        Self::new(3)
    }

    #[classmethod]
    fn of(_class: &Bound<'_, PyType>, size: u8) -> Self {
        Self::new(size)
    }

    fn grow(mut slf: PyRefMut<'_, Self>, by: u8) -> PyRefMut<'_, Self> {
        slf.size += by;
        slf
    }

    fn next_to(slf: Py<Self>, other: Option<Py<Self>>) -> (Py<Self>, Option<Py<Self>>) {
        (slf, other)
    }

    fn __repr__(&self) -> String {
        format!("Thing({})", self.size)
    }

    fn __len__(&self) -> usize {
        usize::from(self.size)
    }

    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&mut self) -> Option<u8> {
        self.data.pop()
    }

    fn __getitem__(&self, index: isize) -> isize {
        index
    }

    fn __setitem__(&mut self, _index: isize, value: u8) {
        self.size = value;
    }

    fn __contains__(&self, item: u8) -> bool {
        item == self.size
    }

    fn __add__(&self, other: &Self) -> Self {
        Self::new(self.size + other.size)
    }

    fn __iadd__(&mut self, other: &Self) {
        self.size += other.size;
    }

    fn __call__(&self, times: u8) -> u8 {
        times * self.size
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    #[pyo3(signature = (kind = None, error = None, traceback = None))]
    fn __exit__(
        &self,
        kind: Option<&Bound<'_, PyAny>>,
        error: Option<&Bound<'_, PyAny>>,
        traceback: Option<&Bound<'_, PyAny>>,
    ) -> bool {
        let _ = (kind, error, traceback);
        false
    }

    fn __richcmp__(&self, other: &Self, op: pyo3::basic::CompareOp) -> bool {
        op.matches(self.size.cmp(&other.size))
    }

    fn __hash__(&self) -> u64 {
        u64::from(self.size)
    }
}

/// A class that is derived from another.
#[pyclass(extends = Thing)]
pub struct Derived;

#[pymethods]
impl Derived {
    #[new]
    fn new() -> (Self, Thing) {
        (Self, Thing::new(1))
    }

    fn more(&self) -> &'static str {
        "more"
    }
}

/// An enum without fields, whose values have other names in Python.
#[pyclass(eq, eq_int, rename_all = "SCREAMING_SNAKE_CASE")]
#[derive(PartialEq)]
pub enum Level {
    VeryLow,
    High,
}

/// A class with an order.
#[pyclass(eq, ord, hash, frozen, str)]
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    value: u8,
}

#[pymethods]
impl Key {
    #[new]
    fn new(value: u8) -> Self {
        Self { value }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.value)
    }
}

/// An enum with fields.
#[pyclass]
pub enum Shape {
    Circle {
        radius: f64,
    },
    #[pyo3(constructor = (_0 = 1.0, _1 = 2.0))]
    Rectangle(f64, f64),
    Nothing {},
}

#[pymethods]
impl Shape {
    fn area(&self) -> f64 {
        match self {
            Self::Circle { radius } => radius * radius * 3.14,
            Self::Rectangle(width, height) => width * height,
            Self::Nothing {} => 0.0,
        }
    }
}

/// A class whose constructor is made.
#[pyclass(frozen, get_all, new = "from_fields")]
pub struct Point {
    x: f64,
    y: f64,
}

/// The compiled core of the package.
#[pymodule]
mod _core {
    use super::*;

    #[pymodule_export]
    use super::{Derived, Key, Level, Point, Refused, Shape, Thing};

    #[pymodule_export]
    const LIMIT: u32 = 7;

    #[pyfunction]
    #[pyo3(signature = (left, right, /))]
    fn hamming(left: &[u8], right: &[u8]) -> PyResult<usize> {
        Ok(left.len().abs_diff(right.len()))
    }

    #[pyfunction]
    fn given_bytes() -> (Vec<u8>, [u8; 2], Cow<'static, [u8]>, Option<Vec<u8>>) {
        (Vec::new(), [1, 2], Cow::Borrowed(b""), None)
    }

    #[pyfunction]
    fn given_containers() -> (HashMap<String, Vec<u8>>, BTreeMap<u8, f32>, HashSet<char>, [f64; 2]) {
        (HashMap::new(), BTreeMap::new(), HashSet::new(), [1.0, 2.0])
    }

    #[pyfunction]
    fn given_path(path: PathBuf) -> PathBuf {
        path
    }

    #[pyfunction]
    fn nothing() -> PyResult<()> {
        Err(Refused::new_err("nothing"))
    }

    #[pyfunction]
    fn bytes_of<'py>(py: Python<'py>, data: &[u8]) -> Bound<'py, PyBytes> {
        PyBytes::new(py, data)
    }

    #[pyfunction]
    #[pyo3(signature = (first, /, second = 2, *rest, third, fourth = None, **others))]
    fn all_kinds(
        first: u8,
        second: u8,
        rest: &Bound<'_, PyTuple>,
        third: u8,
        fourth: Option<&str>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> usize {
        let _ = (fourth, others);
        usize::from(first + second + third) + rest.len()
    }

    #[pyfunction]
    fn takes_much(
        texts: Vec<String>,
        numbers: HashMap<String, u8>,
        pair: (u8, u8),
        anything: &Bound<'_, PyAny>,
        list: Py<PyList>,
        thing: &Thing,
    ) -> Py<PyAny> {
        let _ = (texts, numbers, pair, list, thing);
        anything.clone().unbind()
    }

    #[pymodule]
    mod shapes {
        use super::*;

        #[pyfunction]
        fn double(size: f64) -> f64 {
            2.0 * size
        }
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("ratio", 1.5)
    }
}
