//! The crates and distributions of the repository, found by their paths and never by their names alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::project::Project;
use crate::project::manifests::dependencies::{ALL_KINDS, path_dependencies};
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::workspace;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// What the repository of a project holds besides it.
#[derive(Debug)]
pub struct Own<'a> {
    /// The project.
    pub project: &'a Project,
    /// The highest folder in which something of it stands.
    pub top: String,
    /// Every Cargo.toml that parses, by the path by which the project knows it.
    manifests: BTreeMap<Arc<str>, Toml>,
    /// Every pyproject.toml that parses.
    pyprojects: BTreeMap<Arc<str>, Pyproject>,
}

impl<'a> Own<'a> {
    /// Reads the manifests of the repository; where there is none, of the project and its workspace.
    pub fn read(project: &'a Project) -> Self {
        let tree = &project.tree;
        let top = top(project);
        let parsed = |name: &str| -> Vec<(Arc<str>, Toml)> {
            let parsed = files(tree, &top, name).into_iter().filter_map(|path| {
                let toml = tree.toml(&path)?;
                Some((path, toml))
            });
            parsed.collect()
        };
        let manifests = parsed("Cargo.toml").into_iter().collect();
        let pyprojects = parsed("pyproject.toml").into_iter();
        Self {
            project,
            manifests,
            pyprojects: pyprojects
                .map(|(path, toml)| (path, Pyproject::new(toml)))
                .collect(),
            top,
        }
    }

    /// Reads the manifests of the workspace of a project, and of what it depends on by path, and no others.
    pub fn of_workspace(project: &'a Project) -> Self {
        let mut own = Self {
            project,
            top: String::new(),
            manifests: BTreeMap::new(),
            pyprojects: BTreeMap::new(),
        };
        let Some(cargo) = &project.cargo else { return own };
        let root = cargo.root();
        let mut open = beside(root, &project.tree);
        open.push(cargo.manifest.path.to_string());
        while let Some(path) = open.pop() {
            let path = own.known(&path);
            if own.manifests.contains_key(&path) {
                continue;
            }
            if let Some(manifest) = project.tree.toml(&path) {
                open.extend(path_dependencies(&manifest, root, ALL_KINDS));
                own.manifests.insert(path, manifest);
            }
        }
        own
    }

