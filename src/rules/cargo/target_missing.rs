//! The source of a library, a program or a build script does not exist.
//!
//! ## Why
//!
//! cargo does not build a crate in which the [source of a target](https://doc.rust-lang.org/cargo/reference/cargo-targets.html)
//! is missing.
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
//! build = "make.rs"
//!
//! [lib]
//! crate-type = ["cdylib"]
//! ```
//!
//! ```console
//! Cargo.toml:4:9: error[cargo/target-missing] `make.rs` does not exist: cargo refuses to build
//! Cargo.toml:6:2: error[cargo/target-missing] the library has no source: `src/lib.rs` does not exist
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
//! [lib]
//! crate-type = ["cdylib"]
//! ```
//!
//! ```rust src/lib.rs
//! pub fn add() {}
//! ```
//!
//! ## When not to follow
//!
//! If the file is made before the build. The rule is silent if a workflow, a script or an ignore file names it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::compiled::programs;
use crate::questions::named::is_missing;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Create the file, or correct the path";

/// One finding for each path that is written, and one for a library at its usual place.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(cargo) = &project.cargo else {
        return Vec::new();
    };
    let manifest = &cargo.manifest;
    let names = programs(cargo, &project.tree);
    let own = manifest.get(&["bin"]).map(Node::items).unwrap_or_default();
    let own = own.into_iter().filter_map(|program| program.get("path"));
    let written = [&["package", "build"][..], &["lib", "path"]];
    let written = written.into_iter().filter_map(|path| manifest.get(path));
    let absent = written.chain(own).filter_map(|node| {
        let path = node.as_str()?;
        let message = format!("`{path}` does not exist: cargo refuses to build");
        is_missing(project, cargo.folder(), path).then(|| Finding::new(node.place(), message))
    });
    let default = manifest
        .get(&["package", "default-run"])
        .filter(|node| !names.iter().any(|name| node.as_str() == Some(name)));
    let default = default.map(|node| {
        let name = node.as_str().unwrap_or_default();
        Finding::new(
            node.place(),
            format!("there is no program `{name}`: cargo refuses to build"),
        )
    });
    let usual = manifest.get(&["lib"]).filter(|lib| lib.get("path").is_none());
    let usual = usual.filter(|_| is_missing(project, cargo.folder(), "src/lib.rs"));
    let usual = usual.map(|lib| {
        Finding::new(
            lib.key_place(),
            "the library has no source: `src/lib.rs` does not exist",
        )
    });
    let bindings = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.maturin("bindings"));
    let program = bindings.filter(|node| node.as_str() == Some("bin") && names.is_empty());
    let program =
        program.map(|node| Finding::new(node.place(), "the crate has no program: maturin refuses to build"));
    absent.chain(default).chain(usual).chain(program).collect()
}
