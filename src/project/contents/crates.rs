//! The crates that go into the source distribution with the one that is built: those that it depends on by path.

use crate::project::manifests::cargo::Crate;
use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of, inherited};
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::workspace;
use crate::project::reader::Reader;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// A crate that another one depends on by its path.
#[derive(Debug)]
pub struct Local {
    /// Its manifest.
    pub manifest: Toml,
    /// The manifest of its workspace, if that is another one than that of the crate that is built.
    pub workspace: Option<Toml>,
}

/// The crates that the crate depends on by path, for its library, its build script or its tests, and theirs.
///
/// An optional one counts if the default features, or those that somebody asks for, switch it on.
pub fn local(pyproject: &Pyproject, cargo: &Crate, tree: &Tree) -> Vec<Local> {
    let mut found: Vec<Local> = Vec::new();
    let own = cargo.manifest.path.as_ref();
    let is_on = |node: Node<'_>| {
        let dependency = cargo.dependency(cargo.registry_name(node));
        dependency.is_none_or(|dependency| features::takes_part(pyproject, cargo, &dependency))
    };
    let mut open: Vec<(String, Vec<String>)> = wanted(&cargo.manifest, cargo.root(), true, &is_on);
    let is_workspace = cargo.root().get(&["workspace"]).is_some();
    while let Some((path, asked)) = open.pop() {
        let is_known = path == own || found.iter().any(|known| *known.manifest.path == *path);
        let manifest = tree.text(&path).filter(|_| !is_known);
        let Some(manifest) = manifest.and_then(|text| Toml::parse(&path.as_str().into(), &text).ok()) else {
            continue;
        };
        let is_inside = tree.below(&path, cargo.root_folder()).is_some();
        let workspace = match is_inside {
            true => None,
            false => Some(root_of(&manifest, tree)),
        };
        let root = workspace.as_ref().unwrap_or(cargo.root());
        let mut asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        asked.push("default");
        let is_on = |node: Node<'_>| features::switch_on(&manifest, &asked, node.key());
        let is_member = is_inside && is_workspace;
        let on = |node: Node<'_>| node.get("optional").and_then(Node::as_bool) != Some(true) || is_on(node);
        open.extend(wanted(&manifest, root, is_member, &on));
        found.push(Local { manifest, workspace });
    }
    found
}

/// The manifest of the workspace of a crate, which may be its own.
fn root_of(manifest: &Toml, tree: &Tree) -> Toml {
    let root = workspace::of(manifest, &mut Reader::new(tree));
    root.unwrap_or_else(|| manifest.clone())
}

/// The manifests of the crates that a crate depends on by path, and the features that it asks each for.
fn wanted(
    manifest: &Toml,
    root: &Toml,
    is_member: bool,
    is_on: &dyn Fn(Node<'_>) -> bool,
) -> Vec<(String, Vec<String>)> {
    let kinds = if is_member { ALL_KINDS } else { &ALL_KINDS[..2] };
    let found = dependencies_of(manifest, kinds).filter(|node| is_on(*node));
    let found = found.filter_map(|node| {
        let shared = inherited(node, root);
        let (source, base) = match shared {
            Some(shared) => (shared, tree::parent(&root.path)),
            None => (node, tree::parent(&manifest.path)),
        };
        let folder = tree::join(base, source.get("path")?.as_str()?);
        let lists = [Some(node), shared]
            .into_iter()
            .flatten()
            .filter_map(|node| node.get("features"));
        let features = lists.flat_map(Node::items);
        let features = features.filter_map(|feature| feature.as_str().map(str::to_owned));
        Some((tree::join(&folder, "Cargo.toml"), features.collect()))
    });
    found.collect()
}
