//! `[project]` has no `requires-python`.
//!
//! ## Why
//!
//! Without [`requires-python`](https://packaging.python.org/en/latest/specifications/pyproject-toml/#requires-python)
//! an installer on an old Python takes the newest version, finds no wheel, builds from source and fails. With it, the
//! same installer takes the last version that supported this Python.
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
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
//! ```
//!
//! ```console
//! pyproject.toml:5:1: info[python/requires-missing] `[project]` has no `requires-python`: installers take this version on any Python
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
//! requires-python = ">=3.11"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
//! ```
//!
//! ## Fix safety
//!
//! The fix writes the oldest Python on which the package can be built, that of the stable ABI or of the PyO3 in use, or
//! the lowest among the classifiers if that is newer. People with an older Python may use the package today.
//!
//! ## When not to follow
//!
//! If the package is never installed from an index.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::bindings;
use crate::questions::extension::of_extension;
use crate::questions::stable_abi;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A gap.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the lowest Python that is supported, as in `requires-python = \">=3.11\"`";

/// One finding, if an extension module is for any Python.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let table = pyproject.project()?;
    let said = pyproject.field("requires-python").is_some() || pyproject.dynamic("requires-python").is_some();
    if said {
        return None;
    }
    of_extension(project)?;
    let message = "`[project]` has no `requires-python`: installers take this version on any Python";
    let abi3 = stable_abi::floor(project).map(|abi3| abi3.minor);
    let oldest = abi3.max(
        project
            .pyo3_version()
            .and_then(|pyo3| bindings::oldest_python(&pyo3)),
    );
    let classified = pyproject.classified_pythons().into_iter();
    let classified = classified.map(|python| python.value).min();
    let fix = oldest.max(classified).and_then(|minor| {
        let value = splice::quoted(&format!(">=3.{minor}"));
        let edits = vec![splice::insert(
            &pyproject.toml,
            &["project"],
            "requires-python",
            &value,
        )?];
        let title = format!("Require Python 3.{minor} or later");
        Some(Fix::risky(title, edits))
    });
    Some(Finding::new(table.place(), message).fix(fix))
}
