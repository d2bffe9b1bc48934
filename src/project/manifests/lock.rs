//! Cargo.lock: the packages that it holds, and what the crate asks of it.

use crate::project::manifests::cargo::Crate;
use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of, inherited, version_of};
use crate::syntax::toml::{Node, Toml};
use crate::tree;

/// A package in a lock.
#[derive(Clone, Copy, Debug)]
pub struct Locked<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where its version is written.
    pub version: Node<'a>,
    /// Where it comes from; nothing for the crates of the workspace and others by path.
    pub source: Option<&'a str>,
    /// All that the lock says of it.
    pub node: Node<'a>,
}

/// A version that the crate asks the registry for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The name on the registry.
    pub name: &'a str,
    /// The versions that will do.
    pub requirement: semver::VersionReq,
    /// Where they are written.
    pub node: Node<'a>,
}

/// Where the lock of the crate stands, or would stand.
pub fn path(cargo: &Crate) -> String {
    tree::join(cargo.root_folder(), "Cargo.lock")
}

/// The first entry of a lock for a crate.
pub fn package<'a>(lock: &'a Toml, name: &str) -> Option<Node<'a>> {
    packages(lock)
        .find(|package| package.name == name)
        .map(|package| package.node)
}

/// The packages of a lock, of Cargo or of uv, that have a version.
pub fn packages(lock: &Toml) -> impl Iterator<Item = Locked<'_>> {
    let packages = lock.get(&["package"]).map(Node::items).unwrap_or_default();
    packages.into_iter().filter_map(|package| {
        Some(Locked {
            name: package.get("name")?.as_str()?,
            version: package.get("version")?,
            source: package.get("source").and_then(Node::as_str),
            node: package,
        })
    })
}

/// The crates, by their names on the registry, that come from where a `[patch]` says.
pub fn patched(cargo: &Crate) -> Vec<&str> {
    let patches = cargo
        .root()
        .get(&["patch"])
        .map(Node::entries)
        .unwrap_or_default();
    let patches = patches.into_iter().flat_map(Node::entries);
    patches
        .map(|patch| patch.get("package").and_then(Node::as_str).unwrap_or(patch.key()))
        .collect()
}

/// What the crate asks the registry for: for the library, for its build script and for its tests.
///
/// What comes from a folder, from git or by a patch is left out.
pub fn wanted(cargo: &Crate) -> Vec<Wanted<'_>> {
    let patched = patched(cargo);
    let wanted = |node| {
        let name = cargo.registry_name(node);
        let source = inherited(node, cargo.root()).unwrap_or(node);
        let is_elsewhere = ["path", "git"].iter().any(|key| source.get(key).is_some());
        let node = version_of(source).filter(|_| !is_elsewhere && !patched.contains(&name))?;
        let requirement = semver::VersionReq::parse(node.as_str()?).ok()?;
        Some(Wanted {
            name,
            requirement,
            node,
        })
    };
    dependencies_of(&cargo.manifest, ALL_KINDS)
        .filter_map(wanted)
        .collect()
}
