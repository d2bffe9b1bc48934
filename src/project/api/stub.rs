//! The stubs of the extension module and of the modules in it: where they stand, and what they promise.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::project::api::exports::{Export, Exported, Exports};
use crate::project::api::module::imported;
use crate::project::contents::layout::Layout;
use crate::project::manifests::cargo;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::reader::Reader;
use crate::syntax::python::{Class, Module, Promise, Promised, Promises};
use crate::text::place::Place;
use crate::tree;
use crate::tree::Tree;

/// A class with more bases than this is not judged.
const MAX_FAMILY: usize = 64;

/// A stub that belongs to the extension module, or to a module in it.
#[derive(Clone, Debug)]
pub struct Stub {
    /// Its path.
    pub path: Arc<str>,
    /// What it promises.
    pub promises: Promises,
    /// The names that lead to the module that it is of, that of the extension module first.
    pub module: Vec<String>,
    /// Whether it belongs to a package that passes on what the extension module has.
    pub is_face: bool,
    /// The names that such a package passes on, if those are not all.
    pub passed_on: Option<BTreeSet<String>>,
}

/// Where maturin puts the extension module, without an ending.
pub fn extension(pyproject: &Pyproject, cargo: Option<&Crate>, tree: &Tree) -> Option<String> {
    Some(Layout::read(pyproject, cargo, tree)?.place())
}

/// Where the stub of the extension module stands: beside it, or that of a package that passes all of it on.
pub fn path(pyproject: &Pyproject, cargo: Option<&Crate>, reader: &mut Reader<'_>) -> Option<String> {
    let extension = extension(pyproject, cargo, reader.tree)?;
    let source = cargo::python_source(pyproject, reader.tree).unwrap_or_default();
    Some(find(&extension, &source, reader)?.0)
}

/// A package that passes on what the extension module has.
struct Face {
    /// Its `__init__.py`.
    module: Arc<Module>,
    /// The names that it passes on, if those are not all.
    names: Option<BTreeSet<String>>,
}

/// The same for an extension module at `extension`, and such a package.
fn find(extension: &str, source: &str, reader: &mut Reader<'_>) -> Option<(String, Option<Face>)> {
    let own = [format!("{extension}.pyi"), format!("{extension}/__init__.pyi")];
    if let Some(path) = own.into_iter().find(|path| reader.tree.exists(path)) {
        return Some((path, None));
    }
    let path = tree::join(tree::parent(extension), "__init__.pyi");
    let face = reader
        .tree
        .exists(&path)
        .then(|| face_of(extension, source, reader))??;
    Some((path, Some(face)))
}

/// The package around the extension module, if it takes all names from there and from nowhere else, or some by name.
fn face_of(extension: &str, source: &str, reader: &mut Reader<'_>) -> Option<Face> {
    let (folder, _) = extension.rsplit_once('/')?;
    let path = tree::join(folder, "__init__.py");
    let makes_names = reader.text(&path)?.contains("globals()");
    let module = reader.python(&path)?;
    let imports = module.imports().into_iter();
    let own = imports.filter(|import| imported(import, &path, source) == extension);
    let taken: BTreeSet<String> = own.flat_map(|import| import.kept).collect();
    let takes_all = taken.contains("*");
    let is_whole = module.bindings("*") == usize::from(takes_all) && module.bindings("__getattr__") == 0;
    let names = (!takes_all).then(|| {
        let is_bound_once = |name: &String| module.bindings(name) == 1;
        taken.iter().filter(|name| is_bound_once(name)).cloned().collect()
    });
    (!taken.is_empty() && is_whole && !makes_names).then_some(Face { module, names })
}

