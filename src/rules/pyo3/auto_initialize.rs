//! An extension module is built with PyO3's `auto-initialize`, which is for programs.
//!
//! ## Why
//!
//! [`auto-initialize`](https://pyo3.rs/latest/features.html#auto-initialize) starts Python in a program that has none; an extension module
//! is loaded by a Python that runs. With the feature, PyO3 refuses to build for a Python without a shared library, as those in the
//! images for manylinux and musllinux are, and many that users build themselves.
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
//! pyo3 = { version = "0.30.1", features = ["abi3-py311", "auto-initialize"] }
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ```console
//! Cargo.toml:6:56: info[pyo3/auto-initialize] with `auto-initialize`, the extension module is not built for a Python without a shared library
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
//! pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ## Fix safety
//!
//! Tests in Rust that start Python by themselves need the feature among the `[dev-dependencies]` then.
//!
//! ## When not to follow
//!
//! If the same crate is also a program that starts Python. The rule is silent about crates with a program in them.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::compiled::programs;
use crate::project::manifests::features::Active;
use crate::project::manifests::{bindings, cut, features};
use crate::questions::extension::of_extension;
use crate::standards::horizon::Table;
use crate::text::edit::{Applicability, Fix};

/// Many builds succeed all the same.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Take the feature out of the dependency; tests can have it in `[dev-dependencies]`";

/// One finding for each place that switches it on.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let dependency = of_extension(project)?;
    if !programs(cargo, &project.tree).is_empty() {
        return None;
    }
    let active = features::active(pyproject, cargo, bindings::dependency(cargo)?.0).into_iter();
    let embedding = active.filter(|feature| feature.name == "auto-initialize" && !feature.conditional);
    let finding = |feature: Active<'_>| {
        let message =
            "with `auto-initialize`, the extension module is not built for a Python without a shared library";
        let edits = cut::feature(pyproject, cargo, dependency.name, &feature);
        let fix = edits.map(|edits| Fix::risky("Remove `auto-initialize`", edits));
        let finding = Finding::new(feature.node.place(), message).fix(fix);
        finding.mild_if(project.is_fixture())
    };
    Some(embedding.map(finding).collect())
}
