//! The Python package imports the extension module by a wrong name.
//!
//! ## Why
//!
//! The name of the extension module is in three places: [`module-name`](https://www.maturin.rs/project_layout.html),
//! the `#[pymodule]` and the imports of the package. maturin reads only the first two. A wrong name in the third raises
//! `ModuleNotFoundError` for everyone who imports the package.
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
//! from ._demo import add
//!
//! __all__ = ["add"]
//! ```
//!
//! ```console
//! demo/__init__.py:1:7: error[module/import-stale] `demo._demo` does not exist: the extension module is `demo._core`
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
//! ## Fix safety
//!
//! Only you know which of the two names is right.
//!
//! ## When not to follow
//!
//! If the build creates a module of that name with the same names in it. The rule ignores a module that `.gitignore`
//! names, imports in `try`, in branches and in functions, and imports of names that Rust does not export.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::{module, stub};
use crate::project::manifests::cargo;
use crate::questions::named;
use crate::standards::horizon::Table;
use crate::syntax::python::Import;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};
use crate::text::place::Place;
use crate::tree;
use crate::tree::Tree;

/// The import of the package fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Import the extension module by its name";

/// One finding for each import.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, package) = (project.pyproject.as_ref()?, project.package.as_ref()?);
    let (exports, modules) = (project.exports.as_ref()?, project.modules.as_ref()?);
    let extension = stub::extension(pyproject, project.cargo.as_ref(), &project.tree)?;
    let source = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
    let (folder, name) = extension.rsplit_once('/')?;
    let full = module::dotted(&extension, &source);
    // Where all names are taken, the evidence is that nobody knows the extension by its name.
    let knows_none = || !project.python_sources().any(|text| text.contains(name));
    let is_from_extension = |import: &Import| {
        let mut names = import.names.iter();
        names.all(|(name, _)| exports.knows(name) || name == "*" && knows_none())
    };
    let is_stale = |import: &Import, target: &str| {
        let last = target.rsplit('/').next().unwrap_or(target);
        let mut others = modules
            .own
            .iter()
            .map(|module| &module.name)
            .chain(&modules.perhaps);
        tree::within(target, folder)
            && target != extension
            && !tree::within(target, &extension)
            && !others.any(|other| other == last)
            && is_from_extension(import)
            && !is_module(target, &project.tree)
    };
    let mut findings = Vec::new();
    for path in &package.sources {
        let text = project.tree.text(path);
        let may_import =
            |text: &str| text.contains(" *") || exports.all.iter().any(|export| text.contains(&export.name));
        let Some(parsed) = text
            .filter(|text| may_import(text))
            .and_then(|_| project.tree.python(path))
        else {
            continue;
        };
        for import in parsed.imports() {
            let target = module::imported(&import, path, &source);
            let Some(span) = import.span.filter(|_| is_stale(&import, &target)) else {
                continue;
            };
            let missing = module::dotted(&target, &source);
            let message = format!("`{missing}` does not exist: the extension module is `{full}`");
            let fix = (tree::parent(&target) == folder).then(|| {
                let end = span.end - (target.len() - folder.len() - 1)..span.end;
                Fix::risky(
                    format!("Import from `{name}`"),
                    vec![Edit::replace(path, end, name)],
                )
            });
            findings.push(Finding::new(Place::at(path, span), message).fix(fix));
        }
    }
    Some(findings)
}

/// Whether a module stands at `target`, or may stand there in a build; its types alone are none.
fn is_module(target: &str, tree: &Tree) -> bool {
    let files = tree.files_in(tree::parent(target), "");
    let mut ends = files.iter().filter_map(|path| path.strip_prefix(target));
    ends.any(|end| end.starts_with('.') && end != ".pyi") || named::is_or_may_be(tree, target)
}
