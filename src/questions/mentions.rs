//! Where people write with which Pythons they test: workflows, scripts, the files of tox, nox, hatch and others.

use std::sync::Arc;

use crate::project::Project;
use crate::syntax::toml::Node;
use crate::tree;
use crate::tree::Tree;

/// The folders of a project in which scripts are kept.
const FOLDERS: [&str; 8] = [
    "scripts", "ci", ".ci", "dev", "tools", "docker", ".github", ".config",
];

/// The beginnings of the names of files that say it, at the root of the project or of its repository.
const NAMES: [&str; 20] = [
    ".mise",
    ".python-version",
    ".tool-versions",
    "Dockerfile",
    "GNUmakefile",
    "Justfile",
    "Makefile",
    "Taskfile",
    "conda",
    "dodo.py",
    "environment",
    "justfile",
    ".justfile",
    "makefile",
    "mise",
    "noxfile.py",
    "pixi.toml",
    "setup.cfg",
    "tasks.py",
    "tox.",
];

/// The tables of pyproject.toml below `[tool]` that say it.
const TOOLS: [&str; 8] = [
    "cibuildwheel",
    "hatch",
    "nox",
    "pdm",
    "pixi",
    "poe",
    "taskipy",
    "tox",
];

/// What other services are told.
const SERVICES: [&str; 14] = [
    ".appveyor.yml",
    ".buildkite",
    ".builds",
    ".circleci",
    ".cirrus.yml",
    ".drone.yml",
    ".gitlab-ci.yml",
    ".semaphore",
    ".travis.yml",
    ".woodpecker.yml",
    "Jenkinsfile",
    "appveyor.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
];

/// Parts of a text that show that versions are put together in it, or found out.
const MADE: [&str; 9] = [
    "3.$",
    "3.{",
    "3.%",
    "py{",
    "py3{",
    "cp3{",
    "python_versions",
    "python list",
    "requires-python",
];

/// The texts that say it.
#[derive(Debug)]
pub struct Mentions {
    texts: Vec<Arc<str>>,
}

impl Mentions {
    /// Reads them; `None` where versions may be made that are not written, or where another service may test.
    pub fn read(project: &Project) -> Option<Self> {
        let tree = &project.tree;
        let mut roots = vec![project.workflows.seen_from_project(""), String::new()];
        roots.dedup();
        let mut texts: Vec<Arc<str>> = project.workflows.texts().map(Arc::from).collect();
        for root in &roots {
            if SERVICES.iter().any(|name| tree.exists(&tree::join(root, name))) {
                return None;
            }
            texts.extend(files(tree, root).iter().filter_map(|path| tree.read(path)?.ok()));
        }
        let tool = project
            .pyproject
            .as_ref()
            .and_then(|pyproject| pyproject.toml.get(&["tool"]));
        let mut open: Vec<Node<'_>> = TOOLS.iter().filter_map(|name| tool?.get(name)).collect();
        while let Some(node) = open.pop() {
            texts.push(node.key().into());
            texts.extend(node.as_str().map(Arc::from));
            open.extend(node.entries().into_iter().chain(node.items()));
        }
        let is_made = |text: &Arc<str>| MADE.iter().any(|part| text.contains(part));
        (!texts.iter().any(is_made)).then_some(Self { texts })
    }

    /// Whether one of them names Python 3.`minor`, be it for tests or not.
    pub fn name(&self, minor: u64) -> bool {
        let dotted = format!("3.{minor}");
        let compact = ["py", "cp", "pp"].map(|kind| format!("{kind}3{minor}"));
        self.texts
            .iter()
            .any(|text| holds(text, &dotted) || compact.iter().any(|name| holds(text, name)))
    }
}

/// Whether a text holds a version that is no part of a longer one.
fn holds(text: &str, version: &str) -> bool {
    text.match_indices(version).any(|(at, _)| {
        let before = text[..at].trim_end_matches('.');
        let is_part = version.starts_with('3') && before.ends_with(|last: char| last.is_ascii_digit());
        !is_part && !text[at + version.len()..].starts_with(|next: char| next.is_ascii_digit())
    })
}

/// The files below `root` in which people write it.
fn files(tree: &Tree, root: &str) -> Vec<Arc<str>> {
    let name = |path: &Arc<str>| path.rsplit('/').next().unwrap_or_default().to_owned();
    let mut found = tree.files_in(root, "");
    found.retain(|path| {
        let name = name(path);
        name.ends_with(".sh") || NAMES.iter().any(|known| name.starts_with(known))
    });
    for folder in FOLDERS.map(|folder| tree::join(root, folder)) {
        let scripts = tree.files(&folder, "").into_iter();
        found.extend(scripts.filter(|path| {
            let name = name(path);
            let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
            matches!(
                suffix,
                "" | "sh" | "py" | "ps1" | "yml" | "yaml" | "toml" | "ini" | "nu"
            ) || name.starts_with("Dockerfile")
        }));
    }
    found
}
