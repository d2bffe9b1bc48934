//! Two libraries of one workspace have the same name.
//!
//! ## Why
//!
//! The members of a workspace share one [target folder](https://doc.rust-lang.org/cargo/reference/workspaces.html), and
//! the file name of a `cdylib` there depends only on the name of the library. The library that is built last overwrites
//! the other. When the first is built again, cargo considers it up to date, and maturin packs the wrong library into
//! the wheel, with exit code 0.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! manifest-path = "sums/Cargo.toml"
//! module-name = "sums._core"
//! ```
//!
//! ```toml Cargo.toml
//! [workspace]
//! members = ["sums", "means"]
//! ```
//!
//! ```toml sums/Cargo.toml
//! [package]
//! name = "sums"
//! version = "0.1.0"
//!
//! [lib]
//! name = "_core"
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```toml means/Cargo.toml
//! [package]
//! name = "means"
//! version = "0.1.0"
//!
//! [lib]
//! name = "_core"
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```console
//! sums/Cargo.toml:6:8: warning[cargo/lib-name-shared] crate `means` also builds a library named `_core`: one overwrites the other in the target folder
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
//! manifest-path = "sums/Cargo.toml"
//! module-name = "sums._core"
//! ```
//!
//! ```toml Cargo.toml
//! [workspace]
//! members = ["sums", "means"]
//! ```
//!
//! ```toml sums/Cargo.toml
//! [package]
//! name = "sums"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```toml means/Cargo.toml
//! [package]
//! name = "means"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ## When not to follow
//!
//! If the two are always built in separate checkouts or target folders. The finding is an info for variants, whose
//! library sources have the same text, and for a library for another language than Python. A library for the web has
//! its own folder and does not count. There is no fix, because other crates may import the library by its name.
//! `module-name` sets the name of the module, whatever the name of the library is.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo;
use crate::project::manifests::cargo::library_name;
use crate::project::manifests::dependencies::dependencies;
use crate::standards::horizon::Table;
use crate::syntax::toml::Toml;
use crate::text::edit::Applicability;

/// The wheel may hold the wrong library.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Give one of the crates another `[lib] name`, or build them in different target folders";

/// One finding, if other crates of the workspace make a library of that name.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let cargo = project.cargo.as_ref()?;
    let kind = project.pyproject.as_ref()?.bindings();
    let (name, node) = library_name(&cargo.manifest).filter(|_| kind != Some("bin"))?;
    let is_same = |other: &Toml| {
        let same = library_name(other).is_some_and(|(other, _)| other == name);
        same && cargo::is_cdylib(other) && !depends(other, &["wasm-bindgen"])
    };
    let mut others = cargo.other_members(&project.tree, "cdylib");
    others.retain(is_same);
    let first = others.first()?;
    let message = format!(
        "crate `{}` also builds a library named `{name}`: one overwrites the other in the target folder",
        first.get(&["package", "name"])?.as_str()?
    );
    let mut finding = Finding::new(node.place(), message);
    for (_, other) in others.iter().filter_map(library_name) {
        finding = finding.related(other.place(), "builds a library with this name");
    }
    let source = |manifest: &Toml| project.tree.text(&cargo::library(manifest));
    let own = source(&cargo.manifest);
    let is_variant = |other: &Toml| own.is_some() && source(other) == own;
    let bites = |other: &Toml| depends(other, &["pyo3", "pyo3-ffi"]) && !is_variant(other);
    Some(finding.mild_if(!others.iter().any(bites)))
}

fn depends(manifest: &Toml, names: &[&str]) -> bool {
    dependencies(manifest).any(|node| names.contains(&node.key()))
}
