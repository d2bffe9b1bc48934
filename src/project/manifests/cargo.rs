//! Cargo.toml: the crate that becomes the extension, and the workspace around it.

use std::sync::Arc;

use crate::project::manifests::dependencies::{
    NORMAL, dependencies, inherited, path_dependencies, version_of,
};
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::workspace;
use crate::project::reader::Reader;
use crate::syntax::toml::{Node, Toml};
use crate::tree;
use crate::tree::Tree;

/// A crate, its manifest and what it inherits.
#[derive(Debug)]
pub struct Crate {
    /// The manifest.
    pub manifest: Toml,
    /// The manifest of the workspace, if it is another file.
    pub workspace: Option<Toml>,
    /// The manifest of a workspace that claims the crate without having it as a member.
    pub claimed_by: Option<Toml>,
    /// The crates that it depends on by path, and theirs, without workspaces of their own.
    pub path_dependencies: Vec<Toml>,
}

/// A dependency on one crate, wherever the manifest and its workspace name it.
#[derive(Debug)]
pub struct Dependency<'a> {
    /// The entry in the manifest of the crate.
    pub node: Node<'a>,
    /// The version requirement.
    pub version: Option<Node<'a>>,
    /// The lists of features that are asked for: of the workspace, and of the crate.
    pub features: Vec<Node<'a>>,
    /// Whether only a feature of the crate switches it on.
    pub optional: bool,
    /// The name that the manifest gives it.
    pub name: &'a str,
}

/// The profiles that cargo itself has.
pub const PROFILES: [&str; 4] = ["bench", "dev", "release", "test"];

/// The names that cargo lets nobody give a profile.
#[rustfmt::skip]
const RESERVED: [&str; 20] = [
    "build", "build-override", "check", "clean", "config", "debug", "fetch", "fix", "install", "metadata", "package",
    "publish", "report", "root", "run", "rust", "rustc", "rustdoc", "target", "tmp",
];

/// Whether cargo lets nobody give a profile this name.
pub fn is_reserved(profile: &str) -> bool {
    profile.starts_with("cargo") || RESERVED.contains(&profile)
}

/// The manifest of a crate beside Python sources that have a folder of their own.
const BESIDE_PYTHON: &str = "rust/Cargo.toml";

/// Finds the manifest as maturin does: by `manifest-path`, in `rust/` beside Python sources, or beside pyproject.toml.
pub fn find(pyproject: &Pyproject, reader: &mut Reader<'_>) -> Option<Crate> {
    read(&manifest_path(pyproject, reader.tree), reader)
}

/// Where maturin looks for the manifest.
pub fn manifest_path(pyproject: &Pyproject, tree: &Tree) -> String {
    match pyproject.maturin("manifest-path").and_then(Node::as_str) {
        Some(path) => tree::join("", path),
        None => {
            let has_source = python_source(pyproject, tree).is_some();
            let is_beside = has_source && tree.exists(BESIDE_PYTHON);
            if is_beside { BESIDE_PYTHON } else { "Cargo.toml" }.to_owned()
        }
    }
}

/// The folder that holds the Python package, where it has one: `python-source`, or `src/` with a crate in `rust/`.
pub fn python_source(pyproject: &Pyproject, tree: &Tree) -> Option<String> {
    if let Some(source) = pyproject.maturin("python-source").and_then(Node::as_str) {
        return Some(tree::join("", source));
    }
    let name = pyproject.field("name")?.as_str()?.replace('-', "_");
    let others = pyproject.maturin("python-packages").map(Node::items);
    let others = others.iter().flatten().filter_map(|package| package.as_str());
    let is_package = |name: &str| tree.exists(&format!("src/{name}/__init__.py"));
    let has_package = std::iter::once(name.as_str()).chain(others).any(is_package);
    (has_package && tree.exists(BESIDE_PYTHON)).then(|| "src".to_owned())
}

fn read(path: &str, reader: &mut Reader<'_>) -> Option<Crate> {
    let manifest = reader.toml(path)?;
    manifest.get(&["package"])?;
    let workspace = workspace::of(&manifest, reader);
    let claimed_by =
        workspace::claiming(&manifest, reader).and_then(|(root, is_member)| (!is_member).then_some(root));
    let mut seen = vec![path.to_owned()];
    let mut others = Vec::new();
    let root = workspace.as_ref().unwrap_or(&manifest);
    let mut open = path_dependencies(&manifest, root, NORMAL);
    while let Some(path) = open.pop() {
        let path = reader.tree.shortest(&path);
        if !seen.contains(&path) {
            seen.push(path.clone());
            if let Some(manifest) = reader.toml(&path) {
                open.extend(path_dependencies(&manifest, root, NORMAL));
                others.push(manifest);
            }
        }
    }
    Some(Crate {
        manifest,
        workspace,
        claimed_by,
        path_dependencies: others,
    })
}

impl Crate {
    /// The folder of the manifest, relative to the root of the project.
    pub fn folder(&self) -> &str {
        tree::parent(&self.manifest.path)
    }

