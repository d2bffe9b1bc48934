//! The Rust sources of the crate and of the crates that it depends on by path.

use std::sync::Arc;

use crate::project::api::declared;
use crate::project::manifests::cargo;
use crate::project::manifests::cargo::Crate;
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
pub fn read(cargo: &Crate, reader: &mut Reader<'_>) -> Sources {
    let mut sources = Vec::new();
    let mut unread = Vec::new();
    let mut left_out = Vec::new();
    for manifest in std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies) {
        let root = cargo::library(manifest);
        let paths = paths(manifest, &root, reader.tree);
        for path in paths.iter().cloned() {
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
                let module = declared::module(&path, tree::parent(&root));
                let has_modules = !source.found.is_empty() && *path != *root;
                let features = has_modules.then(|| declared::features(&root, &module, reader.tree));
                let features = features.flatten();
                if has_modules
                    && is_own
                    && features.is_none()
                    && declared::is_left_out(&path, &root, manifest, &paths, reader.tree)
                {
                    let modules = source.found.iter();
                    left_out.extend(modules.map(|found| Place::at(&path, found.span)));
                    continue;
                }
                sources.push(RustSource {
                    features: features.unwrap_or_default(),
                    module,
                    is_own,
                    krate: cargo::library_name(manifest).map_or_else(String::new, |(name, _)| name),
                    path,
                    source,
                });
            }
        }
    }
    Sources {
        compiled: sources,
        unread,
        left_out,
    }
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
