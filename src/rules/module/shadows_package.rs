//! A Python package has the name of the extension module and hides it.
//!
//! ## Why
//!
//! If a folder with an `__init__.py` and an extension module have the same name, Python
//! [imports the folder](https://docs.python.org/3/library/importlib.html#importlib.machinery.FileFinder) and never
//! loads the compiled module. maturin puts both into the wheel without a warning. If the folder has only an
//! `__init__.pyi`, it is an empty namespace package, and the module is inside it, under the same name again.
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
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```python demo/_core/__init__.py
//! def add(left: int, right: int) -> int:
//!     return left + right
//! ```
//!
//! ```console
//! pyproject.toml:6:15: error[module/shadows-package] the package in `demo/_core/` hides the extension module `demo._core`, which is never imported
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
//! module-name = "demo._native"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```python demo/_core/__init__.py
//! def add(left: int, right: int) -> int:
//!     return left + right
//! ```
//!
//! ## When not to follow
//!
//! If the extension module is loaded by its path and not by its name. For a module inside a package, a folder without
//! `__init__.py`, such as one with stubs, hides nothing.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::stub;
use crate::project::contents::layout::module_name;
use crate::questions::extension::is_program;
use crate::questions::named;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree;

/// The compiled code is never used.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Rename the package, or the extension module";

/// One finding, if a package stands where the extension module goes.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref());
    let (dotted, node) = module_name(pyproject, cargo)?;
    let module = stub::extension(pyproject, cargo, &project.tree).filter(|module| module.contains('/'))?;
    if is_program(project) {
        return None;
    }
    let (folder, init) = (tree::parent(&module), format!("{module}/__init__.py"));
    let is_namespace =
        || project.tree.files(folder, ".py").is_empty() && named::is_missing(project, folder, "__init__.py");
    if !dotted.contains('.') && is_namespace() {
        let message = format!(
            "`import {dotted}` finds nothing in `{folder}/`, which has no `__init__.py`: the extension module is `{dotted}.{dotted}`"
        );
        let stub = Place::file(format!("{folder}/__init__.pyi"));
        return Some(
            Finding::new(node.place(), message).related(stub, "this file makes it a package for maturin"),
        );
    }
    if !project.tree.exists(&init) {
        return None;
    }
    let name = pyproject.maturin("module-name").and_then(|node| node.as_str());
    let name = name.map_or_else(|| module.replace('/', "."), str::to_owned);
    let message =
        format!("the package in `{module}/` hides the extension module `{name}`, which is never imported");
    Some(Finding::new(node.place(), message).related(Place::file(init), "the package"))
}
