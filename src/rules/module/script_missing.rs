//! A script or an entry point names a module or a function that does not exist.
//!
//! ## Why
//!
//! The command that an installer makes of a
//! [script](https://packaging.python.org/en/latest/specifications/pyproject-toml/#entry-points) imports a module and
//! calls what it finds there. The build does not try it: the command is installed and fails for every user.
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
//! demo = "demo.cli:main"
//! demo-fast = "demo:run"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod _core {}
//! ```
//!
//! ```python demo/__init__.py
//! from . import _core
//!
//!
//! def main() -> None:
//!     print(_core.__doc__)
//! ```
//!
//! ```console
//! pyproject.toml:10:8: error[module/script-missing] `demo` fails: there is no module `demo.cli`
//! pyproject.toml:11:13: error[module/script-missing] `demo-fast` fails: `demo` has no `run`
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
//! demo = "demo:main"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod _core {}
//! ```
//!
//! ```python demo/__init__.py
//! from . import _core
//!
//!
//! def main() -> None:
//!     print(_core.__doc__)
//! ```
//!
//! ## When not to follow
//!
//! If the module is made at build time: the rule is silent if a file of the build mentions it. It is silent, too, about
//! modules that a dependency may bring, and about names that a module makes while it runs.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::module;
use crate::project::api::stub;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo;
use crate::questions::bound::lacks_name;
use crate::questions::extension::{is_program, may_be_extension};
use crate::questions::named;
use crate::questions::registered::registers_modules;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::tree;

/// The command fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the function, or correct the reference: `name = \"package.module:function\"`";

/// One finding for each script that fails.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    if is_program(project) || pyproject.backend() != Some("maturin") {
        return None;
    }
    let source = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
    let extension = stub::extension(pyproject, project.cargo.as_ref(), &project.tree);
    let extension = extension.filter(|_| may_be_extension(project, pyproject));
    let modules = Modules {
        project,
        source,
        extension,
    };
    let tables = ["scripts", "gui-scripts"]
        .into_iter()
        .filter_map(|key| pyproject.field(key));
    let groups = pyproject
        .field("entry-points")
        .map(Node::entries)
        .unwrap_or_default();
    // An entry point may be for those who have another distribution as well; a command must work by itself.
    let commands = tables.flat_map(Node::entries).map(|entry| (entry, true));
    let entries = commands.chain(
        groups
            .into_iter()
            .flat_map(Node::entries)
            .map(|entry| (entry, false)),
    );
    let finding = |(entry, is_command): (Node<'_>, bool)| {
        let written = entry.as_str()?.split('[').next()?.trim();
        let (module, name) = written.split_once(':').unwrap_or((written, ""));
        let name = name.split('.').next()?.trim();
        let reason = modules.lacks(module.trim(), name, is_command)?;
        Some(Finding::new(
            entry.place(),
            format!("`{}` fails: {reason}", entry.key()),
        ))
    };
    Some(entries.filter_map(finding).collect())
}

/// Where the modules of a project are looked for.
struct Modules<'a> {
    project: &'a Project,
    /// The folder of the Python sources.
    source: String,
    /// Where the extension module stands, without an ending.
    extension: Option<String>,
}

impl Modules<'_> {
    /// What is not there of a module and a name in it; nothing, where that is not known. A command must find it in what is
    /// installed with it.
    fn lacks(&self, module: &str, name: &str, is_command: bool) -> Option<String> {
        let tree = &self.project.tree;
        let base = tree::join(&self.source, &module.replace('.', "/"));
        let absent = || Some(format!("`{module}` has no `{name}`"));
        let file = [format!("{base}.py"), format!("{base}/__init__.py")];
        if let Some(path) = file.iter().find(|path| tree.exists(path)) {
            return absent().filter(|_| !name.is_empty() && lacks_name(self.project, path, name));
        }
        let whole = self.extension_name();
        // maturin puts one that stands alone into a package of its name.
        let is_itself =
            |whole: &String| module == whole || !whole.contains('.') && module == format!("{whole}.{whole}");
        if whole.as_ref().is_some_and(is_itself) {
            return absent().filter(|_| !name.is_empty() && self.is_not_exported(name));
        }
        let is_folder = !tree.files(&base, "").is_empty();
        let is_inside = |whole: &&String| module.starts_with(&format!("{whole}."));
        if let Some(whole) = whole.as_ref().filter(is_inside) {
            let message = format!("there is no module `{module}`, as `{whole}` is no package");
            return (!is_folder && !self.may_have_modules()).then_some(message);
        }
        if is_folder || !self.is_ours(module, is_command) {
            return None;
        }
        let is_missing = file.iter().all(|path| named::is_missing(self.project, "", path));
        is_missing.then(|| format!("there is no module `{module}`"))
    }

    /// The name by which the extension module is imported.
    fn extension_name(&self) -> Option<String> {
        let pyproject = self.project.pyproject.as_ref()?;
        let extension = self.extension.as_ref()?;
        // One that stands alone has no folder around it.
        let alone = || module_name(pyproject, self.project.cargo.as_ref()).map(|(name, _)| name);
        if extension.contains('/') {
            Some(module::dotted(extension, &self.source))
        } else {
            alone()
        }
    }

    /// Whether the extension module may make modules in it known to Python.
    fn may_have_modules(&self) -> bool {
        let exports = self.project.exports.as_ref();
        !exports.is_some_and(|exports| exports.whole) || registers_modules(self.project)
    }

    fn is_not_exported(&self, name: &str) -> bool {
        let exports = self.project.exports.as_ref();
        exports.is_some_and(|exports| exports.whole && !exports.knows(name))
    }

    /// Whether a module can come from nowhere else: its package is here, or nothing else is installed with a command.
    fn is_ours(&self, module: &str, is_command: bool) -> bool {
        let Some(pyproject) = &self.project.pyproject else {
            return false;
        };
        let items = pyproject.maturin("include").map(Node::items).unwrap_or_default();
        let is_made = items.iter().any(|item| item.get("from").is_some());
        let top = module.split('.').next().unwrap_or_default();
        let folder = tree::join(&self.source, top);
        let is_here = [".py", ".pyi"]
            .iter()
            .any(|end| !self.project.tree.files(&folder, end).is_empty());
        let is_extension = self
            .extension_name()
            .is_some_and(|whole| whole.split('.').next() == Some(top));
        let is_alone = pyproject.dependencies().is_empty() && pyproject.dynamic("dependencies").is_none();
        let beside = [
            top.to_owned(),
            format!("src/{top}"),
            format!("{top}.py"),
            format!("src/{top}.py"),
        ];
        let is_elsewhere = beside.iter().any(|path| self.project.tree.exists(path));
        !is_made && (is_here || is_extension || is_command && is_alone && !is_elsewhere)
    }
}
