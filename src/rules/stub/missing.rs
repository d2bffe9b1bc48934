//! The extension module inside the Python package has no stub.
//!
//! ## Why
//!
//! A type checker cannot look into compiled code. Without a
//! [stub](https://typing.python.org/en/latest/spec/distributing.html#stub-files) beside it, everything that is imported
//! from the extension module is `Any`, and no mistake in its use is found, not even in your own Python sources.
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
//! from ._core import add
//! ```
//!
//! ```console
//! pyproject.toml:6:15: info[stub/missing] `demo._core` has no stub: `demo/_core.pyi` is missing
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
//! ```
//!
//! ```python demo/_core.pyi
//! __all__ = ["add"]
//!
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ## Fix safety
//!
//! The fix writes all that the module exports: functions, classes with their members, values. Where PyO3 does not fix
//! the Python type, it writes `Any`, for you to complete; it says in how many lines. A submodule is a `ModuleType`.
//! There is a fix only if nothing hides what the module exports, and everything is in every build.
//!
//! ## When not to follow
//!
//! If the package is not typed at all, if its types are in an `__init__.pyi`, or if the build creates the stub. The
//! rule is silent for projects with `pyo3-stub-gen` or PyO3's `experimental-inspect`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::stub;
use crate::project::contents::layout::module_name;
use crate::project::manifests::dependencies::dependencies;
use crate::project::manifests::{bindings, features};
use crate::project::reader::Reader;
use crate::questions::horizon::is_beyond;
use crate::questions::stub_text;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};
use crate::tree;

/// A gap: everything works, untyped.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the stub";

/// What makes a stub when the project is built.
const MAKERS: [&str; 2] = ["pyo3-stub-gen", "pyo3-stub-gen-derive"];

/// One finding, if there is no stub.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let module = stub::extension(pyproject, Some(cargo), &project.tree)?;
    let (full, node) = module_name(pyproject, Some(cargo))?;
    let folder = tree::parent(&module);
    let is_private = module.rsplit('/').next()?.starts_with('_') && full.contains('.');
    let has_stub = stub::path(pyproject, Some(cargo), &mut Reader::new(&project.tree)).is_some();
    let has_types = has_stub || project.tree.exists(&tree::join(folder, "__init__.pyi"));
    let (krate, _) = bindings::dependency(cargo)?;
    let inspects = || {
        let mut active = features::active(pyproject, cargo, krate).into_iter();
        active.any(|feature| feature.name == "experimental-inspect")
    };
    let is_made = || {
        let manifests = std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies);
        let mut named = manifests.flat_map(dependencies);
        named.any(|dependency| MAKERS.contains(&dependency.key()))
    };
    if !is_private || has_types || project.package.is_none() || is_made() || inspects() {
        return None;
    }
    let path = format!("{module}.pyi");
    let message = format!("`{full}` has no stub: `{path}` is missing");
    let exports = project
        .exports
        .as_ref()
        .filter(|_| !is_beyond(project, Table::PyO3));
    let fix = exports
        .and_then(|exports| stub_text::skeleton(project, exports))
        .map(|(text, left)| {
            let create = Edit::Create {
                path: path.as_str().into(),
                text,
            };
            Fix::risky(format!("Create `{path}`{left}"), vec![create])
        });
    Some(Finding::new(node.place(), message).fix(fix))
}
