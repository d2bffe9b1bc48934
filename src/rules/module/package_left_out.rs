//! The Python package is not in the wheel, because maturin does not look into its folder.
//!
//! ## Why
//!
//! Without [`python-source`](https://www.maturin.rs/project_layout.html#alternate-python-source-directory-src-layout),
//! maturin looks for the package beside pyproject.toml, by the name of the extension module. It finds none in `src/`,
//! assumes a project without Python sources, and the wheel contains the extension module alone: the build succeeds, and
//! users get nothing of the Python code. A `python-source` outside the folder of pyproject.toml has the same effect.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//!
//! [tool.maturin]
//! strip = true
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```python src/demo/__init__.py
//! from .demo import add
//!
//! __all__ = ["add"]
//! ```
//!
//! ```console
//! pyproject.toml:9:7: error[module/package-left-out] `src/demo` is not in the wheel: without `python-source`, maturin looks for `demo` beside pyproject.toml
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//!
//! [tool.maturin]
//! strip = true
//! python-source = "src"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```python src/demo/__init__.py
//! from .demo import add
//!
//! __all__ = ["add"]
//! ```
//!
//! ## Fix safety
//!
//! The fix puts the package into the wheel, and the extension module into the package. If the Python code imports it by
//! another name, set `module-name` too.
//!
//! ## When not to follow
//!
//! If the package is built by something else. The rule is silent if its folder has a manifest of its own, if it contains
//! no code, or if it is named in `include`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::compiled::{Bindings, bindings};
use crate::questions::left_out::{name_source, package_elsewhere};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree;

/// Users get none of the Python code.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Set `python-source` in `[tool.maturin]` to the folder that holds the package";

/// One finding, if the package is elsewhere.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let layout = project.layout()?;
    if let (Some(package), Some(node)) = (&layout.package, pyproject.maturin("python-source")) {
        let message = format!("`{package}` is not in the wheel: maturin takes what is below pyproject.toml");
        let is_outside = layout.python_dir.starts_with("..");
        return is_outside.then(|| Finding::new(node.place(), message));
    }
    let is_told = pyproject.maturin("python-source").is_some() || layout.module.contains('.');
    let is_extension = bindings(pyproject, cargo, &project.tree) == Bindings::Pyo3;
    if is_told || layout.package.is_some() || !is_extension || pyproject.misspells("python-source") {
        return None;
    }
    let (folder, package) = package_elsewhere(project, layout)?;
    let is_inside = |source: &str| tree::within(source, &package);
    let files = project.wheel()?;
    if files
        .iter()
        .any(|file| file.source.as_deref().is_some_and(is_inside))
    {
        return None;
    }
    let place = match pyproject.toml.get(&["tool", "maturin"]) {
        Some(table) => table.key_place(),
        None => Place::file("pyproject.toml"),
    };
    let message = format!(
        "`{package}` is not in the wheel: without `python-source`, maturin looks for `{}` beside pyproject.toml",
        layout.wanted
    );
    let fix = name_source(pyproject, &folder);
    let init = Place::file(format!("{package}/__init__.py"));
    Some(Finding::new(place, message).related(init, "the package").fix(fix))
}
