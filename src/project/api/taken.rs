//! What the Rust sources surely take in when the crate is built: files, and other crates.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::project::api::sources::RustSource;
use crate::project::api::unit::Unit;
use crate::project::manifests::cargo::{Crate, library_name};
use crate::project::manifests::dependencies::source_of;
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::rust::{self, Base, Gate, Source, Taken, Taking};
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

/// What the crate that is built takes in, and the crates that it depends on by path in every build.
///
/// What is compiled only under a condition counts where the condition surely holds. `sources` are those that have been
/// read as parts of what is built.
pub fn read(pyproject: &Pyproject, cargo: &Crate, tree: &Tree, sources: &[RustSource]) -> TakenIn {
    let own = features::always(pyproject, cargo);
    let none = BTreeSet::new();
    let mut found = TakenIn::default();
    for manifest in crates(cargo) {
        let is_own = manifest.path == cargo.manifest.path;
        let features = if is_own { &own } else { &none };
        let main = Unit::main(manifest, pyproject, cargo, tree);
        // Two crates may share a source, and each has crates of its own.
        let name = library_name(manifest).map_or_else(String::new, |(name, _)| name);
        let known = sources.iter().filter(|source| source.krate == name);
        let known = known.map(|source| (&*source.path, &source.source)).collect();
        of_unit(tree, &main, features, &known, &mut found);
        if let Some(script) = Unit::script(manifest, cargo) {
            of_unit(tree, &script, features, &BTreeMap::new(), &mut found);
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

/// What the sources of a unit take in, from its first one on.
fn of_unit(
    tree: &Tree,
    unit: &Unit<'_>,
    features: &BTreeSet<String>,
    known: &BTreeMap<&str, &Source>,
    found: &mut TakenIn,
) {
    let is_on = |gate: &Gate| !gate.unsure && gate.features.iter().all(|name| features.contains(name));
    // A source, and the folder of its modules beside it.
    let mut open: Vec<(String, String)> = vec![(unit.begin.clone(), String::new())];
    let mut seen = BTreeSet::new();
    let mut met = Vec::new();
    while let Some((path, inner)) = open.pop() {
        let is_new = seen.insert(path.clone());
        let Some(text) = tree.text(&path).filter(|_| is_new) else {
            continue;
        };
        let read = || rust::read(&text, &unit.strangers(&path, &text)).unwrap_or_default();
        let known = known.get(path.as_str()).map(|source| Cow::Borrowed(*source));
        let Taking { files, crates } = &known.unwrap_or_else(|| Cow::Owned(read())).taking;
        let source: Arc<str> = path.into();
        let crates = crates.iter().filter(|(_, gate, _)| is_on(gate));
        met.extend(crates.map(|(name, _, span)| Stranger {
            name: name.clone(),
            place: Place::at(&source, *span),
            table: unit.table,
            manifest: unit.manifest.path.clone(),
        }));
        for taken in files.iter().filter(|taken| is_on(&taken.gate)) {
            let needed = needed(taken, &source, &inner, unit);
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
    let texts = || seen.iter().filter_map(|path| tree.text(path));
    let is_named = |name: &String| texts().any(|text| rust::begins(&text, name));
    if !met.is_empty() && unit.crates.iter().flatten().all(is_named) {
        found.strangers.extend(met);
    }
}

/// The file that a source takes in, whose modules stand in the folder `inner` beside it.
fn needed(taken: &Taken, source: &Arc<str>, inner: &str, unit: &Unit<'_>) -> Needed {
    let beside = match taken.base {
        Base::Crate => &unit.manifest.path,
        Base::Source | Base::Modules => source,
    };
    let paths = match taken.base {
        Base::Modules if !inner.is_empty() => {
            let below = taken.paths.iter().map(|path| format!("{inner}/{path}"));
            below.collect()
        }
        _ => taken.paths.clone(),
    };
    Needed {
        place: Place::at(source, taken.span),
        source: source.clone(),
        beside: beside.clone(),
        paths,
    }
}
