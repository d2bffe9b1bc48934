//! The files that the Rust sources surely take in when the crate is built.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::project::contents::compiled::{Bindings, bindings};
use crate::project::manifests::cargo::{Crate, library};
use crate::project::manifests::dependencies::source_of;
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::rust;
use crate::syntax::toml::{Node, Toml};
use crate::text::place::Place;
use crate::tree::{self, Tree};

/// A file that a source takes in.
#[derive(Clone, Debug)]
pub struct Needed {
    /// Where it is named.
    pub place: Place,
    /// The source that names it.
    pub source: Arc<str>,
    /// The file beside which the ways to it begin: the source, or the manifest of its crate.
    pub beside: Arc<str>,
    /// The ways to it, of which one is there.
    pub paths: Vec<String>,
}

impl Needed {
    /// The ways to it from the root of the project.
    pub fn here(&self) -> impl Iterator<Item = String> {
        let folder = tree::parent(&self.beside);
        self.paths.iter().map(move |path| tree::join(folder, path))
    }
}

/// What the crate that is built takes in, and the crates that it depends on by path in every build.
///
/// What is compiled only under a condition counts where the condition surely holds.
pub fn read(pyproject: &Pyproject, cargo: &Crate, tree: &Tree) -> Vec<Needed> {
    let own = features::always(pyproject, cargo);
    let is_program = matches!(bindings(pyproject, cargo, tree), Bindings::Programs);
    let crates = crates(cargo);
    let mut found = Vec::new();
    for manifest in &crates {
        let folder = tree::parent(&manifest.path);
        let is_own = manifest.path == cargo.manifest.path;
        let begin = match is_own && is_program {
            true => tree::join(folder, "src/main.rs"),
            false => library(manifest),
        };
        let script = manifest.get(&["package", "build"]);
        let script = match script.map(|node| (node.as_bool(), node.as_str())) {
            None | Some((Some(true), _)) => Some("build.rs"),
            Some((_, path)) => path,
        };
        let features = if is_own { own.clone() } else { BTreeSet::new() };
        let script = script.map(|path| tree::join(folder, path));
        for begin in std::iter::once(begin).chain(script) {
            of_crate(tree, &manifest.path, begin, &features, &mut found);
        }
    }
    found
}

/// The crate that is built, and those that it depends on by path in every build.
fn crates(cargo: &Crate) -> Vec<&Toml> {
    let known: BTreeMap<&str, &Toml> = cargo
        .path_dependencies
        .iter()
        .map(|manifest| (&*manifest.path, manifest))
        .collect();
    let mut found = vec![&cargo.manifest];
    let mut next = 0;
    while let Some(manifest) = found.get(next).copied() {
        let entries = manifest
            .get(&["dependencies"])
            .map(Node::entries)
            .unwrap_or_default();
        let always = entries.into_iter().filter(|node| node.get("optional").is_none());
        for node in always {
            let (source, base) = source_of(node, manifest, cargo.root());
            let path = source.get("path").and_then(Node::as_str);
            let other = path.map(|path| tree::join(&tree::join(base, path), "Cargo.toml"));
            let other = other.and_then(|path| known.get(path.as_str()));
            found.extend(other.filter(|other| !found.iter().any(|seen| seen.path == other.path)));
        }
        next += 1;
    }
    found
}

/// What a source of a crate takes in, and the modules in files of their own.
fn of_crate(
    tree: &Tree,
    manifest: &Arc<str>,
    begin: String,
    features: &BTreeSet<String>,
    found: &mut Vec<Needed>,
) {
    // A source, and the folder of its modules beside it.
    let mut open: Vec<(String, String)> = vec![(begin, String::new())];
    let mut seen = BTreeSet::new();
    while let Some((path, inner)) = open.pop() {
        let is_new = seen.insert(path.clone());
        let Some(text) = tree.text(&path).filter(|text| is_new && may_take(text)) else {
            continue;
        };
        let source: Arc<str> = path.into();
        for taken in rust::taken(&text, &inner).unwrap_or_default() {
            if taken.gate.unsure || !taken.gate.features.iter().all(|name| features.contains(name)) {
                continue;
            }
            let beside = if taken.is_from_crate { manifest } else { &source };
            let needed = Needed {
                place: Place::at(&source, taken.span),
                source: source.clone(),
                beside: beside.clone(),
                paths: taken.paths,
            };
            if taken.is_module
                && let Some(path) = needed.here().find(|path| tree.exists(path))
            {
                let is_written = needed.paths.len() == 1;
                let name = path
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches(".rs");
                let inner = if is_written || name == "mod" { "" } else { name };
                open.push((path.clone(), inner.to_owned()));
            }
            found.push(needed);
        }
    }
}

/// Whether a source has anything in it by which it may take a file in; if not, it is not parsed.
fn may_take(text: &str) -> bool {
    let declares = |line: &str| line.contains("mod ") && line.contains(';');
    text.contains("include") || text.lines().any(declares)
}