    /// The manifest in which profiles, patches and the lock belong.
    pub fn root(&self) -> &Toml {
        self.workspace.as_ref().unwrap_or(&self.manifest)
    }

    /// The folder of the workspace, in which Cargo.lock stands.
    pub fn root_folder(&self) -> &str {
        tree::parent(&self.root().path)
    }

    /// A field of `[package]`, followed to `[workspace.package]` where it is inherited.
    pub fn field(&self, name: &str) -> Option<Node<'_>> {
        self.field_of(&self.manifest, name)
    }

    /// The crate and those that it depends on by path, as far as they stand in its workspace.
    pub fn members(&self) -> impl Iterator<Item = &Toml> {
        let climbs = |path: &str| path.split('/').take_while(|part| *part == "..").count();
        let folder = self.root_folder();
        let is_above = folder.is_empty() || climbs(folder) == folder.split('/').count();
        let near = move |other: &&Toml| match is_above {
            true => climbs(&other.path) <= climbs(folder),
            false => tree::within(&other.path, folder),
        };
        std::iter::once(&self.manifest).chain(self.path_dependencies.iter().filter(near))
    }

    /// A field of `[package]` of a member, followed to `[workspace.package]` where it is inherited.
    pub fn field_of<'a>(&'a self, member: &'a Toml, name: &str) -> Option<Node<'a>> {
        let node = member.get(&["package", name])?;
        match node.get("workspace").and_then(Node::as_bool) {
            Some(true) => self.root().get(&["workspace", "package", name]),
            _ => Some(node),
        }
    }

    /// The name of the package.
    pub fn name(&self) -> Option<Node<'_>> {
        self.manifest.get(&["package", "name"])
    }

    /// The version of the package.
    pub fn version(&self) -> Option<Node<'_>> {
        self.field("version")
    }

    /// The profile of that name and those that it inherits from, as far as they are written down.
    pub fn profiles(&self, name: &str) -> Vec<Node<'_>> {
        let mut found: Vec<Node<'_>> = Vec::new();
        let mut next = self.root().get(&["profile", name]);
        while let Some(profile) = next.filter(|next| found.iter().all(|seen| seen.key() != next.key())) {
            found.push(profile);
            let parent = profile.get("inherits").and_then(Node::as_str);
            next = parent.and_then(|parent| self.root().get(&["profile", parent]));
        }
        found
    }

    /// The manifests of the other crates of the workspace that have `text` in them.
    pub fn other_members(&self, tree: &Tree, text: &str) -> Vec<Toml> {
        if self.root().get(&["workspace"]).is_none() {
            return Vec::new();
        }
        let mut paths = workspace::listed(self.root(), tree);
        paths.push(self.root().path.clone());
        paths.sort();
        paths.dedup();
        let own = tree.from_top(&self.manifest.path);
        let parse = |path: &Arc<str>| {
            tree.text(path).filter(|found| found.contains(text))?;
            tree.toml(path)
        };
        let others = paths.iter().filter(|path| tree.from_top(path) != own);
        others.filter_map(parse).collect()
    }

    /// The dependency on the crate called `krate` on the registry, whatever name the manifest gives it.
    pub fn dependency(&self, krate: &str) -> Option<Dependency<'_>> {
        let node = dependencies(&self.manifest).find(|node| self.registry_name(*node) == krate)?;
        let shared = inherited(node, self.root());
        let features = [shared, Some(node)].into_iter().flatten();
        Some(Dependency {
            node,
            name: node.key(),
            version: version_of(shared.unwrap_or(node)),
            features: features.filter_map(|node| node.get("features")).collect(),
            optional: node.get("optional").and_then(Node::as_bool) == Some(true),
        })
    }

    /// The name on the registry of what a dependency names.
    pub(crate) fn registry_name<'a>(&'a self, node: Node<'a>) -> &'a str {
        let shared = inherited(node, self.root());
        let renamed = shared.unwrap_or(node).get("package").and_then(Node::as_str);
        renamed.unwrap_or_else(|| node.key())
    }
}

/// The name of the library that a crate makes, and where it is written.
pub fn library_name(manifest: &Toml) -> Option<(String, Node<'_>)> {
    let node = manifest
        .get(&["lib", "name"])
        .or_else(|| manifest.get(&["package", "name"]))?;
    Some((node.as_str()?.replace('-', "_"), node))
}

/// The path of the source that the library of a crate begins with.
pub fn library(manifest: &Toml) -> String {
    let path = manifest.get(&["lib", "path"]).and_then(Node::as_str);
    tree::join(tree::parent(&manifest.path), path.unwrap_or("src/lib.rs"))
}

/// Whether the library of a crate is one that other languages load.
pub fn is_cdylib(manifest: &Toml) -> bool {
    let kinds = ["crate-type", "crate_type"].map(|key| manifest.get(&["lib", key]));
    let mut kinds = kinds.into_iter().flatten().flat_map(Node::items);
    kinds.any(|kind| kind.as_str() == Some("cdylib"))
}
