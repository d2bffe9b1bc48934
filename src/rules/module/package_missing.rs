//! The folder of the Python package that contains the extension module does not exist.
//!
//! ## Why
//!
//! With `module-name = "demo._core"`, maturin puts the extension module into the
//! [Python package](https://www.maturin.rs/project_layout.html#mixed-rustpython-project) `demo`. If there is no such
//! folder, maturin assumes a project without Python sources and names the module only `_core`: the build succeeds, but
//! `import demo` fails. With `python-source` the build fails instead.
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
//! ```python src/demo/__init__.py
//! from ._core import add
//!
//! __all__ = ["add"]
//! ```
//!
//! ```console
//! pyproject.toml:6:15: error[module/package-missing] the folder `demo` does not exist: maturin names the extension module `_core`, and `demo._core` cannot be imported
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
//! python-source = "src"
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
//! ```python src/demo/__init__.py
//! from ._core import add
//!
//! __all__ = ["add"]
//! ```
//!
//! ## Fix safety
//!
//! There is a fix if the package is found in another folder. It puts that package into the wheel.
//!
//! ## When not to follow
//!
//! If the package is created before the build, or comes with a git submodule. The rule is silent for projects with
//! submodules.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo;
use crate::questions::extension::is_program;
use crate::questions::left_out::{name_source, package_elsewhere};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree;

/// The module cannot be imported, or the build stops.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Create the folder, or correct `module-name` or `python-source`";

/// One finding, if the folder is missing.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let (name, node) = module_name(pyproject, Some(cargo))?;
    let (outer, last) = (name.split('.').next()?, name.rsplit('.').next()?);
    let source = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
    let folder = tree::join(&source, outer);
    // Without `module-name`, maturin looks for the folder by the name as it is written, `-` and all.
    let written = tree::join(&source, node.as_str()?.split('.').next()?);
    let is_there = |folder: &str| !project.tree.files(folder, "").is_empty();
    let is_misspelt = ["module-name", "python-source"]
        .iter()
        .any(|key| pyproject.misspells(key));
    if is_misspelt || is_there(&written) || project.tree.exists(".gitmodules") {
        return None;
    }
    match pyproject.maturin("python-source") {
        Some(node) => {
            let message = format!("the folder `{written}` does not exist: maturin refuses to build");
            let finding = Finding::new(node.place(), message);
            let inits = project.tree.files(&source, "/__init__.py");
            let mut packages = inits
                .iter()
                .filter(|path| tree::parent(tree::parent(path)) == source);
            Some(match (packages.next(), packages.next()) {
                (Some(only), None) => finding.related(Place::file(only.clone()), "the package that is there"),
                _ => finding,
            })
        }
        None if name.contains('.') && !is_there(&folder) && !is_program(project) => {
            let message = format!(
                "the folder `{folder}` does not exist: maturin names the extension module `{last}`, and `{name}` cannot be imported"
            );
            let elsewhere = project
                .layout()
                .and_then(|layout| package_elsewhere(project, layout));
            let finding = Finding::new(node.place(), message);
            Some(match elsewhere {
                Some((folder, package)) => finding
                    .related(
                        Place::file(format!("{package}/__init__.py")),
                        "the package that is there",
                    )
                    .fix(name_source(pyproject, &folder)),
                None => finding,
            })
        }
        None => None,
    }
}
