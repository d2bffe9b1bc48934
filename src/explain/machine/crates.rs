//! What the crates in Cargo.lock ask of rustc, as far as they are on the machine.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::explain::facts::Machine;
use crate::project::Project;
use crate::project::manifests::lock::{Locked, packages};
use crate::standards::version::lower_bound;
use crate::syntax::toml::{Node, Toml};

/// What the crates that every build needs ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The crate that asks for the newest rustc, its version, and that rustc.
    pub newest: Option<(String, String, semver::Version)>,
    /// How many of the crates are not here yet, so that it is not known what they ask for.
    pub unknown: usize,
}

/// The folders in which cargo keeps the sources of the crates in a lock, by their names: `pyo3-0.30.1`.
pub fn folders(lock: &Toml) -> Vec<String> {
    let of_registry = packages(lock).filter(is_of_registry);
    of_registry.filter_map(|package| folder(&package)).collect()
}

fn is_of_registry(package: &Locked<'_>) -> bool {
    package.source.is_some_and(|source| !source.starts_with("git+"))
}

fn folder(package: &Locked<'_>) -> Option<String> {
    Some(format!("{}-{}", package.name, package.version.as_str()?))
}

/// Follows the dependencies that are neither optional nor for some platforms only: what else is built is not known.
pub fn needs(project: &Project, machine: &Machine) -> Option<Needs> {
    let (lock, cargo) = (project.lock.as_ref()?, project.cargo.as_ref()?);
    let locked: Vec<Locked<'_>> = packages(lock).collect();
    let own = cargo.name()?.as_str()?;
    let root = locked
        .iter()
        .find(|package| package.name == own && package.source.is_none())?;
    let names = required(&cargo.manifest, |node| cargo.registry_name(node));
    let mut queue: Vec<&Locked<'_>> = names
        .iter()
        .filter_map(|name| resolved(&locked, root, name))
        .collect();
    let mut needs = Needs::default();
    let mut seen = BTreeSet::new();
    while let Some(package) = queue.pop() {
        let Some(folder) = folder(package).filter(|_| is_of_registry(package)) else {
            continue;
        };
        if !seen.insert(folder.clone()) {
            continue;
        }
        let manifest = machine.crates.get(&folder);
        let Some(toml) = manifest
            .and_then(|text| Toml::parse(&Arc::from(folder.as_str()), &Arc::from(text.as_str())).ok())
        else {
            needs.unknown += 1;
            continue;
        };
        let asked = toml
            .get(&["package", "rust-version"])
            .and_then(Node::as_str)
            .and_then(lower_bound);
        if let Some(asked) = asked
            && needs.newest.as_ref().is_none_or(|(.., newest)| asked > *newest)
        {
            let version = package.version.as_str().unwrap_or_default();
            needs.newest = Some((package.name.to_owned(), version.to_owned(), asked));
        }
        let names = required(&toml, |node| {
            node.get("package").and_then(Node::as_str).unwrap_or(node.key())
        });
        queue.extend(names.iter().filter_map(|name| resolved(&locked, package, name)));
    }
    Some(needs)
}

/// The names, on the registry, of what a manifest always asks for.
fn required<'a>(manifest: &'a Toml, name: impl Fn(Node<'a>) -> &'a str) -> Vec<String> {
    let tables = ["dependencies", "build-dependencies"];
    let tables = tables.iter().filter_map(|table| manifest.get(&[table]));
    let required = tables
        .flat_map(Node::entries)
        .filter(|node| node.get("optional").and_then(Node::as_bool) != Some(true));
    required.map(|node| name(node).to_owned()).collect()
}

/// The package that a dependency of another one is.
fn resolved<'a, 'l>(locked: &'l [Locked<'a>], of: &Locked<'a>, name: &str) -> Option<&'l Locked<'a>> {
    let listed = of.node.get("dependencies")?.items();
    let mut entries = listed.into_iter().filter_map(Node::as_str);
    let entry = entries.find(|entry| entry.split(' ').next() == Some(name))?;
    let version = entry.split(' ').nth(1);
    let mut all = locked.iter().filter(|package| package.name == name);
    match version {
        Some(version) => all.find(|package| package.version.as_str() == Some(version)),
        None => all.next(),
    }
}
