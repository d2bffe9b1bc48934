//! The oldest Python that the wheels are for, by the manifests and by what CI asks for.

use crate::project::manifests::bindings;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::features;
use crate::project::manifests::features::Active;
use crate::project::manifests::pyproject::Pyproject;

/// The oldest Python that a stable ABI wheel is built for, and what says so.
#[derive(Clone, Debug)]
pub struct Floor<'a> {
    /// The minor version.
    pub minor: u64,
    /// The features that name it, one at least.
    pub features: Vec<Active<'a>>,
}

/// The PyO3 that each feature came with; `abi3-py39` and older ones came with the first of them.
const SINCE: [(u64, semver::Version); 6] = [
    (10, semver::Version::new(0, 15, 0)),
    (11, semver::Version::new(0, 18, 0)),
    (12, semver::Version::new(0, 20, 1)),
    (13, semver::Version::new(0, 24, 1)),
    (14, semver::Version::new(0, 25, 0)),
    (15, semver::Version::new(0, 29, 0)),
];

/// The floor that the manifests name; PyO3 takes the lowest that a feature names.
///
/// `None` where no feature names one, or where one counts for some wheels only.
pub fn of_manifests<'a>(pyproject: &'a Pyproject, cargo: &'a Crate) -> Option<Floor<'a>> {
    let krates = bindings::CRATES.into_iter();
    let active = krates.flat_map(|krate| features::active(pyproject, cargo, krate));
    let mut stable: Vec<Active<'_>> = active.filter(|feature| is_word(feature.name)).collect();
    let lowest = stable.iter().filter_map(|feature| minor(feature.name)).min()?;
    if stable.iter().any(|feature| feature.conditional) {
        return None;
    }
    stable.retain(|feature| minor(feature.name) == Some(lowest));
    Some(Floor {
        minor: lowest,
        features: stable,
    })
}

/// Whether a feature of PyO3 is about the stable ABI.
pub(crate) fn is_word(feature: &str) -> bool {
    feature.starts_with("abi3")
}

/// The oldest Python that a feature of PyO3 names.
pub(crate) fn minor(feature: &str) -> Option<u64> {
    feature.strip_prefix("abi3-py3")?.parse().ok()
}

/// Whether a PyO3 has the feature `abi3-py3{minor}`.
pub fn has_feature(pyo3: &semver::Version, minor: u64) -> bool {
    let is_old_enough = bindings::oldest_python(pyo3).is_some_and(|oldest| minor >= oldest);
    is_old_enough && minor < SINCE[0].0
        || SINCE
            .iter()
            .any(|(known, since)| *known == minor && since <= pyo3)
}
