//! The modules of a crate that stand in files of their own, and the files to which no `mod` leads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::syntax::rust::{self, Source};
use crate::syntax::toml::{Node, Toml};
use crate::tree;
use crate::tree::Tree;

/// The targets of a manifest that begin with sources of their own.
const TARGETS: [&str; 4] = ["bin", "example", "test", "bench"];

/// The Rust module that a file is: `a/b.rs` and `a/b/mod.rs` are `a::b`.
pub fn module(path: &str, folder: &str) -> Vec<String> {
    let below = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
    let parts = below.trim_end_matches(".rs").split('/');
    let is_own = |part: &&str| !matches!(*part, "mod" | "lib" | "");
    parts.filter(is_own).map(str::to_owned).collect()
}

/// The features without which a module in a file of its own is not compiled: its own, and those of the modules around it.
///
/// `None` where a declaration is not found in the sources that are known, or is under another condition.
pub fn features(
    root: &str,
    module: &[String],
    known: &BTreeMap<Arc<str>, Source>,
    tree: &Tree,
) -> Option<Vec<String>> {
    let folder = tree::parent(root);
    let mut features = Vec::new();
    for (depth, name) in module.iter().enumerate() {
        let around = tree::join(folder, &module[..depth].join("/"));
        let file = match depth {
            0 => Some(root.to_owned()),
            _ => [format!("{around}.rs"), format!("{around}/mod.rs")]
                .into_iter()
                .find(|path| tree.exists(path)),
        };
        let declared = known.get(file?.as_str())?.children.iter().flatten();
        let mut same = declared.filter(|child| child.name == *name);
        let (Some(child), None) = (same.next(), same.next()) else {
            return None;
        };
        if child.gate.unsure {
            return None;
        }
        features.extend(child.gate.features.iter().cloned());
    }
    Some(features)
}

/// Whether surely no `mod` of a crate, whose library begins with `root` and whose sources stand in `paths`, leads to a source.
///
/// A `mod` of the same name counts wherever it stands; so does what is not understood.
pub fn is_left_out(path: &str, root: &str, manifest: &Toml, paths: &[Arc<str>], tree: &Tree) -> bool {
    let mut reached: BTreeSet<&str> = beginnings(root, manifest, paths);
    let mut open: Vec<&str> = reached.iter().copied().collect();
    while let Some(source) = open.pop() {
        let names = tree.text(source).and_then(|text| rust::declared(&text));
        let Some(names) = names.filter(|_| !reached.contains(path)) else {
            return false;
        };
        for other in paths {
            let module = module(other, tree::parent(root));
            let is_named = module.last().is_none_or(|name| names.contains(name));
            if is_named && reached.insert(other) {
                open.push(other);
            }
        }
    }
    !reached.contains(path)
}

/// The sources that no `mod` need lead to: the library's first one, and those of programs and the like.
fn beginnings<'a>(root: &'a str, manifest: &Toml, paths: &'a [Arc<str>]) -> BTreeSet<&'a str> {
    let folder = tree::parent(&manifest.path);
    let targets = TARGETS.iter().flat_map(|target| manifest.get(&[target]));
    let named = targets
        .flat_map(Node::items)
        .filter_map(|target| target.get("path")?.as_str());
    let named: Vec<String> = named.map(|path| tree::join(folder, path)).collect();
    let programs = tree::join(folder, "src/bin");
    let begins = |path: &&str| {
        path.ends_with("/main.rs") || tree::within(path, &programs) || named.iter().any(|named| named == path)
    };
    let paths = paths.iter().map(|path| &**path);
    paths.filter(begins).chain([root]).collect()
}
