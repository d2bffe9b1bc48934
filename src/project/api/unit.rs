//! What of a crate is compiled at once: where it begins, and the crates that it may name.

use std::collections::BTreeSet;

use crate::project::contents::compiled::{Bindings, bindings};
use crate::project::manifests::cargo::{Crate, library, library_name};
use crate::project::manifests::dependencies::{BUILD, NORMAL, dependencies_of};
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::rust;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// The library or the first program of a crate, or its build script.
pub struct Unit<'a> {
    /// The manifest of the crate.
    pub manifest: &'a Toml,
    /// The path of the first source.
    pub begin: String,
    /// The table of the manifest that brings the crates which it uses.
    pub table: &'static str,
    /// The names of these; `None` where that cannot be judged.
    pub crates: Option<BTreeSet<String>>,
}

impl<'a> Unit<'a> {
    /// What maturin builds of the crate of `cargo`, or the library of a crate that it depends on by path.
    pub fn main(manifest: &'a Toml, pyproject: &Pyproject, cargo: &Crate, tree: &Tree) -> Self {
        let is_own = manifest.path == cargo.manifest.path;
        let begin = match is_own && bindings(pyproject, cargo, tree) == Bindings::Programs {
            true => tree::join(tree::parent(&manifest.path), "src/main.rs"),
            false => library(manifest),
        };
        Self::new(manifest, cargo, begin, NORMAL)
    }

    /// The build script of a crate, if it may have one.
    pub fn script(manifest: &'a Toml, cargo: &Crate) -> Option<Self> {
        let named = manifest.get(&["package", "build"]);
        let path = match named.map(|node| (node.as_bool(), node.as_str())) {
            None | Some((Some(true), _)) => "build.rs",
            Some((_, path)) => path?,
        };
        let begin = tree::join(tree::parent(&manifest.path), path);
        Some(Self::new(manifest, cargo, begin, BUILD))
    }

    fn new(manifest: &'a Toml, cargo: &Crate, begin: String, kinds: &'static [&'static str]) -> Self {
        let edition = cargo.field_of(manifest, "edition").and_then(Node::as_str);
        let names = || {
            let others = dependencies_of(manifest, kinds).map(|node| node.key().replace('-', "_"));
            others.collect()
        };
        Self {
            manifest,
            begin,
            table: kinds[0],
            // In the first edition a path begins at the top of the crate.
            crates: edition.filter(|edition| *edition != "2015").map(|_| names()),
        }
    }

    /// The names at the beginning of paths in one of its sources that may be crates which no manifest brings.
    pub fn strangers<'t>(&self, path: &str, text: &'t str) -> BTreeSet<&'t str> {
        let Some(crates) = &self.crates else {
            return BTreeSet::new();
        };
        let mut found = rust::roots(text, path == self.begin, crates);
        if let Some((own, _)) = library_name(self.manifest).filter(|_| !found.is_empty()) {
            found.remove(own.as_str());
        }
        found
    }
}
