//! The oldest Python that the wheels are for, by the manifests and by what CI asks for.

use super::Project;
use super::cargo::Crate;
use super::features::{self, Abi3Floor, BINDINGS};
use super::pyproject::Pyproject;
use super::workflow::build::{Build, Features};
use crate::place::Place;

/// The floor of the stable ABI that the manifests name, if CI builds no wheel with another, or may.
pub fn floor(project: &Project) -> Option<Abi3Floor<'_>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let floor = features::abi3_floor(pyproject, cargo)?;
    let mut builds = project.ci.builds.iter().filter(|build| build.wheels);
    let agrees = |build: &Build| of_build(pyproject, cargo, build) == Some(Some(floor.minor));
    builds.all(agrees).then_some(floor)
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
    let is_named = build
        .features
        .as_ref()
        .is_some_and(|asked| *asked != Features::default());
    is_named.then_some((minor, &build.place))
}

/// Whether a wheel may be for the stable ABI: a manifest or a build has a word about it, or may have.
pub fn is_possible(project: &Project) -> bool {
    let (Some(pyproject), Some(cargo)) = (&project.pyproject, &project.cargo) else {
        return true;
    };
    let is_word = |text: &str| text.contains("abi3");
    let manifests = [&pyproject.toml, &cargo.manifest, cargo.root()];
    let mut manifests = manifests.into_iter().chain(&cargo.path_dependencies);
    let asks = |build: &Build| {
        let listed = build.features.as_ref().map(|features| &features.listed);
        listed.is_none_or(|listed| listed.iter().any(|name| is_word(name)))
    };
    manifests.any(|manifest| is_word(&manifest.text)) || project.ci.builds.iter().any(asks)
}

/// The floor of one build: `Some(None)` for wheels of one Python each, `None` where it is not known.
fn of_build(pyproject: &Pyproject, cargo: &Crate, build: &Build) -> Option<Option<u64>> {
    let asked = build.features.as_ref()?;
    let names = BINDINGS
        .into_iter()
        .flat_map(|krate| features::asked_for(pyproject, cargo, krate, asked));
    let mut lowest = None;
    for (name, conditional) in names.filter(|(name, _)| name.starts_with("abi3")) {
        if conditional {
            return None;
        }
        let minor = name
            .strip_prefix("abi3-py3")
            .and_then(|minor| minor.parse::<u64>().ok());
        lowest = lowest.into_iter().chain(minor).min();
    }
    Some(lowest)
}
