//! A module that the package imports stands beside the package, and is not in the wheel.
//!
//! ## Why
//!
//! maturin takes one package, the one that holds the extension module. What stands beside it must be named in
//! [`python-packages`](https://www.maturin.rs/config.html) or `include`. It is found during development, where the whole
//! folder is on the path of Python, and missing where the wheel is installed.
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
//! dynamic = ["version"]
//!
//! [project.scripts]
//! demo = "demo_cli.main:run"
//!
//! [tool.maturin]
//! python-source = "python"
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python python/demo/__init__.py
//! from demo_flags import DEBUG
//! ```
//!
//! ```python python/demo_flags.py
//! DEBUG = False
//! ```
//!
//! ```python python/demo_cli/__init__.py
//! ```
//!
//! ```python python/demo_cli/main.py
//! def run() -> None:
//!     print("demo")
//! ```
//!
//! ```console
//! pyproject.toml:10:8: error[module/sibling-left-out] `demo_cli` is not in the wheel: maturin takes `python/demo`, and nothing names `python/demo_cli`
//! python/demo/__init__.py:1:6: error[module/sibling-left-out] `demo_flags` is not in the wheel: maturin takes `python/demo`, and nothing names `python/demo_flags.py`
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
//! dynamic = ["version"]
//!
//! [project.scripts]
//! demo = "demo_cli.main:run"
//!
//! [tool.maturin]
//! python-source = "python"
//! module-name = "demo._core"
//! python-packages = ["demo_cli"]
//! include = ["python/demo_flags.py"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python python/demo/__init__.py
//! from demo_flags import DEBUG
//! ```
//!
//! ```python python/demo_flags.py
//! DEBUG = False
//! ```
//!
//! ```python python/demo_cli/__init__.py
//! ```
//!
//! ```python python/demo_cli/main.py
//! def run() -> None:
//!     print("demo")
//! ```
//!
//! ## Fix safety
//!
//! The fix adds files to the wheel, under names that other packages may have too.
//!
//! ## When not to follow
//!
//! If another distribution brings the module. The rule is silent about names of dependencies, of other projects in the
//! repository and of the standard library, and about imports in branches, in functions, in `try` and in tests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::File;
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::left_out::{is_test, modules_beside, name_module};
use crate::questions::siblings::siblings;
use crate::standards::horizon::{PYTHON_MINOR, Table};
use crate::standards::names::is_standard_module;
use crate::standards::requirement::normal_name;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// The import fails for everyone who installs the wheel.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Move it into the package, or name it in `python-packages`";

/// One finding for each module, at the script or the first import that needs it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, layout) = (project.pyproject.as_ref()?, project.layout()?);
    let beside = modules_beside(project, layout);
    if beside.is_empty() {
        return None;
    }
    let files = project.wheel()?;
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for (module, place) in needed(project, pyproject, files, &beside) {
        let name = module.split('.').next().unwrap_or_default();
        let is_inside = |file: &File| file.target.split(['/', '.']).next() == Some(name);
        let Some(path) = beside.get(name).filter(|_| seen.insert(name.to_owned())) else {
            continue;
        };
        if files.iter().any(is_inside) || is_from_elsewhere(project, pyproject, name) {
            continue;
        }
        let taken = layout.package.as_deref().unwrap_or("no package");
        let message =
            format!("`{name}` is not in the wheel: maturin takes `{taken}`, and nothing names `{path}`");
        let fix = name_module(pyproject, layout, path);
        findings.push(Finding::new(place, message).fix(fix));
    }
    Some(findings)
}

/// The modules that scripts and the sources in the wheel need, and where that is said.
fn needed(
    project: &Project,
    pyproject: &Pyproject,
    files: &[File],
    beside: &BTreeMap<String, String>,
) -> Vec<(String, Place)> {
    let tables = ["scripts", "gui-scripts"].into_iter();
    let scripts = tables
        .filter_map(|key| pyproject.field(key))
        .flat_map(Node::entries);
    let module = |node: Node<'_>| Some((node.as_str()?.split(':').next()?.trim().to_owned(), node.place()));
    let mut needed: Vec<_> = scripts.filter_map(module).collect();
    let sources = files
        .iter()
        .filter(|file| file.target.ends_with(".py") && !is_test(&file.target));
    for path in sources.filter_map(|file| file.source.as_ref()) {
        let names_one = |text: &Arc<str>| beside.keys().any(|name| text.contains(name.as_str()));
        let text = project.tree.text(path).filter(names_one);
        let parsed = text.and_then(|_| project.tree.python(path));
        let imports = parsed.map(|module| module.absolute_imports()).unwrap_or_default();
        needed.extend(
            imports
                .into_iter()
                .map(|(module, span)| (module, Place::at(path, span))),
        );
    }
    needed
}

/// Whether a dependency, another project or Python itself brings a module of that name.
fn is_from_elsewhere(project: &Project, pyproject: &Pyproject, name: &str) -> bool {
    let wanted = normal_name(name);
    let is_dependency = |node: Node<'_>| {
        let items = node.items().into_iter().filter_map(Node::as_str);
        items.map(normal_name).any(|item| item.starts_with(&wanted))
    };
    is_standard_module(name, PYTHON_MINOR)
        || pyproject.requirements().into_iter().any(is_dependency)
        || siblings(&project.tree).contains(&wanted)
}
