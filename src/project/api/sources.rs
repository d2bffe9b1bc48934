//! The Rust sources of the crate and of the crates that it depends on by path.

use std::sync::Arc;

use crate::project::manifests::cargo;
use crate::project::manifests::cargo::Crate;
use crate::project::reader::Reader;
use crate::syntax::rust;
use crate::syntax::rust::Source;
use crate::syntax::toml::Toml;
use crate::tree;
use crate::tree::Tree;

/// One source that may be part of the library.
#[derive(Clone, Debug)]
pub struct RustSource {
    /// Its path.
    pub path: Arc<str>,
    /// Whether it belongs to the crate itself.
    pub is_own: bool,
    /// The name by which Rust knows its crate.
    pub krate: String,
    /// The Rust module that it is, by its path.
    pub module: Vec<String>,
    /// The features of the crate without which the file is not compiled, if its module is surely behind some.
    pub features: Vec<String>,
    /// What it says about Python.
    pub source: Source,
}

/// The sources of a crate and of the crates that it depends on by path, and the paths of its own that are not understood.
pub fn read(cargo: &Crate, reader: &mut Reader<'_>) -> (Vec<RustSource>, Vec<Arc<str>>) {
    let mut sources = Vec::new();
    let mut unread = Vec::new();
    for manifest in std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies) {
        let root = cargo::library(manifest);
        for path in paths(manifest, &root, reader.tree) {
            let source = if *path == root {
                reader.validate(&path, rust::read)
            } else {
                // Not every source below it is compiled: one that is broken may be a fixture or a template.
                let text = reader.tree.text(&path);
                text.and_then(|text| rust::read(&text).ok())
            };
            let is_own = manifest.path == cargo.manifest.path;
            if is_own && source.as_ref().is_none_or(|source| source.unread) {
                unread.push(path.clone());
            }
            if let Some(source) = source {
                let module = module(&path, tree::parent(&root));
                let has_modules = !source.found.is_empty() && *path != *root;
                let features = has_modules.then(|| features(&root, &module, reader.tree));
                sources.push(RustSource {
                    features: features.flatten().unwrap_or_default(),
                    module,
                    is_own,
                    krate: krate(manifest),
                    path,
                    source,
                });
            }
        }
    }
    (sources, unread)
}

/// The name by which Rust knows a crate.
fn krate(manifest: &Toml) -> String {
    let keys: [&[&str]; 2] = [&["lib", "name"], &["package", "name"]];
    let mut names = keys.into_iter().filter_map(|key| manifest.get(key)?.as_str());
    names.next().unwrap_or_default().replace('-', "_")
}

/// The Rust module that a file is: `a/b.rs` and `a/b/mod.rs` are `a::b`.
fn module(path: &str, folder: &str) -> Vec<String> {
    let below = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
    let parts = below.trim_end_matches(".rs").split('/');
    let is_own = |part: &&str| !matches!(*part, "mod" | "lib" | "");
    parts.filter(is_own).map(str::to_owned).collect()
}

/// The features without which a module in a file of its own is not compiled: its own, and those of the modules around it.
///
/// `None` where a declaration is not found, or is under another condition.
fn features(root: &str, module: &[String], tree: &Tree) -> Option<Vec<String>> {
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
        let declared = rust::children(&tree.text(&file?)?)?;
        let mut same = declared.into_iter().filter(|child| child.name == *name);
        let (Some(child), None) = (same.next(), same.next()) else {
            return None;
        };
        if child.gate.unsure {
            return None;
        }
        features.extend(child.gate.features);
    }
    Some(features)
}

/// The Rust sources of a crate that may belong to its library, which begins with `root`.
fn paths(manifest: &Toml, root: &str, tree: &Tree) -> Vec<Arc<str>> {
    let folder = tree::parent(&manifest.path);
    let mut below = vec![tree::join(folder, "src"), tree::parent(root).to_owned()];
    below.dedup();
    let files = |suffix| below.iter().flat_map(move |folder| tree.files(folder, suffix));
    let crates = files("Cargo.toml").map(|path| tree::parent(&path).to_owned());
    let mut elsewhere: Vec<String> = crates.filter(|other| other != folder).collect();
    elsewhere.extend(["examples", "tests", "benches"].map(|targets| tree::join(folder, targets)));
    let mut sources: Vec<Arc<str>> = files(".rs").collect();
    sources.retain(|path| !elsewhere.iter().any(|folder| tree::within(path, folder)));
    sources.sort();
    sources.dedup();
    sources
}
