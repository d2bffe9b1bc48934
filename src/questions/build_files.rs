//! Whether a file by which people build has some text in it.

use std::sync::Arc;

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::syntax::holds;
use crate::tree::{self, Tree};

/// The folders in which people keep how they build.
const BUILD_FOLDERS: [&str; 9] = [
    ".github",
    ".cargo",
    ".ci",
    ".circleci",
    ".gitlab",
    ".buildkite",
    "ci",
    "docker",
    "scripts",
];

/// The files, or the ends of their names, in which people write how they build.
const BUILD_FILES: [&str; 10] = [
    ".yml",
    ".yaml",
    ".toml",
    ".sh",
    ".ps1",
    "ustfile",
    "akefile",
    "Dockerfile",
    "noxfile.py",
    "tox.ini",
];

/// Whether a workflow, script or other file of the build that is no manifest, here or in the root of the workspace, has
/// `text` in it.
pub fn is_in_build_files(project: &Project, cargo: &Crate, text: &str) -> bool {
    let mut texts = build_files(project, cargo).iter();
    texts.any(|found| holds(found, text))
}

/// The texts of those files.
pub fn build_files<'a>(project: &'a Project, cargo: &Crate) -> &'a [Arc<str>] {
    let read = || read(&project.tree, cargo);
    project.build_files.get_or_init(read)
}

fn read(tree: &Tree, cargo: &Crate) -> Vec<Arc<str>> {
    let ends = |path: &str, ends: &[&str]| ends.iter().any(|end| path.ends_with(end));
    let is_build_file =
        |path: &str| ends(path, &BUILD_FILES) && !ends(path, &["Cargo.toml", "pyproject.toml"]);
    let mut bases = vec!["", cargo.root_folder()];
    bases.dedup();
    let files = bases.into_iter().flat_map(|base| {
        let below = BUILD_FOLDERS.map(|folder| tree.files(&tree::join(base, folder), ""));
        below.into_iter().flatten().chain(tree.files_in(base, ""))
    });
    let files = files.filter(|path| is_build_file(path));
    files.filter_map(|path| tree.text(&path)).collect()
}
