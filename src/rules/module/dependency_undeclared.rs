//! The Python package imports a module that nothing installs.
//!
//! ## Why
//!
//! Who develops the package has the module; for everyone else the import of the package is a `ModuleNotFoundError`. Nothing says
//! so before: maturin does not read Python sources. What the package needs stands in
//! [`dependencies`](https://packaging.python.org/en/latest/specifications/pyproject-toml/#dependencies-optional-dependencies).
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! version = "0.1.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! import numpy
//! from ._core import add
//! ```
//!
//! ```console
//! demo/__init__.py:1:8: error[module/dependency-undeclared] `numpy` is imported, and the project has no dependencies: the import fails
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! version = "0.1.0"
//! requires-python = ">=3.11"
//! dependencies = ["numpy>=2"]
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! import numpy
//! from ._core import add
//! ```
//!
//! ## When not to follow
//!
//! If the package runs only inside a program that brings the module. The rule speaks where `dependencies` is empty or
//! missing, for what a dependency brings with it is not known; it is silent about names in `optional-dependencies`, about
//! what the project is named after, as a plugin is, and about imports in branches, in functions and in `try`. It is a warning if some of the promised Pythons have the module
//! in their standard library, and others do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::importable::{Source, Taken};
use crate::project::contents::layout::Layout;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::horizon::Table;
use crate::standards::names::is_standard_module;
use crate::standards::version;
use crate::syntax::python::NEWEST;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// The import fails for everyone who installs the wheel.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add what brings the module to `dependencies`, or correct the import";

/// What the program brings that runs the package, or every environment has.
const BROUGHT: [&str; 8] = [
    "bpy",
    "js",
    "micropip",
    "pip",
    "pkg_resources",
    "pyodide",
    "pyodide_js",
    "setuptools",
];

/// The oldest Python 3 whose modules are known.
const OLDEST: u64 = 7;

/// One finding for each module.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    pyproject.project()?;
    let depends = pyproject
        .field("dependencies")
        .is_some_and(|list| !list.items().is_empty());
    let is_plain = pyproject.backend() == Some("maturin") && pyproject.may_bind_pyo3();
    if depends || pyproject.dynamic("dependencies").is_some() || !is_plain || project.is_fixture() {
        return None;
    }
    let files = project.wheel()?;
    let own: BTreeSet<&str> = files.iter().filter_map(|file| top(&file.target)).collect();
    let optional = optional(pyproject);
    let lacking = lacking(pyproject);
    let mut findings: BTreeMap<String, Finding> = BTreeMap::new();
    for source in project.imported() {
        for (name, taken) in strangers(project, source, &own) {
            let place = Place::at(&source.path, taken.span);
            if let Some(finding) = findings.remove(&name) {
                findings.insert(name, finding.related(place, "also here"));
                continue;
            }
            let is_standard = |minor: &u64| is_standard_module(&name, *minor);
            let finding = if (OLDEST..=NEWEST).any(|minor| is_standard(&minor)) {
                let Some(minor) = lacking.iter().find(|minor| !is_standard(minor)) else {
                    continue;
                };
                let message = format!(
                    "Python 3.{minor}, which `requires-python` allows, has no module `{name}`, and the project has no dependencies"
                );
                Finding::new(place, message).at_most(Severity::Warning)
            } else if optional.contains(&name.to_lowercase()) || is_host(pyproject, &name) {
                continue;
            } else {
                let message =
                    format!("`{name}` is imported, and the project has no dependencies: the import fails");
                Finding::new(place, message)
            };
            findings.insert(name, finding.mild_if(project.is_sample()));
        }
    }
    Some(findings.into_values().collect())
}

/// Whether the distribution is named after the module, as a plugin is after what loads it.
fn is_host(pyproject: &Pyproject, module: &str) -> bool {
    let name = pyproject.field("name").and_then(Node::as_str).unwrap_or_default();
    let mut parts = name.split(['-', '_', '.']);
    parts.any(|part| part.eq_ignore_ascii_case(module))
}

/// The modules that a source imports by their whole names and that are not of the wheel; Python has some of its own that
/// begin with `_`.
fn strangers(project: &Project, source: &Source, own: &BTreeSet<&str>) -> Vec<(String, Taken)> {
    let Some(module) = project.tree.python(&source.path) else {
        return Vec::new();
    };
    let extension = project.layout().map(Layout::extension);
    let named = source.taken(&module).into_iter().filter_map(|taken| {
        let name = taken.module.split('.').next()?.to_owned();
        let is_known = own.contains(name.as_str()) || BROUGHT.contains(&name.as_str());
        let may_be_any = !name.starts_with('_') || Some(name.as_str()) == extension;
        (!is_known && may_be_any).then_some((name, taken))
    });
    named.collect()
}

/// The name by which a file at the root of a wheel, or what is in a folder there, is imported.
fn top(target: &str) -> Option<&str> {
    target.split(['/', '.']).next()
}

/// The names of what can be asked for besides, as modules are named.
fn optional(pyproject: &Pyproject) -> BTreeSet<String> {
    let groups = pyproject.field("optional-dependencies").map(Node::entries);
    let items = groups.into_iter().flatten().flat_map(Node::items);
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name = |item: Node<'_>| {
        let text = item.as_str()?.trim();
        let name = text.split(|letter| !is_part(letter)).next()?;
        Some(name.to_lowercase().replace(['-', '.'], "_"))
    };
    items.filter_map(name).collect()
}

/// The Pythons that are promised and known.
fn lacking(pyproject: &Pyproject) -> Vec<u64> {
    let Some(requires) = pyproject.requires_python() else {
        return Vec::new();
    };
    let minors = (OLDEST..=NEWEST).rev();
    minors
        .filter(|minor| version::allows(&requires.value, 3, *minor))
        .collect()
}
