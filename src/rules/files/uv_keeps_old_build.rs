//! uv does not build the package again when its Rust code changes.
//!
//! ## Why
//!
//! `uv sync` and `uv run` build a project again only if one of its
//! [cache keys](https://docs.astral.sh/uv/reference/settings/#cache-keys) has changed. By default, these are pyproject.toml and
//! the files of setuptools: after an edit of the Rust code, Python runs the old extension module.
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
//! [tool.uv]
//! default-groups = ["test"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! pyproject.toml:9:7: info[files/uv-keeps-old-build] uv does not build again when Rust code changes: `cache-keys` is missing
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
//! [tool.uv]
//! default-groups = ["test"]
//! cache-keys = [{ file = "pyproject.toml" }, { file = "Cargo.toml" }, { file = "src/**/*.rs" }]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ## When not to follow
//!
//! If you build by `maturin develop`, or the project is so large that uv should not look at every source. The rule is silent
//! with `package = false`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::syntax::splice::{insert, quoted};
use crate::syntax::toml::Node;
use crate::text::edit::{Applicability, Fix};
use crate::text::place::Place;
use crate::tree;

/// It is a trap for those who work on the project.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add `cache-keys` to `[tool.uv]`, with the files of the Rust code";

/// One finding, if there are no keys, or none for a crate beside the project.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let table = pyproject.toml.get(&["tool", "uv"]);
    let uses_uv = project.uv_lock.is_some() || table.is_some();
    let is_package = table.and_then(|uv| uv.get("package")?.as_bool()) != Some(false);
    if !uses_uv || !is_package || pyproject.backend() != Some("maturin") {
        return None;
    }
    let crates = std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies);
    let folders: Vec<&str> = crates.map(|krate| tree::parent(&krate.path)).collect();
    let Some(keys) = table.and_then(|uv| uv.get("cache-keys")) else {
        let message = "uv does not build again when Rust code changes: `cache-keys` is missing";
        let place = table.map_or_else(|| Place::file("uv.lock"), |table| table.key_place());
        let edit = insert(&pyproject.toml, &["tool", "uv"], "cache-keys", &keys(&folders));
        let fix = edit.map(|edit| Fix::safe("Name the Rust code in `cache-keys`", vec![edit]));
        return Some(Finding::new(place, message).fix(fix));
    };
    let mut outside = folders.iter().filter(|path| path.starts_with(".."));
    let reaches = |key: Node<'_>| {
        let file = key.get("file").unwrap_or(key).as_str();
        key.get("git").is_some() || file.is_some_and(|file| file.starts_with(".."))
    };
    let folder = outside
        .next()
        .filter(|_| !keys.items().into_iter().any(reaches))?;
    let message =
        format!("uv does not build again when `{folder}` changes: `cache-keys` names nothing there");
    Some(Finding::new(keys.place(), message))
}

/// The keys that change with the code of the crates in these folders.
fn keys(folders: &[&str]) -> String {
    let sources = folders
        .iter()
        .flat_map(|folder| ["Cargo.toml", "src/**/*.rs"].map(|file| tree::join(folder, file)));
    let files = std::iter::once("pyproject.toml".to_owned()).chain(sources);
    let keys: Vec<String> = files
        .map(|file| format!("{{ file = {} }}", quoted(&file)))
        .collect();
    format!("[{}]", keys.join(", "))
}
