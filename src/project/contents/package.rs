//! The files of a crate that cargo would package.

use crate::project::contents::walk::{self, Manner};
use crate::syntax::gitignore::Gitignore;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// The files of the crate of `manifest`, without the manifest, each by its path from there.
///
/// `root` is the manifest from which it inherits.
pub fn files(manifest: &Toml, root: &Toml, tree: &Tree) -> Vec<String> {
    let folder = tree::parent(&manifest.path);
    let include = patterns(manifest, root, "include");
    let tracked = Some(()).filter(|()| include.is_none() && walk::is_in_repository(tree, folder));
    let tracked = tracked.map(|()| {
        tree.tracked(folder)
            .unwrap_or_else(|| vec!["Cargo.toml".to_owned()])
    });
    let tracked = tracked.filter(|files| files.iter().any(|file| file == "Cargo.toml")); // as cargo has it
    let is_git = tracked.is_some();
    let mut exclude = patterns(manifest, root, "exclude").unwrap_or_default();
    if include.is_none() && !is_git {
        exclude.insert(0, ".*".to_owned());
    }
    let manner = Manner {
        git: is_git,
        hidden: false,
        ignore: false,
        caches: None,
        crates: true,
        links: true,
    };
    let found = walk::files(tree, folder, true, &[folder.to_owned()], manner);
    let (chosen, dropped) = (Gitignore::of(include.iter().flatten()), Gitignore::of(&exclude));
    let is_packaged = |path: &String| match include {
        Some(_) => chosen.ignores(path, false),
        None => !dropped.ignores(path, false),
    };
    let found = found.into_iter().filter_map(|path| tree.below(&path, folder));
    let found = found.chain(despite(tracked.unwrap_or_default(), folder, tree));
    let found = found.filter(|path| {
        !matches!(path.as_str(), "Cargo.toml" | "Cargo.lock") && !tree::within(path, "target")
    });
    let lock = Some("Cargo.lock".to_owned()).filter(|lock| tree.exists(&tree::join(folder, lock)));
    found.filter(is_packaged).chain(lock).collect()
}

/// The files that git tracks, although an ignore file may name them.
fn despite(tracked: Vec<String>, folder: &str, tree: &Tree) -> impl Iterator<Item = String> {
    let is_crate = |path: &&String| path.ends_with("/Cargo.toml");
    let others: Vec<String> = tracked
        .iter()
        .filter(is_crate)
        .map(|path| tree::parent(path).to_owned())
        .collect();
    let is_own = move |path: &String| !others.iter().any(|other| tree::within(path, other));
    tracked
        .into_iter()
        .filter(is_own)
        .filter(move |path| tree.exists(&tree::join(folder, path)))
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