/// Reads the stub of the extension module, and those of the modules that it surely has.
pub fn read(
    pyproject: &Pyproject,
    cargo: Option<&Crate>,
    exports: Option<&Exports>,
    reader: &mut Reader<'_>,
) -> Vec<Stub> {
    let mut stubs = Vec::new();
    let Some(extension) = extension(pyproject, cargo, reader.tree) else {
        return stubs;
    };
    let source = cargo::python_source(pyproject, reader.tree).unwrap_or_default();
    let Some((path, face)) = find(&extension, &source, reader) else {
        return stubs;
    };
    let Some(mut promises) = reader.python(&path).map(|stub| stub.promises()) else {
        return stubs;
    };
    for promise in &mut promises.all {
        // What the package defines itself stands before what it passes on.
        let is_its_own = face.as_ref().is_some_and(|face| match &face.names {
            None => face.module.bindings(&promise.name) > 0,
            Some(names) => !names.contains(&promise.name),
        });
        if is_its_own {
            promise.what = Promised::Import;
        }
    }
    let name = extension.rsplit('/').next().unwrap_or(&extension);
    let stub = Stub {
        path: path.as_str().into(),
        promises,
        module: vec![name.to_owned()],
        is_face: face.is_some(),
        passed_on: face.and_then(|face| face.names),
    };
    if let (Some(exports), Some(folder)) = (exports, path.strip_suffix("/__init__.pyi")) {
        inside(folder, &stub, exports, reader, &mut stubs);
    }
    stubs.insert(0, stub);
    stubs
}

/// Reads the stubs of the modules in the one whose stub is the `__init__.pyi` of a folder.
fn inside(folder: &str, outer: &Stub, exports: &Exports, reader: &mut Reader<'_>, stubs: &mut Vec<Stub>) {
    let modules = exports
        .all
        .iter()
        .filter(|export| matches!(export.what, Exported::Module(_)));
    for Export { name, .. } in modules {
        let base = tree::join(folder, name);
        let in_python = [format!("{base}.py"), format!("{base}/__init__.py")];
        let is_python = in_python.iter().any(|path| reader.tree.exists(path));
        let Some(inner) = exports.module(name).filter(|_| !is_python) else {
            continue;
        };
        let package = format!("{base}/__init__.pyi");
        let file = Some(format!("{base}.pyi")).filter(|path| reader.tree.exists(path));
        let path = file.unwrap_or_else(|| package.clone());
        let Some(promises) = reader.python(&path).map(|stub| stub.promises()) else {
            continue;
        };
        let stub = Stub {
            promises,
            module: outer.module.iter().chain([name]).cloned().collect(),
            is_face: outer.is_face,
            passed_on: None,
            path: path.as_str().into(),
        };
        if path == package {
            inside(&base, &stub, inner, reader, stubs);
        }
        stubs.push(stub);
    }
}

/// Bases that give a class nothing that Rust would have to have.
const PLAIN_BASES: [&str; 4] = ["object", "Generic", "Protocol", "Exception"];

/// Bases that make an enum of a class.
const ENUM_BASES: [&str; 6] = ["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum"];

/// The base by which a class of a stub is an enum.
pub fn enum_base(class: &Class) -> Option<&str> {
    let bases = class.bases.iter().map(String::as_str);
    bases.into_iter().find(|base| ENUM_BASES.contains(base))
}

impl Stub {
    /// Where a definition of the stub has its name.
    pub fn place(&self, promise: &Promise) -> Place {
        Place::at(&self.path, promise.span)
    }

    /// A class and its bases, if all of these stand in the stub.
    pub fn family<'a>(&'a self, class: &'a Class) -> Option<Vec<&'a Class>> {
        let mut family = vec![class];
        let mut next = 0;
        while let Some(class) = family.get(next) {
            next += 1;
            let bases = class
                .bases
                .iter()
                .filter(|base| !PLAIN_BASES.contains(&base.as_str()) && !ENUM_BASES.contains(&base.as_str()));
            let mut found = Vec::new();
            for base in bases {
                let mut definitions = self.promises.named(base);
                match (
                    definitions.next().map(|promise| &promise.what),
                    definitions.next(),
                ) {
                    (Some(Promised::Class(base)), None) => found.push(base),
                    _ => return None,
                }
            }
            family.extend(found);
            if family.len() > MAX_FAMILY {
                return None;
            }
        }
        Some(family)
    }
}
