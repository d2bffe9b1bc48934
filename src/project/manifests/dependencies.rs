//! What a manifest of cargo depends on.

use crate::syntax::toml::{Node, Toml};
use crate::tree;

/// The tables of dependencies: of the library, of its build script, of its tests.
pub const ALL_KINDS: &[&str] = &["dependencies", "build-dependencies", "dev-dependencies"];
/// The table of those that users get too.
pub const NORMAL: &[&str] = &["dependencies"];

/// The table of those that the build script gets.
pub const BUILD: &[&str] = &["build-dependencies"];

/// The entries of every table of normal dependencies, those of targets too.
pub fn dependencies(manifest: &Toml) -> impl Iterator<Item = Node<'_>> {
    dependencies_of(manifest, NORMAL)
}

/// The entries of every table of these kinds of dependencies, those of targets too.
pub fn dependencies_of<'a>(
    manifest: &'a Toml,
    kinds: &'static [&'static str],
) -> impl Iterator<Item = Node<'a>> {
    let targets = manifest.get(&["target"]).map(Node::entries).unwrap_or_default();
    std::iter::once(manifest.root())
        .chain(targets)
        .flat_map(|table| kinds.iter().filter_map(move |kind| table.get(kind)))
        .flat_map(Node::entries)
}

/// Where a dependency that was followed to its workspace names its version.
pub(crate) fn version_of(node: Node<'_>) -> Option<Node<'_>> {
    if node.as_str().is_some() {
        Some(node)
    } else {
        node.get("version")
    }
}

/// The entry of `[workspace.dependencies]` that a dependency inherits.
pub(crate) fn inherited<'a>(node: Node<'_>, root: &'a Toml) -> Option<Node<'a>> {
    let inherits = node.get("workspace").and_then(Node::as_bool) == Some(true);
    root.get(&["workspace", "dependencies", node.key()])
        .filter(|_| inherits)
}

/// Where a dependency of `manifest` says where its crate is: itself, or in its workspace; and the folder of that manifest.
pub fn source_of<'a>(node: Node<'a>, manifest: &'a Toml, root: &'a Toml) -> (Node<'a>, &'a str) {
    match inherited(node, root) {
        Some(shared) => (shared, tree::parent(&root.path)),
        None => (node, tree::parent(&manifest.path)),
    }
}

/// The manifests of the crates that a manifest depends on by path, itself or through its workspace.
pub(crate) fn path_dependencies(manifest: &Toml, root: &Toml, kinds: &'static [&'static str]) -> Vec<String> {
    dependencies_of(manifest, kinds)
        .filter_map(|node| {
            let (node, base) = source_of(node, manifest, root);
            let folder = tree::join(base, node.get("path")?.as_str()?);
            Some(tree::join(&folder, "Cargo.toml"))
        })
        .collect()
}
