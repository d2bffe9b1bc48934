//! The wheels are built with `panic = "abort"`.
//!
//! ## Why
//!
//! PyO3 turns a Rust panic into a [`PanicException`](https://docs.rs/pyo3/latest/pyo3/panic/struct.PanicException.html)
//! with a traceback, which a server can log and survive. With
//! [`panic = "abort"`](https://doc.rust-lang.org/cargo/reference/profiles.html#panic) the same panic ends the Python
//! process of every user of the package.
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
//! pyo3 = "0.30.1"
//!
//! [profile.release]
//! lto = "fat"
//! panic = "abort"
//! ```
//!
//! ```console
//! Cargo.toml:10:9: info[pyo3/panic-abort] a panic in Rust ends the Python process instead of raising a `PanicException`
//! ```
//!
//! ## Good
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
//! pyo3 = "0.30.1"
//!
//! [profile.release]
//! lto = "fat"
//! ```
//!
//! ## When not to follow
//!
//! If a smaller and faster library is worth it, as it is for some well-known packages: the code does not panic, or no
//! program could continue after a panic. There is no fix, because this is a decision.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::extension::of_extension;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// An opinion.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the line, unless the process should end";

/// One finding, if the profile that wheels are built with aborts.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let profiles = cargo.profiles(pyproject.profile()).into_iter();
    let panic = profiles.filter_map(|profile| profile.get("panic")).next()?;
    if panic.as_str() != Some("abort") {
        return None;
    }
    let pyo3 = of_extension(project)?;
    let message = "a panic in Rust ends the Python process instead of raising a `PanicException`";
    Some(Finding::new(panic.place(), message).related(pyo3.node.key_place(), "PyO3 would raise it"))
}
