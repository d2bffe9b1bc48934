//! A project whose wheel holds a program has `project.scripts` too.
//!
//! ## Why
//!
//! With `bindings = "bin"`, maturin puts the [compiled program](https://www.maturin.rs/bindings.html#bin) among the
//! scripts of the wheel. It refuses to build if `[project.scripts]` defines others: they could have the same name.
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
//! [project.scripts]
//! demo = "demo:main"
//!
//! [tool.maturin]
//! bindings = "bin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [[bin]]
//! name = "demo"
//! ```
//!
//! ```console
//! pyproject.toml:9:10: error[maturin/scripts-of-program] maturin refuses to build a program together with `project.scripts`
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
//! bindings = "bin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [[bin]]
//! name = "demo"
//! ```
//!
//! ## When not to follow
//!
//! Never. For a command in Python beside the program, give the Python package a `__main__.py`, or build an extension
//! module that a script calls.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::is_cdylib;
use crate::project::manifests::dependencies::dependencies;
use crate::questions::extension::is_program;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Maturin];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Remove the scripts, or build an extension module: maturin installs the program under its own name";

/// One finding, if there are both.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let scripts = pyproject
        .field("scripts")
        .filter(|scripts| !scripts.entries().is_empty())?;
    let bindings = pyproject.maturin("bindings");
    let is_bound = is_cdylib(&cargo.manifest)
        || dependencies(&cargo.manifest).any(|node| cargo.registry_name(node) == "uniffi");
    let chooses = |called: &crate::project::ci::uses::Called| {
        called
            .call()
            .is_none_or(|call| !call.values("--bindings", "-b").is_empty())
    };
    let is_chosen = project.maturin.calls.iter().any(chooses);
    if !is_program(project) || bindings.is_none() && is_bound || is_chosen {
        return None;
    }
    let message = "maturin refuses to build a program together with `project.scripts`";
    let finding = Finding::new(scripts.key_place(), message);
    Some(match bindings {
        Some(bindings) => finding.related(bindings.place(), "the wheel holds a program"),
        None => finding.related(cargo.name()?.place(), "this crate is a program"),
    })
}
