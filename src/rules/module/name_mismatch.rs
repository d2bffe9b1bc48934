//! No `#[pymodule]` has the name of the extension module.
//!
//! ## Why
//!
//! Python looks in the library for the function `PyInit_` plus the last part of the module's name, and PyO3
//! [creates that function](https://pyo3.rs/latest/module.html) from the name of the `#[pymodule]`. If the two differ,
//! everything builds, but `import` fails with `dynamic module does not define module export function`.
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
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod _native {}
//! ```
//!
//! ```console
//! pyproject.toml:6:15: error[module/name-mismatch] the extension module is `demo._core`, but no `#[pymodule]` is named `_core`
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
//! ## Fix safety
//!
//! The fix renames the `#[pymodule]`, which other Rust code may use. If the Python sources already import it by its
//! Rust name, the fix sets `module-name` to that name instead.
//!
//! ## When not to follow
//!
//! If the library is never imported, but loaded by another program as a plugin.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::module::RustModule;
use crate::project::contents::layout::module_name;
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::horizon::Table;
use crate::syntax::{rust, splice};
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};

/// The import fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Give the `#[pymodule]` and the last part of `module-name` the same name";

/// One finding, if no module has the name.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let bindings = pyproject.bindings();
    let is_misspelt = pyproject.misspells("module-name"); // then that is what is wrong
    if is_misspelt || matches!(bindings, Some("cffi" | "uniffi" | "bin")) {
        return None;
    }
    let modules = project.modules.as_ref()?;
    let (full, node) = module_name(pyproject, Some(cargo))?;
    let name = full.rsplit('.').next()?;
    let names = modules.own.iter().map(|module| &module.name);
    if names.chain(&modules.perhaps).any(|known| known == name) {
        return None;
    }
    let on = features::own(pyproject, cargo);
    let is_compiled = |module: &&RustModule| module.features.iter().all(|feature| on.contains(feature));
    let compiled: Vec<&RustModule> = modules.own.iter().filter(is_compiled).collect();
    let fix = match compiled.as_slice() {
        [] => return None,
        [module] => rename(project, pyproject, &full, module),
        _ => None,
    };
    let message = format!("the extension module is `{full}`, but no `#[pymodule]` is named `{name}`");
    let finding = Finding::new(node.place(), message).fix(fix);
    Some(compiled.into_iter().fold(finding, |finding, module| {
        finding.related(
            module.place.clone(),
            format!("this one is named `{}`", module.name),
        )
    }))
}

/// Renames the side that the Python sources do not know.
fn rename(project: &Project, pyproject: &Pyproject, full: &str, module: &RustModule) -> Option<Fix> {
    let knows = |name: &str| {
        let mut sources = project.package.iter().flat_map(|package| &package.sources);
        sources.any(|path| project.tree.text(path).is_some_and(|text| imports(&text, name)))
    };
    let (package, name) = full.rsplit_once('.').unwrap_or((full, full));
    if knows(&module.name) && (package == full || !knows(name)) {
        let new = format!("{package}.{}", module.name);
        let edit = match pyproject.maturin("module-name") {
            Some(node) => splice::respell(node, &new),
            None => splice::insert(
                &pyproject.toml,
                &["tool", "maturin"],
                "module-name",
                &splice::quoted(&new),
            ),
        };
        return edit.map(|edit| Fix::risky(format!("Set `module-name` to `{new}`"), vec![edit]));
    }
    let (path, span) = (&module.place.path, module.place.span?);
    let text = project.tree.text(path)?;
    let renamed = text.get(span.start..span.end)?.replacen(&module.name, name, 1);
    let edit = Edit::replace(path, span, renamed);
    let title = format!("Rename the `#[pymodule]` to `{name}`");
    rust::is_identifier(name).then(|| Fix::risky(title, vec![edit]))
}

/// Whether a line that imports something names `name`.
fn imports(text: &str, name: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut lines = text.lines().map(str::trim_start);
    lines.any(|line| {
        let imports = line.starts_with("import ") || line.starts_with("from ");
        imports
            && line
                .split(|character| !is_part(character))
                .any(|word| word == name)
    })
}
