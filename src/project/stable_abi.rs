//! The oldest Python that the wheels are for, by the manifests and by what CI asks for.

use super::cargo::Crate;
use super::features::{self, Active};
use super::pyproject::Pyproject;
use super::workflow::build::{Build, Features};
use super::{Project, bindings};
use crate::place::Place;

/// The oldest Python that a stable ABI wheel is built for, and what says so.
#[derive(Clone, Debug)]
pub struct Floor<'a> {
    /// The minor version.
    pub minor: u64,
    /// The features that name it, one at least.
    pub features: Vec<Active<'a>>,
}

/// The floor that the manifests name, if CI builds no wheel with another, or may.
pub fn floor(project: &Project) -> Option<Floor<'_>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let floor = of_manifests(pyproject, cargo)?;
    let builds = project.ci.builds.iter().filter(|build| build.wheels);
    let mut builds: Vec<&Build> = builds.collect();
    builds.dedup_by(|one, other| one.features == other.features); // most ask for the same
    let agrees = |build: &Build| of_build(pyproject, cargo, build) == Some(Some(floor.minor));
    builds.into_iter().all(agrees).then_some(floor)
}

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

/// The floor of all published wheels together, and the build that sets it, where CI names it on the command line.
///
/// `None` where a wheel has none, or may have none.
pub fn asked_by_ci(project: &Project) -> Option<(u64, &Place)> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let (_, builds) = project.ci.shipped()?;
    let builds = builds.into_iter().filter(|build| build.wheels);
    let floors: Option<Vec<(u64, &Build)>> = builds
        .map(|build| Some((of_build(pyproject, cargo, build)??, build)))
        .collect();
    let (minor, build) = floors?.into_iter().min_by_key(|(minor, _)| *minor)?;
    let is_named = build.features != Some(Features::default());
    is_named.then_some((minor, &build.place))
}

/// The floor of one build: `Some(None)` for wheels of one Python each, `None` where it is not known.
pub fn of_build(pyproject: &Pyproject, cargo: &Crate, build: &Build) -> Option<Option<u64>> {
    let asked = build.features.as_ref()?;
    let krates = bindings::CRATES.into_iter();
    let names = krates.flat_map(|krate| features::asked_for(pyproject, cargo, krate, asked));
    let mut lowest = None;
    for (name, conditional) in names.filter(|(name, _)| is_word(name)) {
        if conditional {
            return None;
        }
        lowest = lowest.into_iter().chain(minor(&name)).min();
    }
    Some(lowest)
}

/// Whether a wheel may be for the stable ABI: a manifest or a build has a word about it, or may have.
pub fn is_possible(project: &Project) -> bool {
    let (Some(pyproject), Some(cargo)) = (&project.pyproject, &project.cargo) else {
        return true;
    };
    let manifests = [&pyproject.toml, &cargo.manifest, cargo.root()];
    let mut manifests = manifests.into_iter().chain(&cargo.path_dependencies);
    let asks = |build: &Build| {
        let listed = build.features.as_ref().map(|features| &features.listed);
        listed.is_none_or(|listed| listed.iter().any(|name| name.contains("abi3")))
    };
    manifests.any(|manifest| manifest.text.contains("abi3")) || project.ci.builds.iter().any(asks)
}

/// Whether a feature of PyO3 is about the stable ABI.
fn is_word(feature: &str) -> bool {
    feature.starts_with("abi3")
}

/// The oldest Python that a feature of PyO3 names.
fn minor(feature: &str) -> Option<u64> {
    feature.strip_prefix("abi3-py3")?.parse().ok()
}
