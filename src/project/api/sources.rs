//! The Rust sources of the crate and of the crates that it depends on by path.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::project::api::declared;
use crate::project::api::unit::Unit;
use crate::project::manifests::cargo;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::reader::Reader;
use crate::syntax::rust;
use crate::syntax::rust::Source;
use crate::syntax::toml::Toml;
use crate::text::place::Place;
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

/// The sources of a crate and of the crates that it depends on by path.
#[derive(Debug, Default)]
pub struct Sources {
    /// Those that may be compiled.
    pub compiled: Vec<RustSource>,
    /// The paths of the crate's own that are not understood.
    pub unread: Vec<Arc<str>>,
    /// Where the crate's own define a Python module without being compiled, since no `mod` leads there.
    pub left_out: Vec<Place>,
}

/// Reads the sources of a crate and of the crates that it depends on by path.
pub fn read(pyproject: &Pyproject, cargo: &Crate, reader: &mut Reader<'_>) -> Sources {
    let mut all = Sources::default();
    for manifest in std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies) {
        let is_own = manifest.path == cargo.manifest.path;
        let root = cargo::library(manifest);
        let paths = paths(manifest, &root, reader.tree);
        let unit = Unit::main(manifest, pyproject, cargo, reader.tree);
        let mut known: BTreeMap<Arc<str>, Source> = BTreeMap::new();
        for path in &paths {
            let parse = |text: &str| rust::read(text, &unit.strangers(path, text));
            let source = if **path == root {
                reader.validate(path, parse)
            } else {
                // Not every source below it is compiled: one that is broken may be a fixture or a template.
                let text = reader.tree.text(path);
                text.and_then(|text| parse(&text).ok())
            };
            if is_own && source.as_ref().is_none_or(|source| source.unread) {
                all.unread.push(path.clone());
            }
            known.extend(source.map(|source| (path.clone(), source)));
        }
        let features = |path: &Arc<str>, source: &Source| {
            let has_modules = !source.found.is_empty() && **path != root;
            let module = declared::module(path, tree::parent(&root));
            let features = || declared::features(&root, &module, &known, reader.tree);
            has_modules.then(features)
        };
        let features: Vec<_> = known
            .iter()
            .map(|(path, source)| features(path, source))
            .collect();
        for ((path, source), features) in known.into_iter().zip(features) {
            let is_left_out = || declared::is_left_out(&path, &root, manifest, &paths, reader.tree);
            if features == Some(None) && is_own && is_left_out() {
                let modules = source.found.iter();
                all.left_out
                    .extend(modules.map(|found| Place::at(&path, found.span)));
                continue;
            }
            all.compiled.push(RustSource {
                features: features.flatten().unwrap_or_default(),
                module: declared::module(&path, tree::parent(&root)),
                is_own,
                krate: cargo::library_name(manifest).map_or_else(String::new, |(name, _)| name),
                path,
                source,
            });
        }
    }
    all
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
