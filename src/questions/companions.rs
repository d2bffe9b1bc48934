//! The packages that stand around a compiled core in its repository and are made to go with it.

use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::requirement::{Read, Requirement, normal_name, read_all};
use crate::standards::version::to_pep440;
use crate::syntax::toml::Node;
use crate::text::place::Place;
use crate::tree;

/// A package that goes with the core.
#[derive(Debug)]
pub struct Companion<'a> {
    /// Its manifest.
    pub pyproject: &'a Pyproject,
    /// Its name, as it is written.
    pub name: &'a str,
    /// Whether the name of the core begins with its name.
    pub is_namesake: bool,
    /// What it, or an extra of it, asks of the core.
    pub asked: Vec<Read<'a, Requirement>>,
}

impl Companion<'_> {
    /// Its version, where its manifest has it.
    pub fn version(&self) -> Option<pep440_rs::Version> {
        to_pep440(self.pyproject.field("version")?.as_str()?)
    }

    /// Whether its manifest lists all that it needs.
    pub fn lists_all(&self) -> bool {
        let dynamic = |name| self.pyproject.dynamic(name).is_some();
        !dynamic("dependencies") && !dynamic("optional-dependencies")
    }
}

/// The companions of a project.
///
/// What only uses a released version of the project, such as an example, is none of them: a companion stands in a folder
/// around the core, has a name with which that of the core begins, or tells uv to take the core from the repository.
pub fn companions(project: &Project) -> Vec<Companion<'_>> {
    let Some(own) = project.name().map(|name| normal_name(&name)) else {
        return Vec::new();
    };
    let here = project.tree.from_top("");
    let found = project.around.iter().filter_map(|pyproject| {
        let name = pyproject.field("name")?.as_str()?;
        let folder = project.tree.from_top(tree::parent(&pyproject.toml.path));
        let is_around = tree::within(&here, &folder);
        let is_namesake = own
            .strip_prefix(&normal_name(name))
            .is_some_and(|rest| rest.starts_with('-'));
        let is_other = normal_name(name) != own;
        let is_companion = is_other && (is_around || is_namesake || takes_from_here(pyproject, &own));
        is_companion.then(|| Companion {
            pyproject,
            name,
            is_namesake,
            asked: asked(pyproject, &own),
        })
    });
    found.collect()
}

/// Whether a manifest tells uv to take the distribution of this name from the repository.
fn takes_from_here(pyproject: &Pyproject, own: &str) -> bool {
    let sources = pyproject.toml.get(&["tool", "uv", "sources"]);
    let sources = sources.map(Node::entries).unwrap_or_default();
    let is_here = |source: &Node<'_>| {
        source.get("path").is_some() || source.get("workspace").and_then(Node::as_bool) == Some(true)
    };
    sources
        .iter()
        .any(|source| normal_name(source.key()) == own && is_here(source))
}

/// What a package asks of the distribution of this name.
fn asked<'a>(pyproject: &'a Pyproject, own: &str) -> Vec<Read<'a, Requirement>> {
    let extras = pyproject.field("optional-dependencies").map(Node::entries);
    let lists = pyproject.field("dependencies").into_iter();
    let all = lists.chain(extras.unwrap_or_default()).flat_map(read_all);
    all.filter(|read| normal_name(read.value.name.as_ref()) == own)
        .collect()
}

/// Where a module of a companion imports the core as soon as it is imported itself, and the package that it imports.
pub fn import(project: &Project, companion: &Companion<'_>) -> Option<(Place, String)> {
    let (module, _) = module_name(project.pyproject.as_ref()?, project.cargo.as_ref())?;
    let core = module
        .rsplit_once('.')
        .map_or(module.as_str(), |(package, _)| package);
    let folder = tree::parent(&companion.pyproject.toml.path);
    let package = normal_name(companion.name).replace('-', "_");
    let places = ["src", "python", package.as_str()].map(|name| tree::join(folder, name));
    let here = project.tree.from_top("");
    let files = places.iter().flat_map(|place| project.tree.files(place, ".py"));
    let foreign = files.filter(|path| !tree::within(&project.tree.from_top(path), &here) || here.is_empty());
    foreign.into_iter().find_map(|path| {
        project.tree.text(&path).filter(|text| text.contains(core))?;
        let parsed = project.tree.python(&path)?;
        let is_core =
            |name: &str| name == core || name.strip_prefix(core).is_some_and(|rest| rest.starts_with('.'));
        let imports = parsed.absolute_imports().into_iter();
        let (_, span) = imports.into_iter().find(|(name, _)| is_core(name))?;
        Some((Place::at(&path, span), core.to_owned()))
    })
}
