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

use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo;
use crate::standards::horizon::Table;
use crate::syntax::python::Module;
use crate::syntax::rust;
use crate::syntax::rust::{Class, Made, What};
use crate::text::edit::Applicability;
use crate::text::place::Place;
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
    let is_set = |text: Arc<str>| text.contains("__module__");
    let is_plain = project.exports.is_some() && !project.python_sources().any(is_set);
    let sources = project.sources.iter().filter(|_| is_plain);
    sources
        .flat_map(|path| of_source(project, path).unwrap_or_default())
        .collect()
}

fn of_source(project: &Project, path: &Arc<str>) -> Option<Vec<Finding>> {
    let text = project.tree.text(path).filter(|text| text.contains("pyclass"))?;
    let (full, _) = module_name(project.pyproject.as_ref()?, project.cargo.as_ref())?;
    let source = rust::read(&text).ok()?;
    // A class in Python may pickle what is inside it.
    let is_wrapped = project.python_sources().any(|text| text.contains("__getstate__"));
    let has_option = text.contains("pyo3(module") || text.contains("pymodule(module");
    let finding = |made: &Made| {
        let What::Class(class) = &made.what else {
            return None;
        };
        let (state, reduces) = (
            method(&source.made, class, &STATE),
            method(&source.made, class, &REDUCE),
        );
        match &class.module {
            Some((module, span)) => {
                let message = format!(
                    "`{}` says that it is in `{module}`, from which it cannot be imported: it cannot be pickled",
                    made.name
                );
                let is_lost = is_importable(project, &full, module, &made.name) == Some(false);
                let is_mild = state.is_none() || reduces.is_some() || is_wrapped;
                is_lost.then(|| Finding::new(Place::at(path, *span), message).mild_if(is_mild))
            }
            None => {
                let state = state.filter(|_| reduces.is_none() && !has_option && full.contains('.'))?;
                let message = format!(
                    "`{}` has `{state}`, but no `module` says where it is: it cannot be pickled",
                    made.name
                );
                Some(Finding::new(Place::at(path, made.span), message).mild())
            }
        }
    };
    Some(source.made.iter().filter_map(finding).collect())
}

/// The first of these methods that a class has.
fn method<'a>(all: &[Made], class: &Class, names: &[&'a str]) -> Option<&'a str> {
    let blocks = all.iter().filter_map(|made| match &made.what {
        What::Methods(methods) if made.ident == class.ident => Some(methods),
        _ => None,
    });
    let members: Vec<&str> = blocks
        .flat_map(|block| &block.members)
        .map(|member| &*member.name)
        .collect();
    names.iter().find(|name| members.contains(name)).copied()
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
    let Some(text) = files.iter().find_map(|file| project.tree.text(file)) else {
        // The extension is inside a package, and the name of the package may be missing.
        return full
            .rsplit_once('.')
            .and_then(|(_, last)| (last == module).then_some(false));
    };
    let parsed = Module::parse(&text).ok()?;
    let is_made = MAKERS.iter().any(|maker| text.contains(maker)) || parsed.bindings("*") > 0;
    Some(is_made || parsed.bindings(name) > 0)
}
