//! A dependency by path leads to a folder that has no crate, or another one.
//!
//! ## Why
//!
//! cargo reads the manifest of every crate that is [depended on by path](https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#specifying-path-dependencies),
//! optional ones and those for tests too, and stops where there is none, or one of another name: the key, or `package`, is the name of the crate.
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
//! maths = { path = "maths" }
//! ```
//!
//! ```toml engine/Cargo.toml
//! [package]
//! name = "engine"
//! version = "0.1.0"
//! ```
//!
//! ```toml maths/Cargo.toml
//! [package]
//! name = "demo-maths"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! Cargo.toml:6:19: error[cargo/dependency-missing] there is no crate in `engin`: cargo refuses to build
//! Cargo.toml:7:18: error[cargo/dependency-missing] the crate in `maths` is called `demo-maths`, not `maths`: cargo refuses to build
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
//! maths = { path = "maths", package = "demo-maths" }
//! ```
//!
//! ```toml engine/Cargo.toml
//! [package]
//! name = "engine"
//! version = "0.1.0"
//! ```
//!
//! ```toml maths/Cargo.toml
//! [package]
//! name = "demo-maths"
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
use crate::tree::{self, Tree};

/// The build fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the path or the name, or commit the crate that it should lead to";

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
        let message = match name(&project.tree, &manifest) {
            Some(name) => {
                let wanted = node.get("package").and_then(Node::as_str).unwrap_or(node.key());
                if name == wanted {
                    continue;
                }
                format!("the crate in `{folder}` is called `{name}`, not `{wanted}`: cargo refuses to build")
            }
            None if is_or_may_be(&project.tree, &manifest) => continue,
            None => format!("there is no crate in `{folder}`: cargo refuses to build"),
        };
        let finding = Finding::new(path.place(), message);
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    found
}

/// The name of the crate of a manifest.
fn name(tree: &Tree, manifest: &str) -> Option<String> {
    Some(
        tree.toml(manifest)?
            .get(&["package", "name"])?
            .as_str()?
            .to_owned(),
    )
}
