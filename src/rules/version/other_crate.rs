//! `__version__` is the version of another crate than the one in the wheel.
//!
//! ## Why
//!
//! The compiler replaces
//! [`env!("CARGO_PKG_VERSION")`](https://doc.rust-lang.org/cargo/reference/environment-variables.html) with the version
//! of the crate whose source it stands in. In a crate that the extension only depends on, that is the other crate's
//! version: `demo.__version__` and the version that pip shows are not the same.
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
//! version = "0.3.0"
//!
//! [dependencies]
//! demo-core = { path = "core" }
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {
//!     #[pymodule_export]
//!     const __version__: &str = demo_core::VERSION;
//! }
//! ```
//!
//! ```toml core/Cargo.toml
//! [package]
//! name = "demo-core"
//! version = "0.1.0"
//! ```
//!
//! ```rust core/src/lib.rs
//! pub const VERSION: &str = env!("CARGO_PKG_VERSION");
//! ```
//!
//! ```console
//! core/src/lib.rs:1:27: warning[version/other-crate] `__version__` is `0.1.0`, the version of `demo-core`, but the wheel has `0.3.0`
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
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.3.0"
//!
//! [dependencies]
//! demo-core = { path = "core" }
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {
//!     #[pymodule_export]
//!     const __version__: &str = env!("CARGO_PKG_VERSION");
//! }
//! ```
//!
//! ```toml core/Cargo.toml
//! [package]
//! name = "demo-core"
//! version = "0.1.0"
//! ```
//!
//! ```rust core/src/lib.rs
//! pub const VERSION: &str = env!("CARGO_PKG_VERSION");
//! ```
//!
//! ## When not to follow
//!
//! If `__version__` is meant to be that of the other crate, and users are told so.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::dunder;
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::text::edit::Applicability;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Read the version of the crate that is built, or that of the package with `importlib.metadata.version`";

/// One finding, if the two versions differ.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (cargo, wheel) = (project.cargo.as_ref()?, project.version()?);
    let place = dunder::of_cargo(project)?;
    let other = dunder::other_crate(project, &place)?;
    let (name, node) = (
        cargo.field_of(other, "name")?.as_str()?,
        cargo.field_of(other, "version")?,
    );
    let written = node.as_str()?;
    if version::to_pep440(written)? == wheel || version::is_placeholder(&wheel) {
        return None;
    }
    let message =
        format!("`__version__` is `{written}`, the version of `{name}`, but the wheel has `{wheel}`");
    let finding = Finding::new(place, message).related(node.place(), "the version of that crate");
    Some(match project.version_node() {
        Some(own) => finding.related(own.place(), "the version of the wheel"),
        None => finding,
    })
}
