//! A dependency by path leads to a folder that has no crate.
//!
//! ## Why
//!
//! cargo reads the manifest of every crate that is [depended on by path](https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#specifying-path-dependencies),
//! optional ones and those for tests too, and stops where there is none.
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
//! engine = { path = "engin" }
//! ```
//!
//! ```toml engine/Cargo.toml
//! [package]
//! name = "engine"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! Cargo.toml:6:19: error[cargo/dependency-missing] there is no crate in `engin`: cargo refuses to build
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
//! engine = { path = "engine" }
//! ```
//!
//! ```toml engine/Cargo.toml
//! [package]
//! name = "engine"
//! version = "0.1.0"
//! ```
//!
//! ## When not to follow
//!
//! Where something brings the folder before each build. The rule is silent if `.gitignore` or `.gitmodules` names it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::dependencies::{ALL_KINDS, NORMAL, dependencies_of, source_of};
use crate::questions::named::is_or_may_be;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::tree;

/// The build fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the path, or commit the crate that it should lead to";

/// One finding for each path, in the crate, in those that it depends on by path, and in the patches of its workspace.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(cargo) = &project.cargo else {
        return Vec::new();
    };
    let root = cargo.root();
    let own = dependencies_of(&cargo.manifest, ALL_KINDS).map(|node| source_of(node, &cargo.manifest, root));
    let others = cargo.path_dependencies.iter().flat_map(|manifest| {
        dependencies_of(manifest, NORMAL).map(move |node| source_of(node, manifest, root))
    });
    let patches = root.get(&["patch"]).map(Node::entries).unwrap_or_default();
    let patches = patches.into_iter().flat_map(Node::entries);
    let patches = patches.map(|node| (node, tree::parent(&root.path)));
    let mut found = Vec::new();
    for (node, base) in own.chain(others).chain(patches) {
        let Some(path) = node.get("path") else { continue };
        let Some(folder) = path
            .as_str()
            .filter(|path| !path.starts_with('/') && !path.contains([':', '\\']))
        else {
            continue;
        };
        let manifest = tree::join(&tree::join(base, folder), "Cargo.toml");
        if is_or_may_be(&project.tree, &manifest) {
            continue;
        }
        let message = format!("there is no crate in `{folder}`: cargo refuses to build");
        let finding = Finding::new(path.place(), message);
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    found
}
