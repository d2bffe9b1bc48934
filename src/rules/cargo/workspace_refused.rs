//! The workspace lists something that cargo refuses.
//!
//! ## Why
//!
//! cargo reads all crates of a [workspace](https://doc.rust-lang.org/cargo/reference/workspaces.html) before it builds one. It
//! stops at a member without a manifest, also where a pattern of `members` matches its folder, at two members with one name,
//! and at one of `default-members` that is no member.
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
//! [workspace]
//! members = ["crates/*", "engin", "maths"]
//! default-members = ["tools"]
//! ```
//!
//! ```text crates/notes/README.txt
//! Crates will stand here.
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
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! Cargo.toml:6:12: error[cargo/workspace-refused] `crates/*` matches `crates/notes`, which is no crate: cargo refuses to build
//! Cargo.toml:6:24: error[cargo/workspace-refused] there is no crate in `engin`: cargo refuses to build
//! Cargo.toml:7:20: error[cargo/workspace-refused] `tools` is no member of the workspace: cargo refuses to build
//! maths/Cargo.toml:2:8: error[cargo/workspace-refused] `Cargo.toml` also has a crate `demo`: cargo refuses to build
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
//! [workspace]
//! members = ["engine", "maths"]
//! default-members = ["engine"]
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
//! name = "maths"
//! version = "0.1.0"
//! ```
//!
//! ## When not to follow
//!
//! Where something brings the folder before each build. The rule is silent if `.gitignore` or `.gitmodules` names it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::workspace::{excludes, listed};
use crate::questions::ignored::is_ignored;
use crate::questions::named::is_or_may_be;
use crate::standards::horizon::Table;
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;
use crate::tree::{self, Kind, Tree};

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Correct the list, add the folder to `exclude`, or give each crate a name of its own";

/// One finding for each item of a list, and for each name that two crates have.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let root = project.cargo.as_ref()?.root();
    let workspace = root.get(&["workspace"])?;
    let (tree, base) = (&project.tree, tree::parent(&root.path));
    let items = |key| {
        workspace
            .get(key)
            .map(Node::items)
            .unwrap_or_default()
            .into_iter()
    };
    let mut members: Vec<Arc<str>> = listed(root, tree);
    members.push(root.path.clone());
    let missing = items("members").filter_map(|item| {
        let path = item.as_str()?;
        let message = match path.strip_suffix("/*") {
            Some(folder) => {
                let stray = stray(root, &tree::join(base, folder), tree)?;
                format!("`{path}` matches `{stray}`, which is no crate: cargo refuses to build")
            }
            None if path.contains(['*', '?', '[']) || path.starts_with('/') => return None,
            None => {
                let manifest = tree::join(&tree::join(base, path), "Cargo.toml");
                let is_there = is_or_may_be(tree, &manifest) || excludes(root, tree::parent(&manifest), tree);
                (!is_there).then(|| format!("there is no crate in `{path}`: cargo refuses to build"))?
            }
        };
        Some(Finding::new(item.place(), message))
    });
    let foreign = items("default-members").filter_map(|item| {
        let path = item.as_str().filter(|path| !path.contains(['*', '?', '[']))?;
        let manifest = tree.from_top(&tree::join(&tree::join(base, path), "Cargo.toml"));
        let is_member = members.iter().any(|member| tree.from_top(member) == manifest);
        // What a member depends on by path is a member, too.
        let is_reached = || {
            let mut texts = members.iter().filter_map(|member| tree.text(member));
            texts.any(|text| text.contains("path"))
        };
        let message = format!("`{path}` is no member of the workspace: cargo refuses to build");
        (!is_member && !is_reached()).then(|| Finding::new(item.place(), message))
    });
    Some(missing.chain(foreign).chain(doubled(&members, tree)).collect())
}

/// A folder in `folder` that git has, and that is no crate.
fn stray(root: &Toml, folder: &str, tree: &Tree) -> Option<String> {
    let entries = tree
        .entries(folder)
        .into_iter()
        .filter(|(_, kind)| *kind == Kind::Folder);
    let mut folders = entries.map(|(name, _)| tree::join(folder, &name));
    folders.find(|folder| {
        let mut files = tree.files(folder, "").into_iter();
        !is_or_may_be(tree, &tree::join(folder, "Cargo.toml"))
            && !excludes(root, folder, tree)
            && files.any(|path| !is_ignored(tree, &path))
    })
}

/// The crates that have the name of one before.
fn doubled(members: &[Arc<str>], tree: &Tree) -> Vec<Finding> {
    let mut paths: Vec<&Arc<str>> = members.iter().collect();
    paths.sort();
    paths.dedup_by_key(|path| tree.from_top(path));
    let mut known: BTreeMap<String, &Arc<str>> = BTreeMap::new();
    let mut found = Vec::new();
    for path in paths {
        let manifest = tree.toml(path);
        let Some(node) = manifest
            .as_ref()
            .and_then(|manifest| manifest.get(&["package", "name"]))
        else {
            continue;
        };
        let Some(name) = node.as_str() else { continue };
        match known.get(name) {
            Some(other) => {
                let message = format!("`{other}` also has a crate `{name}`: cargo refuses to build");
                found.push(Finding::new(node.place(), message));
            }
            None => {
                known.insert(name.to_owned(), path);
            }
        }
    }
    found
}
