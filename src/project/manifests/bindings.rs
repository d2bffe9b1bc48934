//! PyO3 in a project: the dependency on it, its version, whether it makes an extension module, and for which Pythons.

use crate::project::manifests::cargo::{Crate, Dependency};
use crate::project::manifests::lock;
use crate::standards::version;
use crate::syntax::toml::{Node, Toml};

/// The two crates that an extension module is made with: PyO3, and its lower half.
pub(crate) const CRATES: [&str; 2] = ["pyo3", "pyo3-ffi"];

/// The feature that tells PyO3 that an extension module is built.
pub const EXTENSION_MODULE: &str = "extension-module";

/// The oldest CPython (3.x) by the first PyO3 (0.x) that no longer supports the one before it.
const OLDEST: [(u64, u64); 4] = [(13, 6), (16, 7), (29, 8), (30, 9)];

/// The CPythons (3.x) by the first PyO3 (0.x) that can be built with each.
const NEWEST: [(u64, u64); 3] = [(13, 22), (14, 25), (15, 28)];

/// The oldest PyPy (3.x) by the first PyO3 (0.x) that no longer supports the one before it.
const OLDEST_PYPY: [(u64, u64); 2] = [(23, 9), (27, 11)];

/// The first PyO3 that can be built for a free-threaded Python.
pub const FREE_THREADED: semver::Version = semver::Version::new(0, 23, 0);
/// The first PyO3 that no longer takes the free-threaded Python 3.13.
pub const FREE_THREADED_SINCE_3_14: semver::Version = semver::Version::new(0, 29, 0);

/// The dependency on PyO3, or on its lower half.
pub fn dependency(cargo: &Crate) -> Option<(&'static str, Dependency<'_>)> {
    CRATES
        .into_iter()
        .find_map(|krate| Some((krate, cargo.dependency(krate)?)))
}

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
    dependency(cargo?)?.1.version?.as_str()
}

fn locked(lock: Option<&Toml>) -> Option<semver::Version> {
    let package = CRATES.into_iter().find_map(|name| lock::package(lock?, name))?;
    package.get("version").and_then(Node::as_str)?.parse().ok()
}

/// The minor number of the oldest Python that a PyO3 supports.
///
/// Of a PyO3 beyond the horizon it knows nothing: who asks looks there first.
pub fn oldest_python(pyo3: &semver::Version) -> Option<u64> {
    let known = OLDEST.iter().rfind(|(since, _)| *since <= pyo3.minor);
    known.map(|(_, oldest)| *oldest)
}

/// The same of PyPy.
pub fn oldest_pypy(pyo3: &semver::Version) -> Option<u64> {
    let known = OLDEST_PYPY.iter().rfind(|(since, _)| *since <= pyo3.minor);
    known.map(|(_, oldest)| *oldest)
}

/// The minor number of the first PyO3 that can be built with a CPython (3.x), if that is known.
pub fn first_for(python: u64) -> Option<u64> {
    let known = NEWEST.iter().find(|(newest, _)| *newest == python);
    known.map(|(_, first)| *first)
}