    /// The texts of the repository.
    pub fn tree(&self) -> &'a Tree {
        &self.project.tree
    }

    /// The path by which the project knows a file.
    pub fn known(&self, path: &str) -> Arc<str> {
        self.tree().shortest(path).into()
    }

    /// The files of the repository with this name.
    pub fn files(&self, name: &str) -> Vec<Arc<str>> {
        files(self.tree(), &self.top, name)
    }

    /// The manifests of all crates and workspaces.
    pub fn manifests(&self) -> impl Iterator<Item = &Toml> {
        self.manifests.values()
    }

    /// The manifest at a path.
    pub fn manifest(&self, path: &str) -> Option<&Toml> {
        self.manifests.get(self.tree().shortest(path).as_str())
    }

    /// All pyproject.toml, by their paths.
    pub fn pyprojects(&self) -> impl Iterator<Item = (&Arc<str>, &Pyproject)> {
        self.pyprojects.iter()
    }

    /// The manifest of the crate that becomes the extension.
    pub fn binding(&self) -> Option<&Toml> {
        self.manifest(&self.project.cargo.as_ref()?.manifest.path)
    }

    /// The manifest of the workspace that a crate inherits from, which may be its own.
    pub fn root_of<'b>(&'b self, manifest: &'b Toml) -> Option<&'b Toml> {
        let folder = tree::parent(&manifest.path);
        if let Some(named) = manifest.get(&["package", "workspace"]).and_then(Node::as_str) {
            return self.manifest(&tree::join(&tree::join(folder, named), "Cargo.toml"));
        }
        let mut above = self.tree().upwards(folder);
        above.find_map(|folder| {
            let found = self.manifest(&tree::join(&folder, "Cargo.toml"))?;
            found.get(&["workspace"]).map(|_| found)
        })
    }

    /// The version of a crate; one that its manifest does not have is
    /// [`0.0.0`](https://doc.rust-lang.org/cargo/reference/manifest.html#the-version-field).
    pub fn version_text<'b>(&'b self, manifest: &'b Toml) -> Option<&'b str> {
        match manifest.get(&["package", "version"]) {
            Some(_) => self.version_of(manifest)?.as_str(),
            None => Some("0.0.0"),
        }
    }

    /// Where the version of a crate is written: in its manifest, or in that of its workspace.
    pub fn version_of<'b>(&'b self, manifest: &'b Toml) -> Option<Node<'b>> {
        let node = manifest.get(&["package", "version"])?;
        match node.get("workspace").and_then(Node::as_bool) {
            Some(true) => self.root_of(manifest)?.get(&["workspace", "package", "version"]),
            _ => Some(node),
        }
    }

    /// The manifests of the crates that the Cargo.lock of the workspace at `root` holds without a source: its members, what
    /// they depend on by path, and what it patches in by path.
    pub fn locked_with(&self, root: &Toml) -> Vec<&Toml> {
        let mut open = beside(root, self.tree());
        let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
        while let Some(path) = open.pop() {
            let path = self.known(&path);
            if !seen.insert(path.clone()) {
                continue;
            }
            let Some(manifest) = self.manifests.get(&path) else {
                continue;
            };
            open.extend(path_dependencies(manifest, root, ALL_KINDS));
            if manifest.get(&["package"]).is_some() {
                found.push(manifest);
            }
        }
        found
    }
}

/// The manifests that a workspace names: its own, those of its members, and those that it patches in by path.
fn beside(root: &Toml, tree: &Tree) -> Vec<String> {
    let patches = root.get(&["patch"]).map(Node::entries).unwrap_or_default();
    let patched = patches.into_iter().flat_map(Node::entries).filter_map(|patch| {
        let folder = tree::join(tree::parent(&root.path), patch.get("path")?.as_str()?);
        Some(tree::join(&folder, "Cargo.toml"))
    });
    let listed = workspace::listed(root, tree);
    let listed = listed.iter().map(ToString::to_string);
    std::iter::once(root.path.to_string())
        .chain(listed)
        .chain(patched)
        .collect()
}

/// The files with this name below a folder, without those of other repositories in it.
fn files(tree: &Tree, top: &str, name: &str) -> Vec<Arc<str>> {
    let is_it = |path: &Arc<str>| path.rsplit('/').next() == Some(name);
    let mut foreign: BTreeMap<String, bool> = BTreeMap::new();
    let mut is_foreign = |path: &Arc<str>| {
        let mut folder = tree::parent(path);
        while folder.len() > top.len() {
            let holds = foreign.entry(folder.to_owned());
            if *holds.or_insert_with(|| tree.exists(&tree::join(folder, ".git"))) {
                return true;
            }
            folder = tree::parent(folder);
        }
        false
    };
    let found = tree.files(top, name).into_iter().filter(is_it);
    let found: Vec<Arc<str>> = found.filter(|path| !is_foreign(path)).collect();
    found.iter().map(|path| tree.shortest(path).into()).collect()
}

/// The repository of a project; without one, the project's folder or the one above it that holds its workspace.
fn top(project: &Project) -> String {
    let tree = &project.tree;
    let is_top = |folder: &String| tree.exists(&tree::join(folder, ".git"));
    if let Some(top) = tree.upwards("").find(is_top) {
        return top;
    }
    let root = project.cargo.as_ref().map_or("", |cargo| cargo.root_folder());
    let climbs = root.split('/').take_while(|part| *part == "..");
    climbs.collect::<Vec<_>>().join("/")
}
