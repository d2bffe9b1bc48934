//! Finds the projects in a folder that is none itself.                               [door: ignore]

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::engine::many::side_by_side;
use crate::project;
use crate::tree;
use crate::tree::Tree;

/// Folders that stand deeper are not searched.
const MAX_DEPTH: usize = 24;
/// The file that makes a folder a project.
const MANIFEST: &str = "pyproject.toml";
/// After so many entries of folders the caller is asked whether to go on.
const PATIENCE: usize = 256;

/// The folder of the nearest maturin project around a file.
pub fn around(file: &Path) -> Option<PathBuf> {
    let tree = Tree::disk(file.parent()?);
    let mut folders = tree.upwards("").filter_map(|folder| tree.place(&folder));
    folders.find(|folder| is_project(folder))
}

/// `folder` if it is a maturin project, otherwise every one below it, sorted; `None` if `go_on` wanted no more.
///
/// A folder that another tool builds, with a table of maturin for those who call it from there, counts only where
/// there is no project below: that table builds one of them.
///
/// What .gitignore names, what `exclude` in the settings of `folder` itself names, hidden folders, build folders,
/// templates and symbolic links are passed over; a project inside another is one of its own.
pub fn projects(folder: &Path, go_on: &mut dyn FnMut() -> bool) -> Option<Vec<PathBuf>> {
    let here = Tree::disk(folder);
    if project::stands_in(&here) && !project::is_built_otherwise(&here) {
        return Some(vec![folder.to_owned()]);
    }
    let config = project::config_in(&here);
    let above = folder.to_owned();
    let entries = WalkBuilder::new(folder)
        .max_depth(Some(MAX_DEPTH))
        .ignore(false) // what other tools want to see, and what a person set for this machine, is not for us
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let path = entry.path().strip_prefix(&above).unwrap_or(entry.path());
            let is_wanted = !config.excludes(&path.to_string_lossy(), is_folder);
            entry.depth() == 0 || is_wanted && (!is_folder || tree::may_hold_projects(entry.path()))
        })
        .build();
    let mut folders = Vec::new();
    for (count, entry) in entries.enumerate() {
        if count % PATIENCE == 0 && !go_on() {
            return None;
        }
        // A folder that may not be read holds nothing that can be checked.
        let Ok(entry) = entry else { continue };
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file
            && entry.file_name() == MANIFEST
            && let Some(folder) = entry.path().parent()
        {
            folders.push(folder.to_owned());
        }
    }
    let are_projects = side_by_side(&folders, &|folder| Ok(is_project(folder)), &mut |_| go_on())?;
    let asked = folders.into_iter().zip(are_projects);
    // What we break down over is left to the check, which tells it.
    let found = asked.filter(|(_, is_project)| !matches!(is_project, Ok(false)));
    let mut found: Vec<PathBuf> = found.map(|(folder, _)| folder).collect();
    found.sort();
    if found.len() > 1 {
        found.retain(|found| found != folder);
    }
    Some(found)
}

/// Whether a maturin project stands in `folder`; nothing but its manifest is asked.
fn is_project(folder: &Path) -> bool {
    let text = tree::read(&folder.join(MANIFEST));
    project::stands_in(&Tree::held(text.map(|text| (MANIFEST.into(), text))))
}
