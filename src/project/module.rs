//! The modules on both sides of the seam: what Rust defines and the Python package around it.

use std::sync::Arc;

use super::Reader;
use super::cargo::Crate;
use super::pyproject::Pyproject;
use crate::place::Place;
use crate::syntax::rust::{self, PyModule};
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// A Python module that a Rust source defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustModule {
    /// The name that it is imported by.
    pub name: String,
    /// Where the name is written.
    pub place: Place,
    /// The features of the crate without which it is not compiled.
    pub features: Vec<String>,
}

/// What the Rust sources say about Python modules.
#[derive(Clone, Debug, Default)]
pub struct RustModules {
    /// The modules that the crate itself defines.
    pub own: Vec<RustModule>,
    /// Names that may be modules: of other crates, inside another module, or compiled only sometimes.
    pub perhaps: Vec<String>,
}

/// The Python package that holds the extension.
#[derive(Clone, Debug)]
pub struct PythonPackage {
    /// Its folder.
    pub folder: String,
    /// The last part of the module name: what the extension is imported as.
    pub extension: String,
    /// Its sources, `__init__.py` among them.
    pub sources: Vec<Arc<str>>,
    /// Its stubs.
    pub stubs: Vec<Arc<str>>,
    /// Where the marker of PEP 561 stands, or would stand: in the outermost package that is no mere namespace.
    pub marker: String,
    /// Strings that `__version__` is set to.
    pub versions: Vec<Dunder>,
}

/// A `__version__ = "…"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dunder {
    /// The string.
    pub value: String,
    /// Where it stands, with its quotes.
    pub place: Place,
}

/// The modules of a crate and of the crates that it depends on by path.
///
/// `None` where a macro, a re-export or a source that does not parse may hide some.
pub fn rust_modules(cargo: &Crate, reader: &mut Reader<'_>) -> Option<RustModules> {
    let mut all = RustModules::default();
    let mut hidden = false;
    for manifest in std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies) {
        for path in sources(manifest, reader.tree) {
            let Some(text) = reader.text(&path) else {
                hidden = true;
                continue;
            };
            let Some(modules) = reader.validate(&path, |_| rust::modules(&text)) else {
                hidden = true;
                continue;
            };
            hidden |= modules.hidden;
            all.perhaps.extend(modules.perhaps);
            for PyModule { name, span, features } in modules.found {
                if manifest.path == cargo.manifest.path {
                    let place = Place::at(&path, span);
                    all.own.push(RustModule {
                        name,
                        place,
                        features,
                    });
                } else {
                    all.perhaps.push(name);
                }
            }
        }
    }
    (!hidden).then_some(all)
}

/// The Rust sources of a crate's library.
fn sources(manifest: &Toml, tree: &Tree) -> Vec<Arc<str>> {
    let folder = tree::parent(&manifest.path);
    let mut sources = tree.files(&tree::join(folder, "src"), ".rs");
    if let Some(path) = manifest.get(&["lib", "path"]).and_then(Node::as_str) {
        let path = tree::join(folder, path);
        sources.extend(tree.files(tree::parent(&path), ".rs"));
    }
    sources.sort();
    sources.dedup();
    sources
}

/// The dotted name that the extension is imported by, and where it is written.
pub fn module_name<'a>(pyproject: &'a Pyproject, cargo: Option<&'a Crate>) -> Option<(String, Node<'a>)> {
    if let Some(node) = pyproject.maturin("module-name") {
        return Some((node.as_str()?.to_owned(), node));
    }
    let cargo = cargo?;
    let library = cargo.manifest.get(&["lib", "name"]);
    let node = library
        .or_else(|| pyproject.field("name"))
        .or_else(|| cargo.name())?;
    Some((node.as_str()?.replace('-', "_"), node))
}

/// The package that the module name leads to, where maturin looks for it.
pub fn python_package(
    pyproject: &Pyproject,
    cargo: Option<&Crate>,
    reader: &mut Reader<'_>,
) -> Option<PythonPackage> {
    let (name, _) = module_name(pyproject, cargo)?;
    let (package, extension) = name.rsplit_once('.').unwrap_or((&name, &name));
    let source = match pyproject.maturin("python-source").and_then(Node::as_str) {
        Some(source) => tree::join("", source),
        None if cargo.is_some_and(|cargo| cargo.folder() == "rust") => "src".to_owned(),
        None => String::new(),
    };
    let folder = tree::join(&source, &package.replace('.', "/"));
    let sources = reader.tree.files(&folder, ".py");
    let stubs = reader.tree.files(&folder, ".pyi");
    if sources.is_empty() && stubs.is_empty() {
        return None;
    }
    for stub in &stubs {
        reader.python(stub);
    }
    let own = sources.iter().filter(|path| tree::parent(path) == folder);
    let named = own.filter(|path| {
        matches!(
            path.rsplit('/').next(),
            Some("__init__.py" | "_version.py" | "__about__.py" | "version.py" | "__version__.py")
        )
    });
    let mut version = |path: &Arc<str>| {
        let text = reader.text(path)?;
        text.contains("__version__").then_some(())?;
        let assigned = reader.python(path)?.assigned("__version__")?;
        Some(Dunder {
            value: assigned.value,
            place: Place::at(path, assigned.span),
        })
    };
    let versions = named.filter_map(&mut version).collect();
    Some(PythonPackage {
        marker: tree::join(&regular_package(&source, package, reader.tree), "py.typed"),
        extension: extension.to_owned(),
        versions,
        folder,
        sources,
        stubs,
    })
}

/// The folder of the outermost package with an `__init__`; that of the whole package, if none has one.
fn regular_package(source: &str, package: &str, tree: &Tree) -> String {
    let mut folder = source.to_owned();
    for part in package.split('.') {
        folder = tree::join(&folder, part);
        if ["__init__.py", "__init__.pyi"]
            .iter()
            .any(|name| tree.exists(&tree::join(&folder, name)))
        {
            break;
        }
    }
    folder
}
