//! What maturin leaves out of the wheel although it looks like a part of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::project::Project;
use crate::project::contents::layout::Layout;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::splice::{insert, push, quoted};
use crate::text::edit::Fix;
use crate::tree::{self, Kind};

/// Folders that hold something else than the sources of the package.
const BESIDE: [&str; 9] = [
    "benches",
    "benchmarks",
    "doc",
    "docs",
    "example",
    "examples",
    "scripts",
    "test",
    "tests",
];

/// A package that maturin does not find, in a folder of its own: the folder, and the package in it.
///
/// Folders that are built by themselves, and packages without code, do not count.
pub fn package_elsewhere(project: &Project, layout: &Layout) -> Option<(String, String)> {
    let tree = &project.tree;
    let name = layout.module.split('.').next()?.replace('-', "_");
    let folders = tree
        .entries("")
        .into_iter()
        .filter(|(_, kind)| *kind == Kind::Folder);
    let is_built = |folder: &str| {
        let has = |manifest| tree.exists(&tree::join(folder, manifest));
        ["pyproject.toml", "setup.py", "setup.cfg", "Cargo.toml"]
            .into_iter()
            .any(has)
    };
    let has_code = |path: &Arc<str>| tree.python(path).is_some_and(|module| module.has_code());
    let mut found = folders.filter_map(|(folder, _)| {
        let package = tree::join(&folder, &name);
        let is_package = tree.exists(&tree::join(&package, "__init__.py"));
        let is_other = || BESIDE.contains(&&*folder) || is_built(&folder) || is_built(&package);
        let is_found = is_package && !is_other() && tree.files(&package, ".py").iter().any(has_code);
        is_found.then(|| (folder.to_string(), package))
    });
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// The fix that tells maturin where the packages stand.
pub fn name_source(pyproject: &Pyproject, folder: &str) -> Option<Fix> {
    let title = format!("Set `python-source = \"{folder}\"`");
    let edit = insert(
        &pyproject.toml,
        &["tool", "maturin"],
        "python-source",
        &quoted(folder),
    )?;
    Some(Fix::risky(title, vec![edit]))
}

/// The modules and packages that stand where the package stands, by name.
pub fn modules_beside(project: &Project, layout: &Layout) -> BTreeMap<String, String> {
    let entries = project.tree.entries(&layout.python_dir).into_iter();
    let module = |(name, kind): (Arc<str>, Kind)| {
        let path = tree::join(&layout.python_dir, &name);
        let is_package = kind != Kind::File && project.tree.exists(&tree::join(&path, "__init__.py"));
        match name.strip_suffix(".py") {
            Some(module) if kind == Kind::File => Some((module.to_owned(), path)),
            _ => (is_package && !layout.packages.contains(&path)).then(|| (name.to_string(), path)),
        }
    };
    entries.filter_map(module).collect()
}

/// The fix that names a module beside the package.
pub fn name_module(pyproject: &Pyproject, layout: &Layout, path: &str) -> Option<Fix> {
    let (key, value) = match path.ends_with(".py") {
        true => ("include", path),
        false => (
            "python-packages",
            path.strip_prefix(&layout.python_dir)?.trim_start_matches('/'),
        ),
    };
    let edit = match pyproject.maturin(key) {
        Some(list) => push(list, &quoted(value))?,
        None => insert(
            &pyproject.toml,
            &["tool", "maturin"],
            key,
            &format!("[{}]", quoted(value)),
        )?,
    };
    Some(Fix::risky(format!("Name it in `{key}`"), vec![edit]))
}

/// Whether a source is a test, which runs where the project is checked out.
pub fn is_test(path: &str) -> bool {
    let is_test = |part: &str| matches!(part, "test" | "tests" | "conftest.py") || part.starts_with("test_");
    path.split('/').any(is_test)
}
