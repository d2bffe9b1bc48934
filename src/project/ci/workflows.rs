//! The workflows of the repository that holds the project, and the actions of the repository that they use.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::project::ci::action::Uses;
use crate::project::reader::Reader;
use crate::syntax::yaml::{Node, Yaml};
use crate::tree::{self, Tree};

/// Where GitHub looks for workflows, and not in the folders inside it.
const FOLDER: &str = ".github/workflows";
/// The workflows, and the actions of the repository that they use.
#[derive(Debug, Default)]
pub struct Workflows {
    /// The root of the repository, as seen from the project: empty or `..`s.
    root: String,
    /// The folder of the project in the repository.
    folder: String,
    /// By their paths, as seen from the project.
    files: BTreeMap<Arc<str>, Yaml>,
}

impl Workflows {
    /// Reads the workflows of the nearest folder, from the project upwards, that is the root of a repository.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Self {
        let Some(root) = repository(reader.tree) else {
            return Self::default();
        };
        let folder = below(&reader.tree.from_top(&root), &reader.tree.from_top(""));
        let mut workflows = Self {
            folder,
            root,
            ..Self::default()
        };
        let path = tree::join(&workflows.root, FOLDER);
        for suffix in [".yml", ".yaml"] {
            for path in reader.tree.files_in(&path, suffix) {
                workflows.add(&path, reader);
            }
        }
        let mut open: Vec<Arc<str>> = workflows.files.keys().cloned().collect();
        while let Some(path) = open.pop() {
            let Some(file) = workflows.files.get(&path) else {
                continue;
            };
            for action in local_actions(file) {
                let folder = tree::join(&workflows.root, &action);
                let names = ["action.yml", "action.yaml"].map(|name| tree::join(&folder, name));
                if let Some(path) = names.into_iter().find(|path| reader.tree.exists(path)) {
                    let is_new = !workflows.files.contains_key(path.as_str());
                    open.extend((is_new && workflows.add(&path, reader)).then(|| Arc::from(path)));
                }
            }
        }
        workflows
    }

    /// A file of the repository that is broken is the project's business only if it stands in its own folder.
    fn add(&mut self, path: &str, reader: &mut Reader<'_>) -> bool {
        let file = if path.starts_with("../") {
            let text = reader.tree.text(path);
            text.and_then(|text| Yaml::parse(&path.into(), &text).ok())
        } else {
            reader.yaml(path)
        };
        let is_there = file.is_some();
        self.files.extend(file.map(|file| (path.into(), file)));
        is_there
    }

    /// The folder of the project in its repository; empty if it is the repository.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The path, as seen from the project, of what stands at `path` in the repository.
    pub fn seen_from_project(&self, path: &str) -> String {
        let below = path
            .strip_prefix(&self.folder)
            .filter(|_| !self.folder.is_empty());
        match below.and_then(|rest| rest.strip_prefix('/').or(rest.is_empty().then_some(""))) {
            Some(below) => below.to_owned(),
            None => tree::join(&self.root, path),
        }
    }

    /// The path in the repository of what stands at `path`, as seen from the project.
    pub fn in_repository(&self, path: &str) -> String {
        tree::join(&self.folder, path)
    }

    /// A path as seen from the project, without a way out of the project and back into it.
    pub fn normal(&self, path: &str) -> String {
        let rest = path.strip_prefix(&self.root).filter(|_| !self.root.is_empty());
        match rest.and_then(|rest| rest.strip_prefix('/').or(rest.is_empty().then_some(""))) {
            Some(in_repository) => self.seen_from_project(in_repository),
            None => path.to_owned(),
        }
    }

    /// The files that stand where GitHub looks for workflows.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Yaml> {
        let folder = tree::join(&self.root, FOLDER);
        let files = self.files.iter();
        files
            .filter(move |(path, _)| tree::parent(path) == folder)
            .map(|(_, file)| file)
    }

    /// The texts of all workflows and actions.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(|file| &*file.text)
    }

    /// The file at a path of the repository.
    pub(crate) fn file(&self, path: &str) -> Option<&Yaml> {
        self.files.get(tree::join(&self.root, path).as_str())
    }
}

/// The nearest folder, from the project upwards, that is a repository or has workflows.
fn repository(tree: &Tree) -> Option<String> {
    tree.upwards("").find(|folder| {
        let has_files = |suffix| !tree.files_in(&tree::join(folder, FOLDER), suffix).is_empty();
        tree.is_repository(folder) || has_files(".yml") || has_files(".yaml")
    })
}

/// The part of `path` below `base`.
fn below(base: &str, path: &str) -> String {
    let rest = path.strip_prefix(base).unwrap_or(path);
    rest.trim_start_matches('/').to_owned()
}

/// The folders of the repository's own actions that the steps in a file use.
fn local_actions(file: &Yaml) -> Vec<String> {
    let jobs = file.get(&["jobs"]).into_iter().flat_map(Node::entries);
    let actions = file.get(&["runs"]).into_iter();
    let steps = jobs
        .chain(actions)
        .filter_map(|node| node.get("steps"))
        .flat_map(Node::items);
    let uses = steps.filter_map(|step| Uses::parse(step.get("uses")?.as_str()?));
    uses.filter_map(|uses| uses.local.map(str::to_owned)).collect()
}
