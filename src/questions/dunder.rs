//! The `__version__` of an extension module that is the version of a crate as Cargo writes it, and of which crate.

use std::sync::Arc;

use crate::project::Project;
use crate::project::api::exports::{Export, Exported};
use crate::project::contents::layout::module_name;
use crate::syntax::toml::{Node, Toml};
use crate::text::place::{Place, Span};
use crate::tree;

/// The name that people ask a module for.
const DUNDER: &str = "__version__";

/// What the compiler puts in the place of the version of the crate.
const CARGO: &str = "env!(\"CARGO_PKG_VERSION\")";

/// What a name may be defined by.
const KINDS: [&str; 3] = ["const ", "fn ", "static "];

/// Where the compiler puts the version of a crate into the `__version__` that people see.
pub fn of_cargo(project: &Project) -> Option<Place> {
    let mut dunders = project.exports.as_ref()?.named(DUNDER);
    let place = dunders.find_map(|export| from_cargo(project, export))?;
    (is_shown(project) == Some(true)).then_some(place)
}

/// The manifest of the crate whose source a place is in, if that is not the crate that maturin builds.
pub fn other_crate<'a>(project: &'a Project, place: &Place) -> Option<&'a Toml> {
    let cargo = project.cargo.as_ref()?;
    let manifests = std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies);
    let holding = manifests.filter(|manifest| tree::within(&place.path, tree::parent(&manifest.path)));
    let nearest = holding.max_by_key(|manifest| tree::parent(&manifest.path).len())?;
    (nearest.path != cargo.manifest.path).then_some(nearest)
}

/// Whether the module itself is what people import, or the package around it takes the name from there.
fn is_shown(project: &Project) -> Option<bool> {
    let (full, _) = module_name(project.pyproject.as_ref()?, project.cargo.as_ref())?;
    let name = full.rsplit('.').next()?;
    let Some(package) = &project.package else {
        return Some(true);
    };
    let passes_on = |path: &Arc<str>| {
        project.tree.text(path).filter(|text| text.contains(name))?;
        let imports = project.tree.python(path)?.imports().into_iter();
        let mut names = imports
            .filter(|import| import.module.rsplit('.').next() == Some(name))
            .flat_map(|import| import.names);
        Some(names.any(|(name, _)| name == DUNDER || name == "*"))
    };
    Some(package.sources.iter().any(|path| passes_on(path) == Some(true)))
}

/// Where the value that is exported under a name is Cargo's text: the rest of its statement, and nothing else, or what a
/// crate in a folder beside has under the name that the statement gives.
fn from_cargo(project: &Project, export: &Export) -> Option<Place> {
    let name = export
        .place
        .span
        .filter(|_| matches!(export.what, Exported::Value(_)))?;
    let text = project.tree.text(&export.place.path)?;
    let statement = text.get(name.end..)?.split(';').next()?;
    let Some(at) = statement.find(CARGO) else {
        return of_constant(project, statement);
    };
    let (before, after) = (statement[..at].trim(), statement[at + CARGO.len()..].trim());
    let is_constant = before.starts_with(':') && before.ends_with('=') && after.is_empty();
    let is_added = before == "," && after.starts_with(')');
    let start = name.end + at;
    let end = start + CARGO.len();
    (is_constant || is_added).then(|| Place::at(&export.place.path, Span { start, end }))
}

/// Where a path to a name of a crate in a folder beside, which is all that is left of a statement, leads to Cargo's text.
fn of_constant(project: &Project, statement: &str) -> Option<Place> {
    let is_path = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':');
    let value = statement.rsplit('=').next()?.trim_start_matches([',', ' ', '\n']);
    let path = value.split(|letter| !is_path(letter)).next()?;
    let (krate, name) = (path.split("::").next()?, path.rsplit("::").next()?);
    let is_it = |manifest: &&Toml| {
        let name = manifest
            .get(&["lib", "name"])
            .or_else(|| manifest.get(&["package", "name"]));
        name.and_then(Node::as_str)
            .is_some_and(|name| name.replace('-', "_") == krate)
    };
    let manifest = project.cargo.as_ref()?.path_dependencies.iter().find(is_it)?;
    let folder = tree::parent(&manifest.path);
    let mut own = project.sources.iter().filter(|path| tree::within(path, folder));
    own.find_map(|path| {
        let text = project.tree.text(path)?;
        let at = KINDS
            .iter()
            .find_map(|kind| text.find(&format!("{kind}{name}")))?;
        let rest = text[at..].split_inclusive([';', '}']).next()?;
        let start = at + rest.find(CARGO)?;
        let end = start + CARGO.len();
        Some(Place::at(path, Span { start, end }))
    })
}
