//! The Python package imports a module, or a name of a module, of its own that does not exist.
//!
//! ## Why
//!
//! A [relative import](https://docs.python.org/3/reference/import.html#package-relative-imports), and one that begins with the
//! name of the package, looks in the package alone. If the wheel has no such module, or the module no such name, the import
//! of the package fails. maturin leaves out modules that `exclude` or `.gitignore` names.
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
//! If the module is made before the build. The rule is silent if it does not exist and a workflow, a script or an ignore
//! file names it, if a source puts modules into `sys.modules`, and about imports in branches, in functions, in `try` and in
//! tests. A stub alone is no module, unless a crate of the repository may make one of its name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::importable::{Source, Taken};
use crate::project::api::module::RustModules;
use crate::project::contents::layout::{Layout, module_name};
use crate::project::manifests::cargo::Crate;
use crate::questions::bound::{lacks as lacks_in, makes_names};
use crate::questions::build_files::is_in_build_files;
use crate::questions::ignored::is_ignored;
use crate::questions::left_out::is_test;
use crate::questions::named::is_missing;
use crate::questions::registered::registers_modules;
use crate::standards::horizon::Table;
use crate::syntax::python::Module;
use crate::text::edit::Applicability;
use crate::text::place::{Place, Span};
use crate::tree;

/// The import fails for everyone who installs the wheel.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Create the module or the name, or correct the import";

/// What to do about a module that is there.
const LEFT_OUT: &str =
    "Take it out of `exclude` or `.gitignore`, or name it in `include` of `[tool.maturin]`";

/// One finding for each import.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (files, layout) = (project.wheel()?, project.layout()?);
    let (extension, _) = module_name(project.pyproject.as_ref()?, project.cargo.as_ref())?;
    let read = project.importable().iter().filter_map(|source| {
        let text = project.tree.text(&source.path)?;
        let module = project.tree.python(&source.path)?;
        Some((source.module.as_str(), Read { source, text, module }))
    });
    let wheel = Wheel {
        project,
        layout,
        extension,
        modules: files
            .iter()
            .filter(|file| !file.target.ends_with(".pyi"))
            .flat_map(|file| modules(&file.target))
            .collect(),
        sources: read.collect(),
    };
    let sources = wheel.sources.values();
    let found = sources
        .filter(|read| !is_test(&read.source.path))
        .flat_map(|read| {
            let taken = read.source.taken(&read.module);
            taken
                .iter()
                .flat_map(|taken| wheel.judge(read.source, taken))
                .collect::<Vec<_>>()
        });
    Some(found.collect())
}

/// A source of the wheel.
struct Read<'a> {
    source: &'a Source,
    text: Arc<str>,
    module: Arc<Module>,
}

/// What the wheel has.
struct Wheel<'a> {
    project: &'a Project,
    layout: &'a Layout,
    /// The name of the extension module.
    extension: String,
    /// The modules in it, as paths; its types alone are none.
    modules: BTreeSet<&'a str>,
    /// The sources in it, by the names of their modules.
    sources: BTreeMap<&'a str, Read<'a>>,
}

impl Wheel<'_> {
    fn judge(&self, source: &Source, taken: &Taken) -> Vec<Finding> {
        let module = taken.module.as_str();
        let place = |span: Span| Place::at(&source.path, span);
        // What is in the extension is for other rules to say.
        let inside = format!("{}.", self.extension);
        let is_own = module
            .split_once('.')
            .is_some_and(|(top, _)| self.is_regular(top));
        // A module that nobody imports may be a leftover.
        let is_run = self.project.imported().contains(source);
        let milder = |finding: Finding, is_mild: bool| match is_mild {
            true => finding.at_most(Severity::Warning),
            false => finding,
        };
        if module == self.extension || module.starts_with(&inside) {
            return Vec::new();
        }
        if is_own && !self.modules.contains(module.replace('.', "/").as_str()) {
            return self.absent(module).map_or_else(Vec::new, |help| {
                let finding = Finding::new(place(taken.span), format!("the wheel has no module `{module}`"));
                let finding = milder(finding, !is_run && !taken.is_relative);
                vec![if help.is_empty() {
                    finding
                } else {
                    finding.help(help)
                }]
            });
        }
        let Some(from) = self.sources.get(module) else {
            return Vec::new();
        };
        let is_itself = from.source.path == source.path;
        let lacks = |name: &str| {
            let is_plain = name != "*" && !name.starts_with("__");
            let inner = format!("{module}.{name}");
            let is_module = self.modules.contains(inner.replace('.', "/").as_str());
            let last = module.rsplit('.').next().unwrap_or(module);
            let lacks = match is_itself {
                true => takes_from_itself(from, name),
                false => lacks_in(self.project, &from.source.path, &from.text, &from.module, name),
            };
            is_plain
                && inner != self.extension
                && !is_module
                && lacks
                && !self.project.patches(last, name)
                && self.absent(&inner).is_some()
        };
        let names = taken.names.iter().filter(|(name, _)| lacks(name));
        let finding = |(name, span): &(String, Span)| {
            let finding = Finding::new(place(*span), format!("`{module}` has no `{name}`"));
            milder(finding, !is_run)
        };
        names.map(finding).collect()
    }

    /// Whether a package at the root of the wheel is one that no other distribution adds to.
    fn is_regular(&self, top: &str) -> bool {
        self.sources.get(top).is_some_and(|read| read.source.is_package)
    }

    /// Whether a module that the wheel lacks surely stays away, and what is to be done where that is not plain.
    fn absent(&self, module: &str) -> Option<&'static str> {
        let tree = &self.project.tree;
        let path = tree::join(&self.layout.python_dir, &module.replace('.', "/"));
        let files = [format!("{path}.py"), format!("{path}/__init__.py")];
        if files.iter().any(|file| tree.exists(file)) {
            return Some(LEFT_OUT);
        }
        let [file, _] = &files;
        let is_stub = |path: &Arc<str>| path.ends_with(".pyi");
        let found = tree.files(&path, "");
        let has_stub = tree.exists(&format!("{path}.pyi")) || found.iter().any(is_stub);
        let may_come = is_ignored(tree, file)
            || !found.iter().all(is_stub)
            || has_stub && self.may_be_made(&path)
            || registers_modules(self.project);
        (!may_come && is_missing(self.project, "", file)).then_some("")
    }

    /// Whether a crate, or another part of the build, may make the module of a stub.
    fn may_be_made(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let knows = |modules: &RustModules| {
            let mut own = modules.own.iter().map(|module| &module.name);
            own.any(|own| own == name) || modules.perhaps.iter().any(|other| other == name)
        };
        let project = self.project;
        let others = |cargo: &Crate| {
            !cargo.other_members(&project.tree, name).is_empty() || is_in_build_files(project, cargo, name)
        };
        project.modules.as_ref().is_none_or(knows) || project.cargo.as_ref().is_none_or(others)
    }
}

/// Whether a package takes a name from itself that nothing else in it binds: there has to be a module of that name.
fn takes_from_itself(from: &Read<'_>, name: &str) -> bool {
    from.source.is_package
        && from.module.is_judged()
        && from.module.bindings(name) == 1
        && from.module.bindings("*") == 0
        && !makes_names(&from.text)
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
