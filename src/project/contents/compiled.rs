//! What of a wheel is compiled, and what maturin writes around it.

use crate::project::contents::layout::Layout;
use crate::project::contents::{DATA, File};
use crate::project::manifests::bindings;
use crate::project::manifests::cargo::{Crate, is_cdylib};
use crate::project::manifests::dependencies::dependencies;
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Kind, Tree};

/// What maturin makes of the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bindings {
    /// An extension module that is made with PyO3, or with its lower half.
    Pyo3,
    /// A library, and the Python code that cffi writes for it.
    Cffi,
    /// A library, and the Python code that UniFFI writes for it.
    Uniffi,
    /// Programs.
    Programs,
}

/// What maturin makes of the crate, as it is told or as it finds out.
pub fn bindings(pyproject: &Pyproject, cargo: &Crate, tree: &Tree) -> Bindings {
    match pyproject.bindings() {
        Some("pyo3" | "pyo3-ffi") => return Bindings::Pyo3,
        Some("cffi") => return Bindings::Cffi,
        Some("uniffi") => return Bindings::Uniffi,
        Some("bin") => return Bindings::Programs,
        _ => {}
    }
    let is_cdylib = is_cdylib(&cargo.manifest);
    let has_programs = !programs(cargo, tree).is_empty();
    let takes =
        |manifest: &Toml, krate: &str| dependencies(manifest).any(|node| cargo.registry_name(node) == krate);
    let own = bindings::dependency(cargo).map(|(_, pyo3)| features::takes_part(pyproject, cargo, &pyo3));
    let others = || cargo.path_dependencies.iter().any(|other| takes(other, "pyo3"));
    match own.unwrap_or_else(others) {
        true if has_programs && !is_cdylib => Bindings::Programs,
        true => Bindings::Pyo3,
        false if takes(&cargo.manifest, "uniffi") => Bindings::Uniffi,
        false if is_cdylib => Bindings::Cffi,
        false => Bindings::Programs,
    }
}

/// The files that are compiled or written for what is compiled.
pub fn files(pyproject: &Pyproject, cargo: &Crate, layout: &Layout, tree: &Tree) -> Vec<File> {
    let folder = layout.folder();
    let kind = bindings(pyproject, cargo, tree);
    let mut made = match kind {
        Bindings::Pyo3 => vec![format!("{folder}/{}.*", layout.extension())],
        Bindings::Cffi | Bindings::Uniffi => {
            let inside = layout.package.as_ref().map(|_| layout.extension());
            vec![tree::join(&folder, &format!("{}/*", inside.unwrap_or_default()))]
        }
        Bindings::Programs => {
            let programs = programs(cargo, tree).into_iter();
            programs.map(|name| format!("{DATA}/scripts/{name}")).collect()
        }
    };
    if kind == Bindings::Pyo3 && layout.package.is_none() {
        made.push(format!("{folder}/__init__.py"));
    }
    made.into_iter().map(File::made).collect()
}

/// The names of the programs of a crate, by its manifest and by the places of their sources.
pub fn programs(cargo: &Crate, tree: &Tree) -> Vec<String> {
    let manifest = &cargo.manifest;
    let own = manifest.get(&["bin"]).map(Node::items).unwrap_or_default();
    let text = |bin: &Node<'_>, key: &str| bin.get(key).and_then(Node::as_str).map(str::to_owned);
    let mut names: Vec<String> = own.iter().filter_map(|bin| text(bin, "name")).collect();
    if manifest.get(&["package", "autobins"]).and_then(Node::as_bool) != Some(false) {
        let is_listed = |path: &str| own.iter().any(|bin| text(bin, "path").as_deref() == Some(path));
        let exists = |path: &str| tree.exists(&tree::join(cargo.folder(), path));
        if exists("src/main.rs") && !is_listed("src/main.rs") {
            names.extend(cargo.name().and_then(Node::as_str).map(str::to_owned));
        }
        for (name, kind) in tree.entries(&tree::join(cargo.folder(), "src/bin")) {
            let (program, path) = match kind {
                Kind::File => (
                    name.strip_suffix(".rs").map(str::to_owned),
                    format!("src/bin/{name}"),
                ),
                _ => (Some(name.to_string()), format!("src/bin/{name}/main.rs")),
            };
            names.extend(program.filter(|_| exists(&path) && !is_listed(&path)));
        }
    }
    names.sort();
    names.dedup();
    names
}
