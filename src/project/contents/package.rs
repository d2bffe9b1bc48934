//! The files of a crate that cargo would package.

use std::collections::BTreeSet;

use crate::project::contents::walk::{self, Manner};
use crate::syntax::gitignore::Gitignore;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// What is added otherwise.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "Cargo.lock"];

/// The files of the crate of `manifest`, without the manifest, each by its path from there.
///
/// `root` is the manifest from which it inherits.
pub fn files(manifest: &Toml, root: &Toml, tree: &Tree) -> Vec<String> {
    let folder = tree::parent(&manifest.path);
    let include = patterns(manifest, root, "include");
    let exclude = patterns(manifest, root, "exclude").unwrap_or_default();
    let tracked = include.is_none().then(|| tracked(folder, tree)).flatten();
    let hidden = Some(".*".to_owned()).filter(|_| include.is_none() && tracked.is_none());
    let manner = Manner {
        git: tracked.is_some(),
        hidden: false,
        ignore: false,
        caches: None,
        crates: true,
        links: true,
    };
    let found = walk::files(tree, folder, true, &[folder.to_owned()], manner).into_iter();
    let mut found: BTreeSet<String> = found.filter_map(|path| tree.below(&path, folder)).collect();
    found.extend(despite(&tracked.unwrap_or_default(), &found, folder, tree));
    let chosen = Gitignore::of(include.iter().flatten());
    let dropped = Gitignore::of(hidden.iter().chain(&exclude));
    let is_packaged = |path: &String| match include {
        Some(_) => chosen.ignores(path, false),
        None => !dropped.ignores(path, false),
    };
    let is_other = |path: &String| !MANIFESTS.contains(&path.as_str()) && !tree::within(path, "target");
    let lock = Some("Cargo.lock".to_owned()).filter(|lock| tree.exists(&tree::join(folder, lock)));
    found
        .into_iter()
        .filter(is_other)
        .filter(is_packaged)
        .chain(lock)
        .collect()
}

/// What git tracks in the folder of a crate; `None` where it does not track the manifest, and cargo does not ask it.
fn tracked(folder: &str, tree: &Tree) -> Option<Vec<String>> {
    tree.top(folder)?;
    match tree.tracked(folder) {
        Some(files) => files.iter().any(|file| file == "Cargo.toml").then_some(files),
        None => Some(Vec::new()),
    }
}

/// The files that git tracks although an ignore file names them.
fn despite(tracked: &[String], found: &BTreeSet<String>, folder: &str, tree: &Tree) -> Vec<String> {
    let crates = tracked.iter().filter(|path| path.ends_with("/Cargo.toml"));
    let others: Vec<&str> = crates.map(|path| tree::parent(path)).collect();
    let is_missed = |path: &&String| {
        let here = tree::join(folder, path);
        let is_own = !others.iter().any(|other| tree::within(path, other));
        is_own && !found.contains(*path) && tree.exists(&here) && tree.entries(&here).is_empty()
    };
    tracked.iter().filter(is_missed).cloned().collect()
}

/// A list of patterns of `[package]`, if it has any.
fn patterns(manifest: &Toml, root: &Toml, key: &str) -> Option<Vec<String>> {
    let node = manifest.get(&["package", key])?;
    let node = match node.get("workspace") {
        Some(_) => root.get(&["workspace", "package", key])?,
        None => node,
    };
    let items = node.items().into_iter();
    let patterns: Vec<String> = items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect();
    (!patterns.is_empty()).then_some(patterns)
}

/// The texts that the manifest of a crate names, each by its path from the folder of the crate: readme and license.
pub fn texts(manifest: &Toml, root: &Toml, tree: &Tree) -> Vec<String> {
    let folder = tree::parent(&manifest.path);
    let mut found = Vec::new();
    for key in ["readme", "license-file"] {
        let node = manifest.get(&["package", key]);
        let shared = || root.get(&["workspace", "package", key]);
        let (node, base) = match node.and_then(|node| node.get("workspace")) {
            Some(_) => (shared(), tree::parent(&root.path)),
            None => (node, folder),
        };
        let written = node.and_then(Node::as_str).map(|path| tree::join(base, path));
        let usual = ["README.md", "README.txt", "README"].map(|name| tree::join(folder, name));
        let is_open = key == "readme" && node.is_none_or(|node| node.as_bool() == Some(true));
        let guessed = || usual.into_iter().find(|path| is_open && tree.exists(path));
        found.extend(written.or_else(guessed));
    }
    found
}
