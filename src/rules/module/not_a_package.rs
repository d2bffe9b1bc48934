//! Python code imports a Rust submodule by its path, as if the extension module were a package.
//!
//! ## Why
//!
//! Python [imports submodules](https://docs.python.org/3/reference/import.html#submodules) from packages alone. A module
//! that PyO3 puts into the extension module is an attribute of it: `from demo._core.maths import double` raises
//! `ModuleNotFoundError: 'demo._core' is not a package`.
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
//!     #[pyo3::pymodule]
//!     mod maths {
//!         #[pyo3::pyfunction]
//!         fn double(number: i64) -> i64 {
//!             number * 2
//!         }
//!     }
//! }
//! ```
//!
//! ```python demo/__init__.py
//! from demo._core.maths import double
//! ```
//!
//! ```console
//! demo/__init__.py:1:6: error[module/not-a-package] `demo._core.maths` cannot be imported, because `demo._core` is no package: import `maths` from `demo._core`
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
//!     #[pyo3::pymodule]
//!     mod maths {
//!         #[pyo3::pyfunction]
//!         fn double(number: i64) -> i64 {
//!             number * 2
//!         }
//!     }
//! }
//! ```
//!
//! ```python demo/__init__.py
//! from demo._core import maths
//!
//! double = maths.double
//! ```
//!
//! ## When not to follow
//!
//! If something puts the module into `sys.modules` before. The rule is silent if a source mentions that.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::Exported;
use crate::project::api::{module, stub};
use crate::project::manifests::cargo;
use crate::questions::registered::registers_modules;
use crate::standards::horizon::Table;
use crate::syntax::python::Import;
use crate::text::edit::Applicability;
use crate::text::place::{Place, Span};
use crate::tree;

/// The import of the package fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Import the submodule from the extension module, and use it as an attribute";

/// One finding for each import.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, package) = (project.pyproject.as_ref()?, project.package.as_ref()?);
    let exports = project.exports.as_ref()?.all.iter();
    let modules = exports.filter(|export| matches!(export.what, Exported::Module(_)));
    let modules: BTreeSet<&str> = modules.map(|export| export.name.as_str()).collect();
    if modules.is_empty() {
        return None;
    }
    let extension = stub::extension(pyproject, project.cargo.as_ref(), &project.tree)?;
    if registers_modules(project) || !project.tree.files(&extension, ".py").is_empty() {
        return None;
    }
    let source = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
    let full = module::dotted(&extension, &source);
    let mut findings = Vec::new();
    for path in &package.sources {
        let names_one = |text: &Arc<str>| modules.iter().any(|name| text.contains(name));
        let text = project.tree.text(path).filter(names_one);
        let Some(parsed) = text.and_then(|_| project.tree.python(path)) else {
            continue;
        };
        let relative = |import: &Import| (module::imported(import, path, &source), import.span);
        let mut imported: Vec<(String, Option<Span>)> = parsed.imports().iter().map(relative).collect();
        let absolute = parsed.absolute_imports().into_iter();
        imported
            .extend(absolute.map(|(name, span)| (tree::join(&source, &name.replace('.', "/")), Some(span))));
        imported.dedup();
        for (target, span) in imported {
            let inner = target
                .strip_prefix(&extension)
                .and_then(|rest| rest.strip_prefix('/'));
            let Some(name) = inner.and_then(|inner| inner.split('/').next()) else {
                continue;
            };
            if let Some(span) = span.filter(|_| modules.contains(name)) {
                let message = format!(
                    "`{}` cannot be imported, because `{full}` is no package: import `{name}` from `{full}`",
                    module::dotted(&target, &source)
                );
                findings.push(Finding::new(Place::at(path, span), message));
            }
        }
    }
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    findings.dedup();
    Some(findings)
}
