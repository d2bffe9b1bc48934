//! The locks of the repository, and the entries in them of its own crates and distributions, which have no source.

use std::sync::Arc;

use crate::project::manifests::lock::packages;
use crate::release::cargo_lock;
use crate::release::own::Own;
use crate::release::refusal::Refusal;
use crate::syntax::toml::{Node, Toml};
use crate::tree;

/// The keys of a source in uv.lock that stand for a folder.
const FOLDERS: [&str; 3] = ["editable", "virtual", "directory"];

/// The entry of an own crate in a Cargo.lock.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Which of the packages it is.
    pub index: usize,
    /// Where its version is written.
    pub version: Node<'a>,
    /// The manifest of the crate.
    pub manifest: &'a Toml,
}

/// Every Cargo.lock of the repository that stands beside the manifest of a workspace or crate.
///
/// # Errors
///
/// That of the project does not parse, or has a form that we do not know.
pub fn cargo(own: &Own<'_>) -> Result<Vec<Toml>, Refusal> {
    let binding = own.binding();
    let root = binding.map(|binding| own.root_of(binding).unwrap_or(binding));
    let mut locks = Vec::new();
    for path in own.files("Cargo.lock") {
        let manifest = tree::join(tree::parent(&path), "Cargo.toml");
        let Some(manifest) = own.manifest(&manifest) else {
            continue;
        };
        let Some(parsed) = own.tree().parsed_toml(&path) else {
            continue;
        };
        match parsed {
            Ok(lock) if cargo_lock::is_known(&lock) => locks.push(lock),
            _ if root.is_none_or(|root| root.path != manifest.path) => {}
            Ok(_) => {
                let message = format!("{path} has a form that is newer than we know");
                return Err(Refusal::new(message, "update this program"));
            }
            Err(error) => {
                let message = format!("{path} does not parse: {}", error.message);
                return Err(Refusal::new(
                    message,
                    "resolve the conflict in it, or let cargo write it anew",
                ));
            }
        }
    }
    Ok(locks)
}

/// The entries of own crates in a Cargo.lock.
pub fn entries<'a>(own: &'a Own<'_>, lock: &'a Toml) -> Vec<Entry<'a>> {
    let root = own.manifest(&tree::join(tree::parent(&lock.path), "Cargo.toml"));
    let crates = root.map(|root| own.locked_with(root)).unwrap_or_default();
    let nodes = lock.get(&["package"]).map(Node::items).unwrap_or_default();
    let own_nodes = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.get("source").is_none());
    let named: Vec<(usize, &str, Node<'a>)> = own_nodes
        .filter_map(|(index, node)| Some((index, node.get("name")?.as_str()?, node.get("version")?)))
        .collect();
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for manifest in &crates {
        let name = |manifest: &'a Toml| manifest.get(&["package", "name"]).and_then(Node::as_str);
        // A crate without a version has none that could move.
        if manifest.get(&["package", "version"]).is_none() {
            continue;
        }
        let version = own.version_text(manifest);
        let candidates = || {
            named
                .iter()
                .filter(|(_, other, _)| Some(*other) == name(manifest))
        };
        let is_only = candidates().count() == 1
            && crates
                .iter()
                .filter(|other| name(other) == name(manifest))
                .count()
                == 1;
        let found = candidates().find(|(_, _, node)| is_only || node.as_str() == version);
        entries.extend(found.map(|(index, _, node)| Entry {
            index: *index,
            version: *node,
            manifest,
        }));
    }
    entries.sort_by_key(|entry| entry.index);
    entries
}

/// Every uv.lock of the repository that parses.
pub fn uv(own: &Own<'_>) -> Vec<Toml> {
    let paths = own.files("uv.lock").into_iter();
    let parsed = paths.filter_map(|path| own.tree().toml(&path));
    parsed.collect()
}

/// The entries in a uv.lock of distributions in folders that have a version there, each with the path of its pyproject.toml.
///
/// uv writes a version for those that have a fixed one.
pub fn distributions<'a>(own: &Own<'_>, lock: &'a Toml) -> Vec<(Node<'a>, Arc<str>)> {
    let folder = tree::parent(&lock.path);
    let found = packages(lock).filter_map(|package| {
        let source = package.node.get("source")?;
        let path = FOLDERS.iter().find_map(|key| source.get(key))?.as_str()?;
        let path = tree::join(&tree::join(folder, path), "pyproject.toml");
        Some((package.version, own.known(&path)))
    });
    found.collect()
}
