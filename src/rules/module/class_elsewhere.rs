//! A class says that it is in a module in which it is not.
//!
//! ## Why
//!
//! `__module__` of a class is what [`#[pyclass(module = "…")]`](https://pyo3.rs/main/class.html#customizing-the-class)
//! says. [`pickle`](https://docs.python.org/3/library/pickle.html#what-can-be-pickled-and-unpickled) looks the class up
//! there, and fails if it cannot be imported from that module; documentation shows the wrong name, too.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod _core {
//!     #[pyo3::pyclass(module = "demo")]
//!     struct Point;
//!
//!     #[pyo3::pymethods]
//!     impl Point {
//!         fn __getstate__(&self) -> u8 {
//!             1
//!         }
//!     }
//! }
//! ```
//!
//! ```python demo/__init__.py
//! from . import _core
//! ```
//!
//! ```console
//! src/lib.rs:3:30: warning[module/class-elsewhere] `Point` says that it is in `demo`, from which it cannot be imported: it cannot be pickled
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod _core {
//!     #[pyo3::pyclass(module = "demo")]
//!     struct Point;
//!
//!     #[pyo3::pymethods]
//!     impl Point {
//!         fn __getstate__(&self) -> u8 {
//!             1
//!         }
//!     }
//! }
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import Point
//! ```
//!
//! ## When not to follow
//!
//! If nobody pickles the class. The finding is an info if the class has no methods for it, if a Python class around it
//! has some, and if the class has some and no `module`, in an extension inside a package.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::placed::PlacedClass;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::tree;

/// Users cannot pickle what has methods for it.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Name the module from which the class can be imported, as in `#[pyclass(module = \"demo._core\")]`";

/// What a class has that is to be pickled by its name.
const STATE: [&str; 4] = [
    "__getnewargs__",
    "__getnewargs_ex__",
    "__getstate__",
    "__setstate__",
];
/// What a class has that says otherwise how it is pickled.
const REDUCE: [&str; 2] = ["__reduce__", "__reduce_ex__"];
/// What gives a Python module names that cannot be seen.
const MAKERS: [&str; 4] = ["__getattr__", "globals()", "setattr(", "exec("];

/// One finding for each class.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (full, _) = module_name(project.pyproject.as_ref()?, project.cargo.as_ref())?;
    project.exports.as_ref()?;
    let says = |word: &str| project.python_sources().any(|text| text.contains(word));
    if project.classes.is_empty() || says("__module__") {
        return None;
    }
    // A class in Python may pickle what is inside it.
    let is_wrapped = says("__getstate__");
    let finding = |class: &PlacedClass| match &class.module {
        Some((module, place)) => {
            let message = format!(
                "`{}` says that it is in `{module}`, from which it cannot be imported: it cannot be pickled",
                class.name
            );
            let is_lost = is_importable(project, &full, module, &class.name) == Some(false);
            let is_mild = is_wrapped || has(class, &STATE).is_none() || has(class, &REDUCE).is_some();
            is_lost.then(|| Finding::new(place.clone(), message).mild_if(is_mild))
        }
        None => {
            let state = has(class, &STATE).filter(|_| has(class, &REDUCE).is_none() && full.contains('.'))?;
            let message = format!(
                "`{}` has `{state}`, but no `module` says where it is: it cannot be pickled",
                class.name
            );
            let is_told = is_told_around(project, class);
            (!is_told).then(|| Finding::new(class.place.clone(), message).mild())
        }
    };
    Some(project.classes.iter().filter_map(finding).collect())
}

/// The first of these methods that a class has.
fn has<'a>(class: &PlacedClass, names: &[&'a str]) -> Option<&'a str> {
    let mut names = names.iter();
    names
        .find(|name| class.methods.iter().any(|method| method == *name))
        .copied()
}

/// Whether the module around a class says where all of its classes are.
fn is_told_around(project: &Project, class: &PlacedClass) -> bool {
    let text = project.tree.text(&class.path);
    text.is_none_or(|text| text.contains("pyo3(module") || text.contains("pymodule(module"))
}

/// Whether a class can be imported from a module; `None` where that is not known.
fn is_importable(project: &Project, full: &str, module: &str, name: &str) -> Option<bool> {
    let pyproject = project.pyproject.as_ref()?;
    if module == full {
        return Some(true);
    }
    let source = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
    let base = tree::join(&source, &module.replace('.', "/"));
    let files = [format!("{base}.py"), format!("{base}/__init__.py")];
    let Some((file, text)) = files
        .iter()
        .find_map(|file| Some((file, project.tree.text(file)?)))
    else {
        // The extension is inside a package, and the name of the package may be missing.
        return full
            .rsplit_once('.')
            .and_then(|(_, last)| (last == module).then_some(false));
    };
    let parsed = project.tree.python(file)?;
    let is_made = MAKERS.iter().any(|maker| text.contains(maker)) || parsed.bindings("*") > 0;
    Some(is_made || parsed.bindings(name) > 0)
}
