//! No Rust source defines the extension module.
//!
//! ## Why
//!
//! Python looks for the function `PyInit_…` in the library, and [`#[pymodule]`](https://pyo3.rs/main/module.html) makes
//! it. Without one, maturin only warns: the wheel is built, installed and cannot be imported. A file to which no `mod`
//! leads is no part of the library, whatever it defines.
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
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! pub fn add(left: i64, right: i64) -> i64 {
//!     left + right
//! }
//! ```
//!
//! ```console
//! pyproject.toml:6:15: error[module/missing] the extension module is `demo._core`, but no Rust source defines a `#[pymodule]`
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
//! [lib]
//! crate-type = ["cdylib"]
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
//! ## When not to follow
//!
//! If the library is never imported, but loaded by another program as a plugin. The rule is silent if a package lies
//! around the module and does not import it, and if a macro, an attribute or another crate may define it.

use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::compiled::programs;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo::{self, Crate};
use crate::project::manifests::dependencies::dependencies_of;
use crate::questions::extension::of_extension;
use crate::standards::horizon::Table;
use crate::syntax::rust;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// The import fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Define a `#[pymodule]`, or set `bindings` in `[tool.maturin]` to what the crate is";

/// What compiles other languages, in which the module may be written.
const COMPILERS: [&str; 3] = ["cc", "cmake", "cxx-build"];

/// One finding, if all sources are read and none makes a module.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let modules = project.modules.as_ref()?;
    let (full, node) = module_name(pyproject, Some(cargo))?;
    let name = full.rsplit('.').next()?;
    of_extension(project)?;
    let is_known = !modules.own.is_empty() || !modules.perhaps.is_empty();
    if is_known || !is_library(project, cargo) || !is_imported(project, name) || is_hidden(project, cargo) {
        return None;
    }
    let library = cargo::library(&cargo.manifest);
    let begins = (Place::file(library), "the library begins here");
    let Some(place) = project.left_out.first() else {
        let message = format!("the extension module is `{full}`, but no Rust source defines a `#[pymodule]`");
        return Some(Finding::new(node.place(), message).related(begins.0, begins.1));
    };
    let message = format!(
        "the extension module is `{full}`, but no `mod` leads to `{}`, which defines it",
        place.path
    );
    let finding = Finding::new(node.place(), message).related(place.clone(), "the `#[pymodule]`");
    let help = "Declare the file as a `mod`, or remove it";
    Some(finding.related(begins.0, begins.1).help(help))
}

/// Whether maturin makes a library of the crate, and no program.
fn is_library(project: &Project, cargo: &Crate) -> bool {
    let has_library = project.tree.exists(&cargo::library(&cargo.manifest));
    has_library && (cargo::is_cdylib(&cargo.manifest) || programs(cargo, &project.tree).is_empty())
}

/// Whether the Python package imports the module, if there is one.
fn is_imported(project: &Project, name: &str) -> bool {
    let mut sources = project.python_sources().peekable();
    let imports = |text: Arc<str>| {
        let mut lines = text.lines().map(str::trim_start);
        lines.any(|line| (line.starts_with("from ") || line.starts_with("import ")) && line.contains(name))
    };
    sources.peek().is_none() || sources.any(imports)
}

/// Whether a macro, an attribute, another crate or another language may make the module.
fn is_hidden(project: &Project, cargo: &Crate) -> bool {
    let mut builds = dependencies_of(&cargo.manifest, &["build-dependencies"]);
    let may_make = |path: &Arc<str>| {
        let text = project.tree.text(path);
        text.is_none_or(|text| !rust::is_plain(&text))
    };
    builds.any(|node| COMPILERS.contains(&node.key())) || project.sources.iter().any(may_make)
}
