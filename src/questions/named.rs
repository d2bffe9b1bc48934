//! Files that a manifest names: whether one is missing that nothing in the build may make.

use crate::project::Project;
use crate::questions::build_files::is_in_build_files;
use crate::syntax::glob::Glob;
use crate::tree;
use crate::tree::Tree;

/// Where people say that a file is made, or comes from elsewhere.
const LISTS: [&str; 3] = [".gitignore", ".gitmodules", "build.rs"];

/// Whether no file stands at `path`, from the folder `base`, and no file of the build mentions its name.
pub fn is_missing(project: &Project, base: &str, path: &str) -> bool {
    let tree = &project.tree;
    !path.is_empty() && !tree.exists(&tree::join(base, path)) && !is_mentioned(project, path)
}

/// Whether no file matches `pattern`, one of pyproject.toml, and no file of the build mentions it.
pub fn matches_nothing(project: &Project, pattern: &str) -> bool {
    matches_something(project, pattern) == Some(false) && !is_mentioned(project, pattern)
}

/// Whether a file matches `pattern`, one of pyproject.toml; `None` if it is none.
pub fn matches_something(project: &Project, pattern: &str) -> Option<bool> {
    let glob = Glob::parse(pattern)?;
    let stem = pattern.split(['*', '?', '[']).next().unwrap_or_default();
    let folder = tree::parent(stem);
    let is_deep = pattern[folder.len()..].trim_start_matches('/').contains('/');
    let files = match is_deep {
        true => project.tree.files(folder, ""),
        false => project.tree.files_in(folder, ""),
    };
    Some(files.iter().any(|path| glob.matches(path)))
}

/// Whether a file or folder stands at `path`, or may stand there in a build: git passes over it, or fetches it.
pub fn is_or_may_be(tree: &Tree, path: &str) -> bool {
    let stands = |path: &str| tree.exists(path) || !tree.files(path, "").is_empty();
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    let Some(missing) = ends
        .map(|end| &path[..end])
        .find(|part| !part.ends_with("..") && !stands(part))
    else {
        return true;
    };
    let name = missing.rsplit('/').next().unwrap_or_default();
    tree.upwards("").any(|folder| {
        let text = |list| tree.text(&tree::join(&folder, list));
        text(".gitignore").is_some_and(|text| text.contains(name))
            || text(".gitmodules").is_some_and(|text| is_in_submodule(&text, path))
    })
}

/// Whether a list of submodules has `path`, or a folder above it, which is there, and empty until git fetches it.
fn is_in_submodule(list: &str, path: &str) -> bool {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    let above: Vec<&str> = ends.map(|end| path[..end].trim_start_matches("../")).collect();
    let mut folders = list.lines().filter_map(|line| {
        let (key, folder) = line.split_once('=')?;
        (key.trim() == "path").then_some(folder.trim())
    });
    folders.any(|folder| {
        let is_in = |part: &&str| folder == *part || folder.ends_with(&format!("/{part}"));
        above.iter().any(|part| !part.is_empty() && is_in(part))
    })
}

/// Whether the build names the file, so that it may be made or fetched there.
fn is_mentioned(project: &Project, path: &str) -> bool {
    let mut names = path.rsplit('/').map(|name| name.trim_matches(['*', '.']));
    let Some(name) = names.find(|name| !name.is_empty()) else {
        return true;
    };
    let Some(cargo) = &project.cargo else { return true };
    let says = |path: &str| project.tree.text(path).is_some_and(|text| text.contains(name));
    let above = project.tree.upwards("");
    let folders = above.chain([cargo.folder().to_owned(), cargo.root_folder().to_owned()]);
    let mut lists = folders.flat_map(|folder| LISTS.map(|list| tree::join(&folder, list)));
    lists.any(|list| says(&list)) || is_in_build_files(project, cargo, name)
}
