//! `[patch]`, `[replace]` or `resolver` in the manifest of a workspace member does nothing.
//!
//! ## Why
//!
//! Cargo reads [`[patch]` and `[replace]`](https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html) and
//! [`resolver`](https://doc.rust-lang.org/cargo/reference/resolver.html#resolver-versions) only from the root of a
//! workspace. In a member, it ignores them with a warning that is easy to miss in the output of a wheel build, and the
//! wheels are built with the crates of the registry.
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
//! resolver = "3"
//! members = ["py"]
//! ```
//!
//! ```toml py/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! serde_json = "1"
//!
//! [patch.crates-io]
//! serde_json = { path = "../fork" }
//! ```
//!
//! ```console
//! py/Cargo.toml:8:2: warning[cargo/patch-ignored] `patch` of a workspace member is ignored: it belongs in `Cargo.toml`, the root of the workspace
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
//! resolver = "3"
//! members = ["py"]
//!
//! [patch.crates-io]
//! serde_json = { path = "fork" }
//! ```
//!
//! ```toml py/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! serde_json = "1"
//! ```
//!
//! ## When not to follow
//!
//! If the crate is also built outside this workspace, where its own table applies. The finding is an info if the root
//! has a table of that name too, or the same `resolver`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::standards::horizon::Table;
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;

/// The line does nothing where it stands.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Move the table to the root of the workspace";

/// The tables that only the root of a workspace has.
const OF_ROOT: [&str; 2] = ["patch", "replace"];

/// One finding for each.
pub fn check(project: &Project) -> Vec<Finding> {
    let cargo = project.cargo.as_ref();
    cargo
        .and_then(|cargo| find(cargo, cargo.workspace.as_ref()?))
        .unwrap_or_default()
}

fn find(cargo: &Crate, root: &Toml) -> Option<Vec<Finding>> {
    let workspace = root.get(&["workspace"])?.key_place();
    let finding = |node: Node<'_>, is_mild: bool| {
        let message = format!(
            "`{}` of a workspace member is ignored: it belongs in `{}`, the root of the workspace",
            node.key(),
            root.path
        );
        let finding = Finding::new(node.key_place(), message);
        finding
            .related(workspace.clone(), "the workspace")
            .mild_if(is_mild)
    };
    let tables = OF_ROOT.into_iter().filter_map(|key| cargo.manifest.get(&[key]));
    let tables = tables.map(|table| finding(table, root.get(&[table.key()]).is_some()));
    let resolver = cargo.manifest.get(&["package", "resolver"]);
    let resolver = resolver.map(|node| finding(node, node.as_str() == Some(resolver_of(root))));
    Some(tables.chain(resolver).collect())
}

/// The resolver that a workspace uses: the one that it names, or that of the edition of its root package.
fn resolver_of(root: &Toml) -> &str {
    let named = root
        .get(&["workspace", "resolver"])
        .or_else(|| root.get(&["package", "resolver"]));
    named.and_then(Node::as_str).unwrap_or_else(|| {
        match root.get(&["package", "edition"]).and_then(Node::as_str) {
            Some("2021") => "2",
            Some("2024") => "3",
            _ => "1",
        }
    })
}
