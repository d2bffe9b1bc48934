//! The crates that go into the source distribution with the one that is built: those that it depends on by path.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::manifests::cargo::Crate;
use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of, inherited};
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::workspace;
use crate::project::reader::Reader;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// A crate that stands in a folder here.
#[derive(Debug)]
pub struct Local {
    /// Its manifest.
    pub manifest: Toml,
    /// The manifest of its workspace, if that is another one than that of the crate that is built.
    pub workspace: Option<Toml>,
    /// Whether it is a member of the workspace of the crate that is built, so that its tests count.
    is_member: bool,
    /// Its features that are on.
    features: BTreeSet<String>,
}

/// A dependency by path that takes part: the manifest, and the features that are asked for.
type Asked = (String, Vec<String>);

/// The crates that the crate depends on by path, for its library, its build script or its tests, and theirs.
///
/// Features are those that cargo finds on in the whole workspace: the default ones of each member, those that maturin is
/// told to switch on, and what they ask of each other.
pub fn local(pyproject: &Pyproject, cargo: &Crate, tree: &Tree) -> Vec<Local> {
    let own = cargo.manifest.path.to_string();
    let mut known: BTreeMap<String, Local> = BTreeMap::new();
    let mut open = vec![(own.clone(), features::own(pyproject, cargo).into_iter().collect())];
    let members = workspace::listed(cargo.root(), tree).into_iter();
    let default = || vec!["default".to_owned()];
    open.extend(members.map(|path| (tree.shortest(&path), default())));
    if cargo.root().get(&["package"]).is_some() {
        open.push((tree.shortest(&cargo.root().path), default()));
    }
    while let Some((path, asked)) = open.pop() {
        let Some(krate) = known.remove(&path).or_else(|| read(&path, cargo, tree)) else {
            continue;
        };
        let is_new =
            krate.features.is_empty() || asked.iter().any(|feature| !krate.features.contains(feature));
        let mut features = krate.features;
        features.extend(asked);
        features.insert(String::new()); // it has been looked at
        let krate = Local { features, ..krate };
        if is_new {
            open.extend(wanted(&krate, cargo, tree));
        }
        known.insert(path, krate);
    }
    let mut reached = vec![own.clone()];
    let mut next = 0;
    while let Some(krate) = reached.get(next).and_then(|path| known.get(path)) {
        let others = wanted(krate, cargo, tree).into_iter().map(|(path, _)| path);
        let others: Vec<String> = others
            .filter(|path| known.contains_key(path) && !reached.contains(path))
            .collect();
        reached.extend(others.into_iter().collect::<BTreeSet<_>>());
        next += 1;
    }
    let others = reached.iter().filter(|path| **path != own);
    others.filter_map(|path| known.remove(path)).collect()
}

/// Reads a crate of which nobody has asked for anything yet.
fn read(path: &str, cargo: &Crate, tree: &Tree) -> Option<Local> {
    let manifest = tree.toml(path)?;
    manifest.get(&["package"])?;
    let is_inside = tree.below(path, cargo.root_folder()).is_some();
    let workspace = match is_inside {
        true => None,
        false => Some(workspace::of(&manifest, &mut Reader::new(tree)).unwrap_or_else(|| manifest.clone())),
    };
    let is_workspace = cargo.root().get(&["workspace"]).is_some();
    Some(Local {
        is_member: *path == *cargo.manifest.path || is_inside && is_workspace,
        manifest,
        workspace,
        features: BTreeSet::new(),
    })
}

/// The crates that a crate depends on by path with the features that are on.
fn wanted(krate: &Local, cargo: &Crate, tree: &Tree) -> Vec<Asked> {
    let Local {
        manifest, features, ..
    } = krate;
    let root = krate.workspace.as_ref().unwrap_or(cargo.root());
    let kinds = if krate.is_member {
        ALL_KINDS
    } else {
        &ALL_KINDS[..2]
    };
    let switches = switches(manifest, features);
    let dependency = |node: Node<'_>| {
        let shared = inherited(node, root);
        let (source, base) = match shared {
            Some(shared) => (shared, tree::parent(&root.path)),
            None => (node, tree::parent(&manifest.path)),
        };
        let folder = tree::join(base, source.get("path")?.as_str()?);
        let name = node.key();
        let is_optional = node.get("optional").and_then(Node::as_bool) == Some(true);
        let is_on = |switch: &String| {
            let krate = switch.split_once('/').map_or(switch.as_str(), |(krate, _)| krate);
            krate.strip_prefix("dep:").unwrap_or(krate) == name
        };
        if is_optional && !switches.iter().any(is_on) {
            return None;
        }
        let lists = [Some(node), shared].into_iter().flatten();
        let listed = lists
            .filter_map(|node| node.get("features"))
            .flat_map(Node::items);
        let mut asked: Vec<String> = listed
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect();
        let parts = switches.iter().filter_map(|switch| switch.split_once('/'));
        let inner = parts.filter(|(krate, _)| krate.trim_end_matches('?') == name);
        asked.extend(inner.map(|(_, feature)| feature.to_owned()));
        let plain = |node: Node<'_>| node.get("default-features").and_then(Node::as_bool) != Some(false);
        if plain(node) && shared.is_none_or(plain) {
            asked.push("default".to_owned());
        }
        Some((tree.shortest(&tree::join(&folder, "Cargo.toml")), asked))
    };
    dependencies_of(manifest, kinds).filter_map(dependency).collect()
}

/// What the features of a crate that are on switch on, and themselves.
fn switches(manifest: &Toml, features: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<String> = features.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let list = manifest
            .get(&["features", &name])
            .map(Node::items)
            .unwrap_or_default();
        if found.insert(name) {
            open.extend(
                list.into_iter()
                    .filter_map(|item| item.as_str().map(str::to_owned)),
            );
        }
    }
    found
}
