//! The `__all__` of the stub is not the one that the extension module has.
//!
//! ## Why
//!
//! PyO3 lists in `__all__` [what is added to a module](https://docs.rs/pyo3/latest/pyo3/types/trait.PyModuleMethods.html).
//! `from ._core import *` takes those names. Type checkers think that it takes the names in the `__all__` of the stub.
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
//!
//!     #[pyo3::pyfunction]
//!     fn double(value: i64) -> i64 {
//!         2 * value
//!     }
//! }
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import *
//! ```
//!
//! ```python demo/_core.pyi
//! __all__ = ["add"]
//!
//! def add(left: int, right: int) -> int: ...
//! def double(value: int) -> int: ...
//! ```
//!
//! ```console
//! demo/_core.pyi:1:11: warning[stub/all-differs] `__all__` does not list `double`, which the Rust code exports
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
//!
//!     #[pyo3::pyfunction]
//!     fn double(value: i64) -> i64 {
//!         2 * value
//!     }
//! }
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import *
//! ```
//!
//! ```python demo/_core.pyi
//! __all__ = ["add", "double"]
//!
//! def add(left: int, right: int) -> int: ...
//! def double(value: int) -> int: ...
//! ```
//!
//! ## When not to follow
//!
//! If the module has a `__all__` of its own making. The rule ignores names with `_`, and stubs of packages that pass names
//! on. A name that is missing is an info if no Python source takes all names.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{Export, Exports};
use crate::project::api::stub::Stub;
use crate::questions::stub_text;
use crate::standards::horizon::Table;
use crate::syntax::layout;
use crate::syntax::python::Listed;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;
use crate::text::place::Place;
use crate::text::printable::enumerated;

/// What type checkers accept fails, or the other way round.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "List in `__all__` what the stub declares";

/// One finding for each name that is not there, and one for those that are not listed.
pub fn check(project: &Project) -> Vec<Finding> {
    let typed = project
        .typed()
        .filter(|(exports, stub)| !stub.is_face && !exports.knows("__all__"));
    let found = typed.filter_map(|(exports, stub)| {
        let listed = stub.promises.listed.as_ref()?;
        let mut findings = invented(exports, stub, listed);
        findings.extend(lacking(project, exports, stub, listed));
        Some(findings)
    });
    found.flatten().collect()
}

/// The names that neither side has.
fn invented(exports: &Exports, stub: &Stub, listed: &Listed) -> Vec<Finding> {
    let names = listed
        .names
        .iter()
        .filter(|_| exports.whole && !stub.promises.open);
    let unknown = names.filter(|(name, _)| !exports.knows(name) && !stub.promises.knows(name));
    let finding = |(name, span): &(String, _)| {
        let message = format!("`__all__` lists `{name}`, but the Rust code does not export it");
        Finding::new(Place::at(&stub.path, *span), message)
    };
    unknown.map(finding).collect()
}

/// The names that both sides have.
fn lacking(project: &Project, exports: &Exports, stub: &Stub, listed: &Listed) -> Option<Finding> {
    let is_listed = |name: &str| listed.names.iter().any(|(listed, _)| listed == name);
    let is_lacking = |export: &&Export| {
        let name = &export.name;
        let is_public = !name.starts_with('_') && !exports.unlisted.contains(name);
        export.sure && is_public && stub.promises.knows(name) && !is_listed(name)
    };
    let mut seen = BTreeSet::new();
    let lacking = exports.all.iter().filter(is_lacking);
    let lacking: Vec<&str> = lacking
        .map(|export| export.name.as_str())
        .filter(|name| seen.insert(*name))
        .collect();
    if lacking.is_empty() {
        return None;
    }
    let quoted: Vec<String> = lacking.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "`__all__` does not list {}, which the Rust code exports",
        enumerated(&quoted)
    );
    let text = project.tree.text(&stub.path)?;
    let edit = stub_text::list(project, stub, listed, &lacking, &text, layout::newline(&text));
    let fix = edit.map(|edit| Fix::safe("List what is exported", vec![edit]));
    let takes_all = project.python_sources().any(|text| text.contains(" import *"));
    let finding = Finding::new(Place::at(&stub.path, listed.span), message).fix(fix);
    Some(finding.mild_if(!takes_all))
}
