//! The modules on both sides of the seam: what Rust defines and the Python package around it.

use std::sync::Arc;

use crate::project::api::sources::RustSource;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::reader::Reader;
use crate::syntax::python::Import;
use crate::syntax::rust::PyModule;
use crate::text::place::Place;
use crate::tree;
use crate::tree::Tree;

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
    /// Its sources, `__init__.py` among them.
    pub sources: Vec<Arc<str>>,
    /// Its stubs.
    pub stubs: Vec<Arc<str>>,
    /// Where the marker of PEP 561 stands, or would stand: in the outermost package that is no mere namespace.
    pub marker: String,
    /// Strings that `__version__` is set to.
    pub versions: Vec<Dunder>,
    /// The distributions whose version `__version__` is set to, as the installed metadata has it.
    pub asked: Vec<Dunder>,
}

/// The string of a `__version__ = "…"` or `__version__ = version("…")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dunder {
    /// The string.
    pub value: String,
    /// Where it stands, with its quotes.
    pub place: Place,
}

/// The modules that the sources of a crate and of the crates that it depends on by path define.
///
/// `None` where a macro or a re-export may hide some; what a dependency hides matters only to a crate without its own.
pub fn rust_modules(sources: &[RustSource]) -> Option<RustModules> {
    let mut all = RustModules::default();
    let has_own = sources
        .iter()
        .any(|source| source.is_own && !source.source.found.is_empty());
    for RustSource {
        path,
        is_own,
        features: around,
        source,
        ..
    } in sources
    {
        if source.hidden && (*is_own || !has_own) {
            return None;
        }
        all.perhaps.extend(source.perhaps.iter().cloned());
        for PyModule { name, span, features } in source.found.iter().cloned() {
            if *is_own {
                let place = Place::at(path, span);
                let features = around.iter().cloned().chain(features).collect();
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
    Some(all)
}

/// Where the module that a Python source at `path` imports from stands, without an ending.
pub fn imported(import: &Import, path: &str, python_source: &str) -> String {
    let folder = match import.level {
        0 => python_source,
        level => (1..level).fold(tree::parent(path), |folder, _| tree::parent(folder)),
    };
    tree::join(folder, &import.module.replace('.', "/"))
}

/// The name of the module that stands at `path`, which has no ending.
pub fn dotted(path: &str, python_source: &str) -> String {
    let below = path.strip_prefix(python_source).unwrap_or(path);
    below.trim_start_matches('/').replace('/', ".")
}

/// The package that the module name leads to, where maturin looks for it.
pub fn python_package(
    pyproject: &Pyproject,
    cargo: Option<&Crate>,
    reader: &mut Reader<'_>,
) -> Option<PythonPackage> {
    let (name, _) = module_name(pyproject, cargo)?;
    let package = name
        .rsplit_once('.')
        .map_or(name.as_str(), |(package, _)| package);
    let source = cargo::python_source(pyproject, reader.tree).unwrap_or_default();
    let folder = tree::join(&source, &package.replace('.', "/"));
    let sources = reader.tree.files(&folder, ".py");
    let stubs = reader.tree.files(&folder, ".pyi");
    if sources.is_empty() && stubs.is_empty() {
        return None;
    }
    for stub in &stubs {
        if is_importable(stub, &folder, reader.tree) {
            reader.python(stub);
        }
    }
    let own = sources.iter().filter(|path| tree::parent(path) == folder);
    let named = own.filter(|path| {
        matches!(
            path.rsplit('/').next(),
            Some("__init__.py" | "_version.py" | "__about__.py" | "version.py" | "__version__.py")
        )
    });
    let (mut versions, mut asked) = (Vec::new(), Vec::new());
    for path in named {
        let text = reader.text(path);
        if text.is_none_or(|text| !text.contains("__version__")) {
            continue;
        }
        let Some(module) = reader.python(path) else {
            continue;
        };
        let dunder = |value, span| Dunder {
            value,
            place: Place::at(path, span),
        };
        let assigned = module.assigned("__version__");
        versions.extend(assigned.map(|assigned| dunder(assigned.value, assigned.span)));
        let installed = module.versions_of("__version__").into_iter();
        asked.extend(installed.map(|(value, span)| dunder(value, span)));
    }
    Some(PythonPackage {
        marker: tree::join(&regular_package(&source, package, reader.tree), "py.typed"),
        versions,
        asked,
        sources,
        stubs,
    })
}

/// The folder of the outermost package with an `__init__`; that of the whole package, if none has one.
fn regular_package(source: &str, package: &str, tree: &Tree) -> String {
    let mut folder = source.to_owned();
    for part in package.split('.') {
        folder = tree::join(&folder, part);
        if is_regular(&folder, tree) {
            break;
        }
    }
    folder
}

fn is_regular(folder: &str, tree: &Tree) -> bool {
    ["__init__.py", "__init__.pyi"]
        .iter()
        .any(|name| tree.exists(&tree::join(folder, name)))
}

/// Whether a stub below the folder of a package is one of its modules, and not, say, a template for others.
fn is_importable(stub: &str, package: &str, tree: &Tree) -> bool {
    let is_name = |part: &str| {
        part.chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_')
    };
    let name = stub
        .strip_prefix(package)
        .unwrap_or(stub)
        .trim_end_matches(".pyi");
    let folder = tree::parent(stub);
    name.split('/').all(is_name) && (folder == package || is_regular(folder, tree))
}
