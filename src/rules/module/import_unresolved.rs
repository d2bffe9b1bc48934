//! The Python package imports a module of its own that does not exist.
//!
//! ## Why
//!
//! A [relative import](https://docs.python.org/3/reference/import.html#package-relative-imports) looks in the package
//! alone. If the wheel has no such module, the import of the package fails.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
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
//! from ._core import add
//! from .flags import DEBUG
//! ```
//!
//! ```console
//! demo/__init__.py:2:7: error[module/import-unresolved] the wheel has no module `demo.flags`
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
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
//! from ._core import add
//! from .flags import DEBUG
//! ```
//!
//! ```python demo/flags.py
//! DEBUG = False
//! ```
//!
//! ## When not to follow
//!
//! If the module is made before the build. The rule is silent if a workflow, a script or an ignore file names it, if
//! there is a stub of it, and about imports in branches, in functions, in `try` and in tests.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::questions::ignored::is_ignored;
use crate::questions::left_out::is_test;
use crate::questions::named::is_missing;
use crate::standards::horizon::Table;
use crate::syntax::python::Module;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree;

/// The import fails for everyone who installs the wheel.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Create the module, or correct the import";

/// One finding for each import.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let files = project.wheel()?;
    let (extension, _) = module_name(project.pyproject.as_ref()?, project.cargo.as_ref())?;
    let extension = extension.replace('.', "/");
    let modules: BTreeSet<&str> = files.iter().flat_map(|file| modules(&file.target)).collect();
    // What is in the extension is for other rules to say.
    let is_there =
        |module: &str| modules.contains(module) || module == extension || tree::within(module, &extension);
    let mut findings = Vec::new();
    let sources = files
        .iter()
        .filter(|file| file.target.ends_with(".py") && !is_test(&file.target));
    for file in sources {
        let Some(source) = &file.source else { continue };
        let text = project.tree.text(source).filter(|text| text.contains("from ."));
        let Some(module) = text.and_then(|text| Module::parse(&text).ok()) else {
            continue;
        };
        for (level, name, span) in module.relative_imports() {
            let up = "../".repeat(level - 1);
            let folder = tree::join(tree::parent(&file.target), &up);
            let package = folder.trim_end_matches('/');
            let module = tree::join(package, &name.replace('.', "/"));
            let beside = tree::join(tree::parent(source), &up);
            let path = format!("{}.py", name.replace('.', "/"));
            let is_known = package.is_empty() || package.starts_with("..") || is_there(&module);
            let beside = beside.trim_end_matches('/');
            let may_come = is_ignored(&project.tree, &tree::join(beside, &path));
            if !is_known && !may_come && is_missing(project, beside, &path) {
                let message = format!("the wheel has no module `{}`", module.replace('/', "."));
                findings.push(Finding::new(Place::at(source, span), message));
            }
        }
    }
    Some(findings)
}

/// The modules that a file of a wheel is or stands in, as paths.
fn modules(target: &str) -> impl Iterator<Item = &str> {
    let name = target.rfind('/').map_or(0, |slash| slash + 1);
    let stem = target
        .get(name..)
        .and_then(|name| name.find('.'))
        .map(|dot| &target[..name + dot]);
    target
        .match_indices('/')
        .map(|(end, _)| &target[..end])
        .chain(stem)
}
