//! A path that maturin is given does not exist.
//!
//! ## Why
//!
//! maturin reads `manifest-path`, `python-source` and `data` from
//! [`[tool.maturin]`](https://www.maturin.rs/config.html), and `--manifest-path` from the command line. Every build
//! fails if one of these paths does not exist, or if the manifest has no package.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! python-source = "python"
//! manifest-path = "rust/Cargo.toml"
//! ```
//!
//! ```toml crates/demo/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python python/demo/__init__.py
//! ```
//!
//! ```just justfile
//! dev:
//!     maturin develop -m crates/demo-py/Cargo.toml
//! ```
//!
//! ```console
//! justfile:2:24: error[maturin/path-missing] `crates/demo-py/Cargo.toml` does not exist
//! pyproject.toml:7:17: error[maturin/path-missing] `rust/Cargo.toml` does not exist
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
//! python-source = "python"
//! manifest-path = "crates/demo/Cargo.toml"
//! ```
//!
//! ```toml crates/demo/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python python/demo/__init__.py
//! ```
//!
//! ```just justfile
//! dev:
//!     maturin develop -m crates/demo/Cargo.toml
//! ```
//!
//! ## When not to follow
//!
//! If the file is created by something that the rule cannot see. The rule is silent if `.gitignore` or `.gitmodules`
//! names the path, if a variable is part of it, and if a `Cargo.template.toml` or similar file shows that the manifest
//! is generated.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::uses::Called;
use crate::project::manifests::cargo;
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::named;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree;

/// The build fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the path";

/// The settings that name a folder.
const FOLDERS: [&str; 2] = ["python-source", "data"];

/// A finding for each path that leads to nothing.
pub fn check(project: &Project) -> Vec<Finding> {
    let folders = project.pyproject.iter().flat_map(|pyproject| {
        let paths = FOLDERS.iter().filter_map(|key| pyproject.maturin(key));
        paths.filter_map(|node| missing(project, "", node.as_str()?, node.place()))
    });
    let calls = project.maturin.calls.iter().flat_map(|called| {
        let call = called.call();
        let is_moved = call.is_some_and(|call| call.is_moved());
        let folder = called.command.folder.as_deref().filter(|_| !is_moved);
        let paths = call.map(|call| call.values("--manifest-path", "-m"));
        paths.into_iter().flatten().filter_map(move |(argument, path)| {
            let is_known = argument.is_known && !argument.value.contains(['{', '*', '?', '[', '%']);
            let finding = missing(
                project,
                folder.filter(|_| is_known)?,
                path?,
                argument.place.clone(),
            )?;
            (!is_made_there(project, path?, &argument.place)).then_some(finding)
        })
    });
    manifest(project)
        .into_iter()
        .chain(folders)
        .chain(calls)
        .collect()
}

/// Whether another line of the file has the name of the folder too: it may be made, fetched or chosen there.
fn is_made_there(project: &Project, path: &str, place: &Place) -> bool {
    let name = tree::parent(path).rsplit('/').next().unwrap_or_default();
    let Some(Ok(text)) = project.tree.read(&place.path) else {
        return true;
    };
    let is_option = |line: &str| line.contains("--manifest-path") || line.contains("-m ");
    !name.is_empty() && text.lines().any(|line| line.contains(name) && !is_option(line))
}

fn missing(project: &Project, folder: &str, path: &str, place: Place) -> Option<Finding> {
    let is_absolute = path.starts_with('/') || path.contains(':');
    if is_absolute || named::is_or_may_be(&project.tree, &tree::join(folder, path)) {
        return None;
    }
    Some(Finding::new(place, format!("`{path}` does not exist")))
}

/// The manifest of the crate, where the project says so or where maturin looks of itself.
fn manifest(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref().filter(|_| project.cargo.is_none())?;
    let path = cargo::manifest_path(pyproject, &project.tree);
    let named = pyproject.maturin("manifest-path");
    if named.is_none() && is_told(project) || is_made(project, &path) || !is_plain(pyproject) {
        return None;
    }
    let place = named
        .or_else(|| pyproject.maturin_requirement().map(|read| read.node))?
        .place();
    if !project.tree.exists(&path) {
        return match named.and_then(Node::as_str) {
            Some(path) => missing(project, "", path, place),
            None => {
                let message = format!("maturin needs the manifest of a crate, but `{path}` does not exist");
                (!named::is_or_may_be(&project.tree, &path)).then(|| Finding::new(place, message))
            }
        };
    }
    if project.broken.iter().any(|broken| *broken.place.path == *path) {
        return None;
    }
    let message =
        format!("`{path}` has no `[package]`: set `manifest-path` to the crate that maturin should build");
    Some(Finding::new(place, message).related(Place::file(path), "the workspace"))
}

/// Whether maturin alone builds the project.
fn is_plain(pyproject: &Pyproject) -> bool {
    pyproject.backend() == Some("maturin") && pyproject.toml.get(&["build-system", "backend-path"]).is_none()
}

/// Whether commands say which manifest it is.
fn is_told(project: &Project) -> bool {
    let mut calls = project.maturin.calls.iter().filter_map(Called::call);
    calls.any(|call| !call.values("--manifest-path", "-m").is_empty())
}

/// Whether another file beside the manifest shows that it is made.
fn is_made(project: &Project, path: &str) -> bool {
    let beside = project.tree.files_in(tree::parent(path), "");
    beside.iter().any(|path| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.starts_with("Cargo.") && !matches!(name, "Cargo.toml" | "Cargo.lock")
    })
}
