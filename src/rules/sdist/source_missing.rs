//! The source distribution lacks a file that its build needs.
//!
//! ## Why
//!
//! pip builds from the source distribution where no wheel fits, and so do the distributions of Linux and conda. maturin takes
//! along the crate and those that it depends on by path
//! ([source distributions](https://www.maturin.rs/sdist.html)), but for what `exclude` names; a crate or a library that is not
//! there stops cargo before it compiles a line.
//!
//! ## Bad
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//!
//!     [project]
//!     name = "demo"
//!     dynamic = ["version"]
//!
//! demo-0.1.0/Cargo.toml:
//!     [package]
//!     name = "demo"
//!     version = "0.1.0"
//!
//!     [dependencies]
//!     core = { path = "core" }
//!
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/Cargo.toml: error[sdist/source-missing] `src/lib.rs`, the library of the crate, is not in the archive
//! demo-0.1.0.tar.gz/demo-0.1.0/Cargo.toml:6:8: error[sdist/source-missing] `Cargo.toml` depends on `core/Cargo.toml`, which is not in the archive
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//!
//!     [project]
//!     name = "demo"
//!     dynamic = ["version"]
//!
//! demo-0.1.0/Cargo.toml:
//!     [package]
//!     name = "demo"
//!     version = "0.1.0"
//!
//!     [dependencies]
//!     core = { path = "core" }
//!
//! demo-0.1.0/src/lib.rs:
//!     #[pyo3::pymodule]
//!     mod demo {}
//!
//! demo-0.1.0/core/Cargo.toml:
//!     [package]
//!     name = "core"
//!     version = "0.1.0"
//! demo-0.1.0/core/src/lib.rs:
//!     //! Nothing.
//! ```
//!
//! ## When not to follow
//!
//! Always follow it. Only crates that are reached from the manifest by dependencies are looked at, not those that a workspace
//! merely lists, and not what only tests need.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::project::manifests::cargo::{Crate, manifest_path};
use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of, inherited};
use crate::standards::horizon::Table;
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree::{Tree, join, parent};

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Let the crate stand inside the repository, do not `exclude` its sources, and name generated files in `include`";

/// One finding for each file.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    find(artifact).unwrap_or_default()
}

fn find(artifact: &Artifact) -> Option<Vec<Finding>> {
    let project = artifact.project.as_ref()?;
    let pyproject = project.pyproject.as_ref()?;
    let Some(cargo) = &project.cargo else {
        let path = manifest_path(pyproject, &project.tree);
        let message = format!("there is no `{path}`, which maturin builds");
        return Some(match project.tree.exists(&path) {
            true => Vec::new(),
            false => vec![Finding::new(
                artifact.inside(Place::file("pyproject.toml")),
                message,
            )],
        });
    };
    let mut findings = Vec::new();
    let mut say =
        |place: Place, message: String| findings.push(Finding::new(artifact.inside(place), message));
    for manifest in reached(cargo) {
        for (node, path) in by_path(manifest, cargo.root()) {
            if !project.tree.exists(&path) {
                say(
                    node.place(),
                    format!(
                        "`{}` depends on `{path}`, which is not in the archive",
                        manifest.path
                    ),
                );
            }
        }
        if let Some(path) = implied(manifest, &project.tree) {
            let message = format!("`{path}`, the library of the crate, is not in the archive");
            say(Place::file(manifest.path.clone()), message);
        }
        for key in [&["lib", "path"], &["package", "build"]] {
            let named = manifest
                .get(key)
                .and_then(|node| Some((node, join(parent(&manifest.path), node.as_str()?))));
            if let Some((node, path)) = named.filter(|(_, path)| !project.tree.exists(path)) {
                say(node.place(), format!("`{path}` is not in the archive"));
            }
        }
    }
    for key in ["readme", "license-file"] {
        let field = cargo.field(key);
        let named = field.and_then(|node| Some((node, join(parent(&node.toml().path), node.as_str()?))));
        if let Some((node, path)) = named.filter(|(_, path)| !project.tree.exists(path)) {
            say(
                node.place(),
                format!("`{path}` is not in the archive, and maturin reads it"),
            );
        }
    }
    Some(findings)
}

/// The library that a manifest has without naming its path, if neither that nor a program is there.
fn implied(manifest: &Toml, tree: &Tree) -> Option<String> {
    let folder = parent(&manifest.path);
    let exists = |path: &str| tree.exists(&join(folder, path));
    let is_named = manifest.get(&["lib", "path"]).is_some();
    let has_library = manifest.get(&["lib"]).is_some();
    let has_program = manifest.get(&["bin"]).is_some()
        || exists("src/main.rs")
        || !tree.files(&join(folder, "src/bin"), ".rs").is_empty();
    let is_whole = manifest.get(&["package"]).is_none() || is_named || exists("src/lib.rs");
    (!is_whole && (has_library || !has_program)).then(|| join(folder, "src/lib.rs"))
}

/// The crate that is built, and those that it depends on by path for its library or its build script.
fn reached(cargo: &Crate) -> impl Iterator<Item = &Toml> {
    std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies)
}

/// The dependencies by path of a crate, and the manifests that they lead to.
fn by_path<'a>(manifest: &'a Toml, root: &'a Toml) -> impl Iterator<Item = (Node<'a>, String)> {
    dependencies_of(manifest, &ALL_KINDS[..2]).filter_map(|node| {
        let (source, base) = match inherited(node, root) {
            Some(shared) => (shared, parent(&root.path)),
            None => (node, parent(&manifest.path)),
        };
        let folder = join(base, source.get("path")?.as_str()?);
        Some((node, join(&folder, "Cargo.toml")))
    })
}
