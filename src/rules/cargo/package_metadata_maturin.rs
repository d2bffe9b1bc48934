//! Cargo.toml has `[package.metadata.maturin]`, which maturin no longer reads.
//!
//! ## Why
//!
//! Up to 0.14, maturin read the module name and other settings from this table. Since 0.15 it
//! [ignores the table](https://www.maturin.rs/changelog.html), and fails if the table has keys that once described the
//! Python package, such as `classifiers` or `requires-python`. Settings belong in
//! [`[tool.maturin]`](https://www.maturin.rs/config.html) of pyproject.toml, metadata in `[project]`.
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
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [package.metadata.maturin]
//! name = "demo._core"
//! ```
//!
//! ```console
//! Cargo.toml:6:1: warning[cargo/package-metadata-maturin] maturin does not read `name` here: the module is `demo`, not `demo._core`
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
//! ## Fix safety
//!
//! The fix moves a module name to pyproject.toml if it is the only key of the table, and the name takes effect there.
//! If the table changes nothing, the finding is an info, and the fix removes the table, which a tool of your own may read.
//!
//! ## When not to follow
//!
//! If the crate must also build with maturin 0.14, or a tool of your own reads the table.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};
use crate::tree;

/// A line that does nothing; where nothing is lost by that, an info.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Move the value to `[tool.maturin]` in pyproject.toml";

/// The table.
const TABLE: [&str; 3] = ["package", "metadata", "maturin"];

/// Keys at which maturin stops.
const STOPS: [&str; 12] = [
    "classifier",
    "classifiers",
    "data",
    "description-content-type",
    "maintainer",
    "maintainer-email",
    "project-url",
    "provides-extra",
    "requires-dist",
    "requires-external",
    "requires-python",
    "scripts",
];

/// A finding for each key that matters, or one for a table of which none does.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    cargo.name()?; // else it is no manifest yet
    let table = cargo.manifest.get(&TABLE)?;
    if pyproject.maturin_stays_below("0.15") {
        return None;
    }
    let finding = |entry: Node<'_>| {
        let message = matters(project, pyproject, cargo, entry)?;
        let edits = moved(pyproject, cargo, table).filter(|_| entry.key() == "name");
        let fix = edits.map(|edits| Fix::risky("Move it to `[tool.maturin]`", edits));
        Some(Finding::new(entry.key_place(), message).fix(fix))
    };
    let mut findings: Vec<Finding> = table.entries().into_iter().filter_map(finding).collect();
    if findings.is_empty() {
        let message = "maturin does not read `package.metadata.maturin`";
        let fix = splice::remove(&cargo.manifest, &TABLE).map(|edits| Fix::risky("Remove the table", edits));
        findings.push(Finding::new(table.key_place(), message).mild().fix(fix));
    }
    Some(findings)
}

/// What comes of it that a key is not read.
fn matters(project: &Project, pyproject: &Pyproject, cargo: &Crate, entry: Node<'_>) -> Option<String> {
    let key = entry.key();
    if STOPS.contains(&key) {
        return Some(format!(
            "maturin fails because of `{key}` here: it belongs in pyproject.toml"
        ));
    }
    let meant = entry.as_str()?;
    match key {
        "name" | "module-name" => {
            let (real, _) = module_name(pyproject, Some(cargo))?;
            let message =
                format!("maturin does not read `{key}` here: the module is `{real}`, not `{meant}`");
            (real != meant).then_some(message)
        }
        "python-source" => {
            let real = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
            let message =
                format!("maturin does not read `{key}` here: it does not look for the package in `{meant}`");
            (real != tree::join("", meant)).then_some(message)
        }
        _ => None,
    }
}

/// Moves the module name to where maturin reads it, if there is none and it stands alone in the table.
fn moved(pyproject: &Pyproject, cargo: &Crate, table: Node<'_>) -> Option<Vec<Edit>> {
    let name = table
        .get("name")
        .filter(|_| table.entries().len() == 1)?
        .as_str()?;
    let free = pyproject.maturin("module-name").is_none();
    let (path, name) = (["tool", "maturin"], splice::quoted(name));
    let insert = splice::insert(&pyproject.toml, &path, "module-name", &name).filter(|_| free)?;
    let mut edits = splice::remove(&cargo.manifest, &TABLE)?;
    edits.push(insert);
    Some(edits)
}
