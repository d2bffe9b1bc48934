//! The Python package imports a name from the extension module that the Rust code does not export.
//!
//! ## Why
//!
//! `from ._core import name` runs when the package is imported, and raises `ImportError` if the module has no such
//! name. The build does not notice: maturin [packs both into the wheel](https://www.maturin.rs/project_layout.html) and
//! imports neither.
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
//!     #[pyo3::pyfunction]
//!     fn add(left: i64, right: i64) -> i64 {
//!         left + right
//!     }
//! }
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import __version__, add, subtract
//!
//! __all__ = ["add", "subtract"]
//! ```
//!
//! ```console
//! demo/__init__.py:1:20: error[module/import-missing] `__version__` is imported from `demo._core`, but the Rust code does not export it
//! demo/__init__.py:1:38: error[module/import-missing] `subtract` is imported from `demo._core`, but the Rust code does not export it
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
//!     #[pyo3::pyfunction]
//!     fn add(left: i64, right: i64) -> i64 {
//!         left + right
//!     }
//! }
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//!
//! __all__ = ["add"]
//! ```
//!
//! ## When not to follow
//!
//! If something else adds the name before the import. The rule ignores imports in `try`, in branches and in functions,
//! and the whole module if a macro, a loop or an unreadable source hides what Rust exports.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::{module, stub};
use crate::project::manifests::cargo;
use crate::standards::horizon::Table;
use crate::syntax::python::Import;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// The import of the package fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Export it from the Rust code, or correct the import";

/// One finding for each name that is not there.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

/// Whether a module has a name between underscores by itself, or Rust code that has it in it may set it.
fn is_given(project: &Project, name: &str) -> bool {
    let mut rust = project.sources.iter().filter_map(|path| project.tree.text(path));
    name.starts_with("__") && (name != "__version__" || rust.any(|text| text.contains(name)))
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, package) = (project.pyproject.as_ref()?, project.package.as_ref()?);
    let exports = project.exports.as_ref().filter(|exports| exports.whole)?;
    let extension = stub::extension(pyproject, project.cargo.as_ref(), &project.tree)?;
    if !project.tree.files(&extension, ".py").is_empty() {
        return None;
    }
    let source = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
    let full = module::dotted(&extension, &source);
    let name = extension.rsplit('/').next()?;
    let mut findings = Vec::new();
    for path in &package.sources {
        let text = project.tree.text(path).filter(|text| text.contains(name));
        let Some(parsed) = text.and_then(|_| project.tree.python(path)) else {
            continue;
        };
        let is_from = |import: &Import| module::imported(import, path, &source) == extension;
        let imports = parsed.imports().into_iter().filter(is_from);
        for (imported, span) in imports.flat_map(|import| import.names) {
            let is_own = imported == "*" || exports.knows(&imported) || is_given(project, &imported);
            if !is_own && !project.patches(name, &imported) {
                let message =
                    format!("`{imported}` is imported from `{full}`, but the Rust code does not export it");
                findings.push(Finding::new(Place::at(path, span), message));
            }
        }
    }
    Some(findings)
}
