//! The files of the wheel.

use crate::project::contents::layout::Layout;
use crate::project::contents::patterns::{Excludes, Format, listed, matches};
use crate::project::contents::walk::{self, Manner};
use crate::project::contents::{DATA, DIST_INFO, File, compiled, licenses};
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::toml::Node;
use crate::tree::{self, Kind, Tree};

/// The folders that a folder of data may have.
pub const DATA_FOLDERS: [&str; 5] = ["data", "scripts", "headers", "purelib", "platlib"];
/// The endings of what `maturin develop` puts among the sources.
const BUILT: [&str; 6] = [".so", ".pyd", ".dll", ".dylib", ".pdb", ".dwp"];

/// How the walk through the project passes over things.
const MANNER: Manner<'_> = Manner {
    git: true,
    hidden: false,
    ignore: true,
    caches: Some("target"),
    crates: false,
    links: false,
};

/// The files of the wheel that maturin builds here, sorted.
pub fn files(
    pyproject: &Pyproject,
    cargo: &Crate,
    layout: &Layout,
    excludes: &Excludes,
    tree: &Tree,
) -> Vec<File> {
    let mut found = python(layout, tree);
    for pattern in listed(pyproject, "include", Format::Wheel) {
        found.extend(included(layout, pattern, tree));
    }
    found.extend(stub(layout, tree));
    found.extend(data(layout, tree));
    let licenses = licenses::files(pyproject, cargo, tree).into_iter();
    found.extend(
        licenses.map(|(target, source)| File::new(format!("{DIST_INFO}/licenses/{target}"), &source)),
    );
    found.extend(sboms(pyproject));
    found.retain(|file| !excludes.keep_out(tree, file.source.as_deref(), &file.target));
    found.extend(made(pyproject, cargo, layout, tree));
    found.sort();
    found.dedup_by(|one, other| one.target == other.target);
    found
}

/// The files of the packages.
pub fn python(layout: &Layout, tree: &Tree) -> Vec<File> {
    let found = walk::files(tree, "", false, &layout.packages, MANNER).into_iter();
    let found = found.filter(|path| !is_built(path, layout.extension()));
    let file = |source: String| {
        let target = tree.below(&source, &layout.python_dir)?;
        Some(File::new(target, &source))
    };
    found.filter_map(file).collect()
}

/// The files that an item of `include` adds to the wheel.
pub fn included(layout: &Layout, pattern: &str, tree: &Tree) -> Vec<File> {
    let file = |source: String| {
        let target = tree
            .below(&source, &layout.python_dir)
            .unwrap_or_else(|| source.clone());
        File::new(target, &source)
    };
    let mut found = matches(tree, "", pattern);
    if found.is_empty() && !layout.python_dir.is_empty() {
        let below = matches(tree, &layout.python_dir, pattern).into_iter();
        found = below.map(|path| tree::join(&layout.python_dir, &path)).collect();
    }
    found.into_iter().map(file).collect()
}

/// The stub beside pyproject.toml and its marker, which maturin takes in a project of Rust alone.
pub fn stub(layout: &Layout, tree: &Tree) -> Vec<File> {
    let path = format!("{}.pyi", layout.extension());
    if layout.package.is_some() || !tree.exists(&path) {
        return Vec::new();
    }
    let folder = layout.folder();
    vec![
        File::new(format!("{folder}/__init__.pyi"), &path),
        File::made(format!("{folder}/py.typed")),
    ]
}

/// The files for other places than site-packages.
pub fn data(layout: &Layout, tree: &Tree) -> Vec<File> {
    let folder = layout.data.as_deref();
    folder.map(|folder| below(folder, DATA, tree)).unwrap_or_default()
}

/// All files below a folder, as they stand below `target`.
fn below(folder: &str, target: &str, tree: &Tree) -> Vec<File> {
    let mut found = Vec::new();
    for (name, kind) in tree.entries(folder) {
        let (source, target) = (tree::join(folder, &name), format!("{target}/{name}"));
        match kind {
            Kind::Folder => found.extend(below(&source, &target, tree)),
            Kind::File => found.push(File::new(target, &source)),
            Kind::Link => {}
        }
    }
    found
}

/// What maturin writes or compiles.
fn made(pyproject: &Pyproject, cargo: &Crate, layout: &Layout, tree: &Tree) -> Vec<File> {
    let mut made: Vec<File> = ["METADATA", "RECORD", "WHEEL"]
        .map(|name| File::made(format!("{DIST_INFO}/{name}")))
        .into();
    let mut entry_points = ["scripts", "gui-scripts", "entry-points"].into_iter();
    if entry_points.any(|key| {
        pyproject
            .field(key)
            .is_some_and(|table| !table.entries().is_empty())
    }) {
        made.push(File::made(format!("{DIST_INFO}/entry_points.txt")));
    }
    if pyproject
        .maturin("sbom")
        .and_then(|sbom| sbom.get("rust")?.as_bool())
        != Some(false)
        && let Some(name) = cargo.name().and_then(Node::as_str)
    {
        made.push(File::made(format!("{DIST_INFO}/sboms/{name}.cyclonedx.json")));
    }
    made.extend(compiled::files(pyproject, cargo, layout, tree));
    made
}

/// The lists of components that the manifest names.
fn sboms(pyproject: &Pyproject) -> Vec<File> {
    let listed = pyproject.maturin("sbom").and_then(|sbom| sbom.get("include"));
    let listed = listed.map(Node::items).unwrap_or_default();
    let file = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        File::new(format!("{DIST_INFO}/sboms/{name}"), path)
    };
    listed.into_iter().filter_map(Node::as_str).map(file).collect()
}

/// Whether a file of the sources is an extension module that was built here.
fn is_built(path: &str, extension: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let bundle = path.split('/').find_map(|part| part.strip_suffix(".dSYM"));
    let is_it = |name: &str| name.starts_with(extension) || name.starts_with(&format!("lib{extension}"));
    match bundle {
        Some(bundle) => is_it(bundle),
        None => BUILT.iter().any(|end| name.ends_with(end)) && is_it(name),
    }
}
