//! PyO3's `extension-module` feature is not enabled, but this PyO3 needs it.
//!
//! ## Why
//!
//! Without its [`extension-module`](https://pyo3.rs/latest/building-and-distribution.html#the-extension-module-feature)
//! feature, PyO3 before 0.26 links the library to the `libpython` of the build machine; so does a newer PyO3 with
//! maturin before 1.9.4. The result is not accepted as a manylinux wheel, or a Python without a shared library cannot
//! import it.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.25"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ```console
//! Cargo.toml:6:1: error[pyo3/extension-module-missing] the feature `extension-module` is not enabled, but PyO3 0.25 needs it
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
//! features = ["pyo3/extension-module"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.25"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ## When not to follow
//!
//! If the library embeds Python, or is built only for Windows, where every extension module links to Python.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::bindings::EXTENSION_MODULE;
use crate::questions::extension::of_untold_extension;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// The wheel does not work where it is installed.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Add `pyo3/extension-module` to `features` in `[tool.maturin]`";

/// One finding, if nothing tells it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let pyo3 = project.pyo3_version()?;
    let listens = !project.pyo3_stays_below(&semver::Version::new(0, 26, 0));
    let is_told = listens && !pyproject.maturin_stays_below("1.9.4");
    if is_told {
        return None;
    }
    let dependency = of_untold_extension(project)?;
    let under = if listens { " with this maturin" } else { "" };
    let message = format!(
        "the feature `{EXTENSION_MODULE}` is not enabled, but PyO3 {}.{}{under} needs it",
        pyo3.major, pyo3.minor
    );
    let finding = Finding::new(dependency.node.key_place(), message).mild_if(project.is_fixture());
    Some(match pyproject.maturin_requirement().filter(|_| listens) {
        Some(maturin) => finding.related(maturin.node.place(), "1.9.4 and later do not need the feature"),
        None => finding,
    })
}
