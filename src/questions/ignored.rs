//! What git is told to pass over.

use std::sync::Arc;

use crate::syntax::gitignore::Gitignore;
use crate::tree::{self, Tree};

/// Whether an ignore file of the repository, or of the project where there is none, names a file or a folder around it.
///
/// The last line of the deepest .gitignore that says something decides; in a folder that is ignored, nothing else counts.
pub fn is_ignored(tree: &Tree, path: &str) -> bool {
    let folders = folders(tree, tree::parent(path));
    let list = |folder: &String| tree.gitignore(&tree::join(folder, ".gitignore"));
    let lists: Vec<Option<Arc<Gitignore>>> = folders.iter().map(list).collect();
    let whole = tree.from_top(path);
    let names: Vec<&str> = whole
        .rsplitn(folders.len() + 1, '/')
        .take(folders.len())
        .collect();
    let names: Vec<&str> = names.into_iter().rev().collect();
    let is_ignored = |depth: usize| {
        let path = |from: usize| names[from..=depth].join("/");
        let is_folder = depth + 1 < names.len();
        let verdict = |from: usize| lists[from].as_ref()?.verdict(&path(from), is_folder);
        (0..=depth).rev().find_map(verdict) == Some(true)
    };
    (0..names.len()).any(is_ignored)
}

/// The folders from the top of the repository down to `folder`; where there is none, from the project or from itself.
fn folders(tree: &Tree, folder: &str) -> Vec<String> {
    let mut folders: Vec<String> = tree.upwards(folder).collect();
    let top = folders.iter().position(|folder| tree.is_repository(folder));
    let top = top.or_else(|| folders.iter().position(String::is_empty));
    folders.truncate(top.unwrap_or_default() + 1);
    folders.reverse();
    folders
}
