//! The oldest Python that the wheels are for, by the manifests and by what CI asks for.

use crate::project::Project;
use crate::project::ci::build::Build;
use crate::project::manifests::bindings;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::features;
use crate::project::manifests::features::Asked;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::stable_abi::{Floor, is_word, minor, of_manifests};
use crate::text::place::Place;

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
    let is_named = build.features != Some(Asked::default());
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

/// Whether the wheels of a build are for the stable ABI of whichever Python builds them.
pub fn is_bare(pyproject: &Pyproject, cargo: &Crate, build: &Build) -> bool {
    let Some(asked) = &build.features else {
        return false;
    };
    let krates = bindings::CRATES.into_iter();
    let names = krates.flat_map(|krate| features::asked_for(pyproject, cargo, krate, asked));
    let words: Vec<(String, bool)> = names.filter(|(name, _)| is_word(name)).collect();
    words
        .iter()
        .any(|(name, conditional)| name == "abi3" && !conditional)
        && words.iter().all(|(name, _)| minor(name).is_none())
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
