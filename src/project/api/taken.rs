//! What the Rust sources surely take in when the crate is built: files, and other crates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::project::contents::compiled::{Bindings, bindings};
use crate::project::manifests::cargo::{Crate, library, library_name};
use crate::project::manifests::dependencies::{BUILD, NORMAL, dependencies_of, source_of};
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::rust::{self, Gate, Taking};
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

/// A crate that a source names, and that no manifest brings there.
#[derive(Clone, Debug)]
pub struct Stranger {
    /// Its name, as the source has it.
    pub name: String,
    /// Where it is named.
    pub place: Place,
    /// The table of the manifest that would bring it.
    pub table: &'static str,
    /// The manifest.
    pub manifest: Arc<str>,
}

/// What sources take in.
#[derive(Clone, Debug, Default)]
pub struct TakenIn {
    /// The files.
    pub files: Vec<Needed>,
    /// The crates that are not there.
    pub strangers: Vec<Stranger>,
}

/// A crate, or its build script, as it is read.
struct Unit<'a> {
    manifest: &'a Toml,
    /// The features that are on.
    features: &'a BTreeSet<String>,
    /// The names of the crates that it may use; `None` where that cannot be judged.
    crates: Option<BTreeSet<String>>,
    /// The table from which these are.
    table: &'static str,
}

/// What the crate that is built takes in, and the crates that it depends on by path in every build.
///
/// What is compiled only under a condition counts where the condition surely holds.
pub fn read(pyproject: &Pyproject, cargo: &Crate, tree: &Tree) -> TakenIn {
    let own = features::always(pyproject, cargo);
    let is_program = matches!(bindings(pyproject, cargo, tree), Bindings::Programs);
    let crates = crates(cargo);
    let mut found = TakenIn::default();
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
        let edition = cargo.field_of(manifest, "edition").and_then(Node::as_str);
        let begins = [(Some(begin), NORMAL), (script, BUILD)];
        for (begin, kinds) in begins {
            let Some(begin) = begin else { continue };
            let others = || {
                let names = dependencies_of(manifest, kinds).map(|node| node.key().replace('-', "_"));
                names.collect()
            };
            let unit = Unit {
                manifest,
                features: &features,
                // In the first edition a path begins at the top of the crate.
                crates: edition.filter(|edition| *edition != "2015").map(|_| others()),
                table: kinds[0],
            };
            of_crate(tree, &unit, begin, &mut found);
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
fn of_crate(tree: &Tree, unit: &Unit<'_>, begin: String, found: &mut TakenIn) {
    let is_on = |gate: &Gate| !gate.unsure && gate.features.iter().all(|name| unit.features.contains(name));
    // A source, and the folder of its modules beside it.
    let mut open: Vec<(String, String)> = vec![(begin.clone(), String::new())];
    let mut seen = BTreeSet::new();
    let library = library_name(unit.manifest).map_or_else(String::new, |(name, _)| name);
    let mut met = Vec::new();
    let mut texts = Vec::new();
    while let Some((path, inner)) = open.pop() {
        let is_new = seen.insert(path.clone());
        let Some(text) = tree.text(&path).filter(|_| is_new) else {
            continue;
        };
        let roots = |crates| rust::roots(&text, path == begin, crates);
        let mut strangers = unit.crates.as_ref().map(roots).unwrap_or_default();
        strangers.remove(library.as_str());
        texts.push(text.clone());
        if strangers.is_empty() && !may_take(&text) {
            continue;
        }
        let source: Arc<str> = path.into();
        let Taking { files, crates } = rust::taken(&text, &inner, &strangers).unwrap_or_default();
        let crates = crates.into_iter().filter(|(_, gate, _)| is_on(gate));
        met.extend(crates.map(|(name, _, span)| Stranger {
            name,
            place: Place::at(&source, span),
            table: unit.table,
            manifest: unit.manifest.path.clone(),
        }));
        for taken in files.into_iter().filter(|taken| is_on(&taken.gate)) {
            let beside = if taken.is_from_crate {
                &unit.manifest.path
            } else {
                &source
            };
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
            found.files.push(needed);
        }
    }
    // A crate may have a library of another name than its own: one that no source names may be any stranger.
    let is_named = |name: &String| texts.iter().any(|text: &Arc<str>| rust::begins(text, name));
    if !met.is_empty() && unit.crates.iter().flatten().all(is_named) {
        found.strangers.extend(met);
    }
}

/// Whether a source has anything in it by which it may take a file in; if not, it is not parsed.
fn may_take(text: &str) -> bool {
    let declares = |line: &str| line.contains("mod ") && line.contains(';');
    text.contains("include") || text.lines().any(declares)
}
