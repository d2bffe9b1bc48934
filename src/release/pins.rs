//! The distributions of the repository that go out together, and the exact versions that they ask of each other.

use std::sync::Arc;

use pep440_rs::{Operator, Version};

use crate::project::manifests::pyproject::Pyproject;
use crate::release::numbering::Numbering;
use crate::release::own::Own;
use crate::release::spot::{Form, Kind, Spot, inside};
use crate::standards::requirement::{Read, Requirement, normal_name, read_all, specifiers};
use crate::standards::version::to_pep440;
use crate::syntax::toml::Node;
use crate::text::place::{Place, Span};
use crate::tree;

/// A distribution of the repository.
type Distribution<'a> = (&'a Arc<str>, &'a Pyproject);

/// The versions of the other distributions that repeat that of the project, and the pins between all of them.
pub fn spots(own: &Own<'_>, numbering: &Numbering<'_>) -> Vec<Spot> {
    let Some(project) = own
        .pyprojects()
        .find(|(path, _)| path.as_ref() == "pyproject.toml")
    else {
        return Vec::new();
    };
    let others: Vec<Distribution<'_>> = own
        .pyprojects()
        .filter(|other| other.0 != project.0 && goes_along(own, numbering, project, *other))
        .collect();
    let versions = others.iter().filter_map(|(path, other)| {
        let node = other.field("version")?;
        Spot::of_node(Kind::Distribution, node, path, true, Form::Alike)
    });
    let together: Vec<Distribution<'_>> = std::iter::once(project).chain(others.iter().copied()).collect();
    let pins = together.iter().flat_map(|one| {
        let rest = together.iter().filter(|other| other.0 != one.0);
        rest.flat_map(|other| pins(*one, *other))
            .filter_map(|pin| spot(one.0, &pin, &numbering.wheel.pep440))
    });
    versions.chain(pins).collect()
}

/// Whether another distribution repeats the version, and is built from the same workspace or pinned to this one.
fn goes_along(
    own: &Own<'_>,
    numbering: &Numbering<'_>,
    project: Distribution<'_>,
    other: Distribution<'_>,
) -> bool {
    let pinned = || !pins(project, other).is_empty() || !pins(other, project).is_empty();
    match other.1.field("version").and_then(Node::as_str) {
        Some(version) => {
            let is_same = to_pep440(version).as_ref() == Some(&numbering.wheel.pep440);
            is_same && (!numbering.is_separate && is_of_workspace(own, other) || pinned())
        }
        // Its version comes with that of its crate.
        None => manifest(own, other).is_some_and(|path| numbering.crates.iter().any(|own| own.path == path)),
    }
}

/// Whether maturin builds a distribution from a crate of the workspace of the project.
fn is_of_workspace(own: &Own<'_>, other: Distribution<'_>) -> bool {
    let root = |path: &str| {
        let manifest = own.manifest(path)?;
        Some(own.root_of(manifest).unwrap_or(manifest).path.clone())
    };
    let ours = own.binding().and_then(|binding| root(&binding.path));
    ours.is_some() && ours == manifest(own, other).and_then(|path| root(&path))
}

/// The manifest of the crate that maturin builds a distribution from.
fn manifest(own: &Own<'_>, (path, pyproject): Distribution<'_>) -> Option<Arc<str>> {
    let named = pyproject.maturin("manifest-path").and_then(Node::as_str);
    let path = tree::join(tree::parent(path), named.unwrap_or("Cargo.toml"));
    pyproject.is_maturin().then(|| own.known(&path))
}

/// The exact requirements that one distribution has of another.
fn pins<'a>(one: Distribution<'a>, other: Distribution<'_>) -> Vec<Read<'a, Requirement>> {
    let Some(name) = other.1.field("name").and_then(Node::as_str).map(normal_name) else {
        return Vec::new();
    };
    let is_pin = |read: &Read<'_, Requirement>| {
        let exact = specifiers(&read.value).is_some_and(|specifiers| {
            let mut operators = specifiers.iter().map(pep440_rs::VersionSpecifier::operator);
            operators.len() == 1 && operators.all(|operator| *operator == Operator::Equal)
        });
        exact && normal_name(read.value.name.as_ref()) == name
    };
    one.1
        .requirements()
        .into_iter()
        .flat_map(read_all)
        .filter(is_pin)
        .collect()
}

/// Where the version of a pin is written.
fn spot(path: &Arc<str>, pin: &Read<'_, Requirement>, wheel: &Version) -> Option<Spot> {
    let text = pin.node.as_str()?;
    let inside = inside(&pin.node.toml().text, pin.node.value_span()?, text)?;
    let rest = text.split_once("==")?.1;
    let start = text.len() - rest.trim_start().len();
    let length = text[start..]
        .find([',', ';', ')', ' '])
        .unwrap_or(text.len() - start);
    let version = &text[start..start + length];
    let span = Span {
        start: inside.start + start,
        end: inside.start + start + length,
    };
    Some(Spot {
        kind: Kind::Pin,
        place: Place::at(path, span),
        text: version.to_owned(),
        agrees: to_pep440(version).as_ref() == Some(wheel),
        form: Form::Python,
    })
}
