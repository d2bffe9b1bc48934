//! Which features of a dependency are on when maturin builds the crate, and what switched each on.

use std::collections::{BTreeSet, VecDeque};

use crate::project::manifests::cargo::{Crate, Dependency};
use crate::project::manifests::dependencies::{dependencies, dependencies_of};
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::toml::{Node, Toml};

/// What a command asks for of cargo's features.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The features by name, as `--features` gives them.
    pub listed: Vec<String>,
    /// `--all-features`.
    pub all: bool,
    /// `--no-default-features`.
    pub no_default: bool,
}

/// A feature of a dependency that is on.
#[derive(Clone, Debug)]
pub struct Active<'a> {
    /// The feature.
    pub name: &'a str,
    /// The string in a manifest that switches it on.
    pub node: Node<'a>,
    /// The array in which it stands.
    pub list: Node<'a>,
    /// Whether it is on only for some interpreters (`{ feature = …, python-version = … }`) or platforms.
    pub conditional: bool,
}

/// The features of the dependency `krate` that are on, in the crate or in a crate that it depends on by path.
///
/// Follows default features, `[features]`, `[workspace.dependencies]` and `[tool.maturin] features`.
pub fn active<'a>(pyproject: &'a Pyproject, cargo: &'a Crate, krate: &str) -> Vec<Active<'a>> {
    let mut found = Vec::new();
    if let Some(dependency) = cargo.dependency(krate) {
        found = walk(pyproject, cargo, dependency.name).found;
        let conditional = is_for_platforms(&cargo.manifest, dependency.node);
        for list in dependency.features {
            found.extend(listed(list, conditional));
        }
    }
    found.extend(of_path_dependencies(cargo, krate));
    found
}

/// The features of the crate itself that are on, those for some interpreters only among them.
pub fn own(pyproject: &Pyproject, cargo: &Crate) -> BTreeSet<String> {
    walk(pyproject, cargo, "")
        .seen
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

/// The features of the crate itself that are on in every build.
pub fn always(pyproject: &Pyproject, cargo: &Crate) -> BTreeSet<String> {
    let seen = walk(pyproject, cargo, "").seen.into_iter();
    seen.filter(|(_, conditional)| !conditional)
        .map(|(name, _)| name)
        .collect()
}

/// Whether a dependency takes part in the build: it is not optional, or a feature that is on switches it on.
pub fn takes_part(pyproject: &Pyproject, cargo: &Crate, dependency: &Dependency<'_>) -> bool {
    !dependency.optional || walk(pyproject, cargo, dependency.name).switched_on
}

/// The tables in which an optional dependency may stand.
const OPTIONAL: &[&str] = &["dependencies", "build-dependencies"];

/// The features that a crate has: those that it lists, and its optional dependencies, unless a feature calls them `dep:`.
pub fn defined(manifest: &Toml) -> BTreeSet<&str> {
    let lists = manifest.get(&["features"]).map(Node::entries).unwrap_or_default();
    let items = lists.iter().flat_map(|list| list.items());
    let hidden: BTreeSet<&str> = items
        .filter_map(|item| item.as_str()?.strip_prefix("dep:"))
        .collect();
    let is_optional = |node: &Node<'_>| node.get("optional").and_then(Node::as_bool) == Some(true);
    let optional = dependencies_of(manifest, OPTIONAL).filter(is_optional);
    let optional = optional.map(Node::key).filter(|name| !hidden.contains(name));
    lists.iter().map(|list| list.key()).chain(optional).collect()
}

/// The features of the crate itself that are on in a build, those for some interpreters only among them.
pub fn own_asked_for(pyproject: &Pyproject, cargo: &Crate, asked: &Asked) -> BTreeSet<String> {
    let mut walk = of_build(pyproject, cargo, "", asked);
    for name in &asked.listed {
        match name.split_once('/') {
            Some((package, name)) if walk.is_own(package) => walk.feature(name, false),
            Some(_) => {}
            None => walk.feature(name, false),
        }
    }
    walk.seen.into_iter().map(|(name, _)| name).collect()
}

/// The default features of a build, or all, or those of `[tool.maturin]`, unless it lists others.
fn of_build<'a>(pyproject: &'a Pyproject, cargo: &'a Crate, dependency: &'a str, asked: &Asked) -> Walk<'a> {
    let is_true = |key| pyproject.maturin(key).and_then(Node::as_bool) == Some(true);
    let mut walk = Walk::new(&cargo.manifest, dependency);
    walk.switches(
        !asked.no_default && !is_true("no-default-features"),
        asked.all || is_true("all-features"),
    );
    if asked.listed.is_empty() {
        walk.list(pyproject);
    }
    walk
}

/// The features of the dependency `krate` that are on in a build, by name, and whether each is on for some wheels only.
///
/// maturin adds switches of the command line to those of `[tool.maturin]`; a list of features takes the place of its.
pub fn asked_for(pyproject: &Pyproject, cargo: &Crate, krate: &str, asked: &Asked) -> Vec<(String, bool)> {
    let Some(dependency) = cargo.dependency(krate) else {
        return Vec::new();
    };
    let mut walk = of_build(pyproject, cargo, dependency.name, asked);
    let mut names: Vec<(String, bool)> = Vec::new();
    for name in &asked.listed {
        match name.split_once('/') {
            Some((krate, name)) if krate.trim_end_matches('?') == dependency.name => {
                names.push((name.to_owned(), false));
            }
            Some((package, name)) if walk.is_own(package) => walk.feature(name, false),
            Some(_) => {}
            None => walk.feature(name, false),
        }
    }
    let conditional = is_for_platforms(&cargo.manifest, dependency.node);
    let lists = dependency.features.iter();
    let found = walk.found.into_iter();
    let found = found.chain(lists.flat_map(|list| listed(*list, conditional)));
    let found = found.chain(of_path_dependencies(cargo, krate));
    names.extend(found.map(|feature| (feature.name.to_owned(), feature.conditional)));
    names
}

