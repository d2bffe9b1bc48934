//! A key of Cargo.toml is inherited from the workspace, which does not have it.
//!
//! ## Why
//!
//! cargo looks for `version.workspace = true` in `[workspace.package]`, for dependencies in `[workspace.dependencies]` and for lints in
//! `[workspace.lints]` of the [workspace](https://doc.rust-lang.org/cargo/reference/workspaces.html#the-package-table). Without them, or
//! without a workspace, it does not read the manifest: nothing is built.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! manifest-path = "py/Cargo.toml"
//! ```
//!
//! ```toml Cargo.toml
//! [workspace]
//! members = ["py"]
//! resolver = "3"
//!
//! [workspace.package]
//! edition = "2024"
//! ```
//!
//! ```toml py/Cargo.toml
//! [package]
//! name = "demo"
//! version.workspace = true
//! edition.workspace = true
//!
//! [dependencies]
//! pyo3.workspace = true
//! ```
//!
//! ```console
//! py/Cargo.toml:3:1: error[cargo/inherits-nothing] there is no `version` in `[workspace.package]`: cargo refuses the manifest
//! py/Cargo.toml:7:1: error[cargo/inherits-nothing] there is no `pyo3` in `[workspace.dependencies]`: cargo refuses the manifest
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
//! manifest-path = "py/Cargo.toml"
//! ```
//!
//! ```toml Cargo.toml
//! [workspace]
//! members = ["py"]
//! resolver = "3"
//!
//! [workspace.package]
//! edition = "2024"
//! version = "0.1.0"
//!
//! [workspace.dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```toml py/Cargo.toml
//! [package]
//! name = "demo"
//! version.workspace = true
//! edition.workspace = true
//!
//! [dependencies]
//! pyo3.workspace = true
//! ```
//!
//! ## When not to follow
//!
//! Never: cargo stops.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of};
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
pub const HELP: &str = "Add it to the workspace, or write a value in its place";

/// One finding for each key.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let cargo = project.cargo.as_ref()?;
    let is_broken = |path: &str| path.ends_with("Cargo.toml");
    if project.broken.iter().any(|broken| is_broken(&broken.place.path)) {
        return None;
    }
    let workspace = cargo.root().get(&["workspace"]);
    let package = cargo.manifest.get(&["package"])?;
    let is_elsewhere =
        workspace.is_none() && (package.get("workspace").is_some() || cargo.claimed_by.is_some());
    if is_elsewhere {
        return None;
    }
    let lints = cargo.manifest.get(&["lints"]).filter(|lints| inherits(*lints));
    let own = package.entries().into_iter().map(|node| ("package", node));
    let needed = dependencies_of(&cargo.manifest, ALL_KINDS).map(|node| ("dependencies", node));
    let keys = own.chain(needed).filter(|(_, node)| inherits(*node));
    let mut found: Vec<(Node<'_>, String)> = keys
        .filter_map(|(table, node)| lacking(workspace, table, node))
        .collect();
    let has_lints = workspace.is_some_and(|workspace| workspace.get("lints").is_some());
    let lints = lints.filter(|_| !has_lints);
    found.extend(lints.map(|node| (node, "no `[workspace.lints]`".to_owned())));
    let finding = |(node, what): (Node<'_>, String)| {
        let what = if workspace.is_some() {
            what
        } else {
            "no workspace to inherit from".to_owned()
        };
        Finding::new(
            node.key_place(),
            format!("there is {what}: cargo refuses the manifest"),
        )
    };
    Some(found.into_iter().map(finding).collect())
}

/// What the workspace lacks that a key inherits.
fn lacking<'a>(workspace: Option<Node<'_>>, table: &str, node: Node<'a>) -> Option<(Node<'a>, String)> {
    let key = node.key();
    let has_it =
        workspace.is_some_and(|workspace| workspace.get(table).is_some_and(|table| table.get(key).is_some()));
    (!has_it).then(|| (node, format!("no `{key}` in `[workspace.{table}]`")))
}

/// Whether a value comes from the workspace.
fn inherits(node: Node<'_>) -> bool {
    node.get("workspace").and_then(Node::as_bool) == Some(true)
}
