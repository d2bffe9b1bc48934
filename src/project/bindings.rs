//! Which PyO3 a project has, as its lock and its manifest say.

use super::cargo::Crate;
use super::{features, lock, version};
use crate::syntax::toml::{Node, Toml};

/// The version of PyO3, or of its lower half, that the lock names, or else the lowest that the manifest allows.
pub fn version(cargo: Option<&Crate>, lock: Option<&Toml>) -> Option<semver::Version> {
    locked(lock).or_else(|| version::lower_bound(requirement(cargo)?))
}

/// Whether the version of PyO3 is surely below `version`: that in the lock, or else each that the manifest allows.
pub fn stays_below(cargo: Option<&Crate>, lock: Option<&Toml>, version: &semver::Version) -> bool {
    match locked(lock) {
        Some(locked) => locked < *version,
        None => requirement(cargo).is_some_and(|requirement| version::stays_below(requirement, version)),
    }
}

fn requirement(cargo: Option<&Crate>) -> Option<&str> {
    let (_, dependency) = features::bindings(cargo?)?;
    dependency.version?.as_str()
}

fn locked(lock: Option<&Toml>) -> Option<semver::Version> {
    let package = ["pyo3", "pyo3-ffi"]
        .into_iter()
        .find_map(|name| lock::package(lock?, name))?;
    package.get("version").and_then(Node::as_str)?.parse().ok()
}