fn walk<'a>(pyproject: &'a Pyproject, cargo: &'a Crate, dependency: &'a str) -> Walk<'a> {
    let mut walk = Walk::new(&cargo.manifest, dependency);
    let is_true = |key| pyproject.maturin(key).and_then(Node::as_bool) == Some(true);
    walk.switches(!is_true("no-default-features"), is_true("all-features"));
    walk.list(pyproject);
    walk
}

/// Cargo unifies features: what a crate in the same build asks for is on for all.
fn of_path_dependencies<'a>(cargo: &'a Crate, krate: &str) -> Vec<Active<'a>> {
    let mut found = Vec::new();
    for manifest in &cargo.path_dependencies {
        for node in dependencies(manifest).filter(|node| node.key() == krate) {
            let conditional = is_for_platforms(manifest, node);
            let lists = node.get("features").into_iter();
            found.extend(lists.flat_map(|list| listed(list, conditional)));
            let mut walk = Walk::new(manifest, node.key());
            walk.feature("default", false);
            found.extend(walk.found);
        }
    }
    found
}

fn listed(list: Node<'_>, conditional: bool) -> impl Iterator<Item = Active<'_>> {
    list.items().into_iter().filter_map(move |node| {
        Some(Active {
            name: node.as_str()?,
            node,
            list,
            conditional,
        })
    })
}

/// Whether a dependency stands below `[target.…]`.
fn is_for_platforms(manifest: &Toml, dependency: Node<'_>) -> bool {
    manifest
        .get(&["dependencies", dependency.key()])
        .is_none_or(|everywhere| everywhere.key_span() != dependency.key_span())
}

/// Follows the features of a crate to those of one of its dependencies.
struct Walk<'a> {
    manifest: &'a Toml,
    dependency: &'a str,
    /// The features of the crate that are on, and whether only for some interpreters.
    seen: BTreeSet<(String, bool)>,
    /// Whether one of them switches the dependency on.
    switched_on: bool,
    found: Vec<Active<'a>>,
}

impl<'a> Walk<'a> {
    fn new(manifest: &'a Toml, dependency: &'a str) -> Self {
        Self {
            manifest,
            dependency,
            seen: BTreeSet::new(),
            switched_on: false,
            found: Vec::new(),
        }
    }

    /// The default features, and all.
    fn switches(&mut self, default: bool, all: bool) {
        if default {
            self.feature("default", false);
        }
        if all {
            self.switched_on = true;
            for feature in self
                .manifest
                .get(&["features"])
                .map(Node::entries)
                .unwrap_or_default()
            {
                self.feature(feature.key(), false);
            }
        }
    }

    /// `[tool.maturin] features`.
    fn list(&mut self, pyproject: &'a Pyproject) {
        let Some(list) = pyproject.maturin("features") else {
            return;
        };
        for node in list.items() {
            let (asked, conditional) = match node.as_str() {
                Some(name) => (Some(name), false),
                None => (node.get("feature").and_then(Node::as_str), true),
            };
            let own = asked.and_then(|text| self.requested(text, node, list, conditional));
            own.into_iter().for_each(|name| self.feature(name, conditional));
        }
    }

    /// A feature of the crate: what it lists is on too, and so on.
    fn feature(&mut self, name: &str, conditional: bool) {
        let mut open = VecDeque::from([name]);
        while let Some(name) = open.pop_front() {
            if !self.seen.insert((name.to_owned(), conditional)) {
                continue;
            }
            let Some(list) = self.manifest.get(&["features", name]) else {
                self.switched_on |= name == self.dependency; // an optional dependency is a feature of its name
                continue;
            };
            for node in list.items() {
                let text = node.as_str();
                open.extend(text.and_then(|text| self.requested(text, node, list, conditional)));
            }
        }
    }

    /// The feature of the crate that is asked for by what a list has: `name`, `dep:name`, `krate/name` or `krate?/name`.
    fn requested(
        &mut self,
        text: &'a str,
        node: Node<'a>,
        list: Node<'a>,
        conditional: bool,
    ) -> Option<&'a str> {
        if let Some(name) = text.strip_prefix("dep:") {
            self.switched_on |= name == self.dependency;
            return None;
        }
        match text.split_once('/') {
            Some((krate, name)) if krate.trim_end_matches('?') == self.dependency => {
                self.switched_on |= !krate.ends_with('?');
                self.found.push(Active {
                    name,
                    node,
                    list,
                    conditional,
                });
                None
            }
            Some((package, name)) => self.is_own(package).then_some(name),
            None => Some(text),
        }
    }

    fn is_own(&self, package: &str) -> bool {
        self.manifest.get(&["package", "name"]).and_then(Node::as_str) == Some(package)
    }
}
