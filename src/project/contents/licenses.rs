//! The texts of licenses that maturin puts beside the metadata.

use crate::project::contents::patterns::matches;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::toml::Node;
use crate::tree::{self, Tree};

/// What maturin takes where `license-files` says nothing.
const USUAL: [&str; 4] = ["LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"];

/// The path of each text in the archive, and where it stands.
pub fn files(pyproject: &Pyproject, cargo: &Crate, tree: &Tree) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut add = |target: String, source: String| {
        if found.iter().all(|(known, _)| *known != target) {
            found.push((target, source));
        }
    };
    if let Some(node) = cargo.field("license-file")
        && let Some(path) = node.as_str()
    {
        let source = tree::join(tree::parent(&node.toml().path), path);
        let below = tree.below(&source, cargo.folder());
        add(below.unwrap_or_else(|| name(&source)), source);
    }
    if pyproject.project().is_none() {
        return found;
    }
    let table = pyproject.field("license").and_then(|license| license.get("file"));
    if let Some(path) = table.and_then(Node::as_str) {
        let source = tree::join("", path);
        let root = tree.below(&source, cargo.root_folder());
        let is_above = path.split('/').any(|part| part == "..");
        let target = root.filter(|_| is_above).unwrap_or_else(|| source.clone());
        add(target, source);
    }
    match pyproject.field("license-files").map(Node::items) {
        Some(patterns) => {
            for path in patterns
                .into_iter()
                .filter_map(Node::as_str)
                .flat_map(|glob| matches(tree, "", glob))
            {
                add(path.clone(), path);
            }
        }
        None => {
            for path in USUAL.into_iter().flat_map(|glob| matches(tree, "", glob)) {
                add(path.clone(), path);
            }
        }
    }
    found
}

fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
