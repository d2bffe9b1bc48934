//! `project.dynamic` lists a name that cannot be dynamic.
//!
//! ## Why
//!
//! Only the fields that the [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/#dynamic)
//! lists can be `dynamic`, under the names that it gives them. maturin takes a field from Cargo.toml if `dynamic` lists
//! it, and ignores names that it does not know: the field that was meant is missing from the wheel. So are dependencies,
//! scripts and entry points, for Cargo.toml has none for Python.
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
//! dynamic = ["version", "summary", "home_page"]
//! ```
//!
//! ```console
//! pyproject.toml:7:23: error[metadata/bogus-dynamic] `summary` is not a dynamic field and has no effect; did you mean `description`?
//! pyproject.toml:7:34: error[metadata/bogus-dynamic] `home_page` is not a dynamic field and has no effect; did you mean `urls`?
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
//! dynamic = ["version", "description", "urls"]
//! ```
//!
//! ## Fix safety
//!
//! maturin then takes the field from Cargo.toml, and the nearest name may not be the one you meant.
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::fields::PROJECT_FIELDS;
use crate::standards::fields::meant;
use crate::standards::horizon::Table;
use crate::syntax::splice::{remove_item, respell};
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// The name silently does nothing.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the name of a field of `[project]`, or remove it";

/// Fields for which Cargo.toml has nothing.
const UNFILLED: [&str; 5] = [
    "dependencies",
    "entry-points",
    "gui-scripts",
    "optional-dependencies",
    "scripts",
];

/// Fields that are themselves never dynamic.
const NEVER: [&str; 2] = ["name", "dynamic"];

/// One finding for each name.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(pyproject) = &project.pyproject else {
        return Vec::new();
    };
    let Some(dynamic) = pyproject.field("dynamic") else {
        return Vec::new();
    };
    (0..dynamic.items().len())
        .filter_map(|index| finding(pyproject, dynamic, index))
        .collect()
}

fn finding(pyproject: &Pyproject, dynamic: Node<'_>, index: usize) -> Option<Finding> {
    let items = dynamic.items();
    let item = items[index];
    let name = item.as_str()?;
    if UNFILLED.contains(&name) && pyproject.backend() == Some("maturin") && pyproject.field(name).is_none() {
        let message =
            format!("`{name}` is dynamic, and maturin has nothing to fill it with: the wheel has none");
        return Some(Finding::new(item.place(), message).help(format!("Write `{name}` in `[project]`")));
    }
    if PROJECT_FIELDS.contains(&name) && !NEVER.contains(&name) {
        return None;
    }
    let message = match name {
        "name" => "`name` cannot be dynamic: maturin refuses to build".to_owned(),
        _ => format!("`{name}` is not a dynamic field and has no effect"),
    };
    let Some(field) = field_of(name) else {
        let fix = remove_item(dynamic, index).map(|edit| Fix::risky(format!("Remove `{name}`"), vec![edit]));
        return Some(Finding::new(item.place(), message).fix(fix));
    };
    let before = items[..index]
        .iter()
        .any(|item| item.as_str().and_then(field_of) == Some(field));
    let taken = before || pyproject.dynamic(field).is_some() || pyproject.field(field).is_some();
    let (edit, title) = match taken {
        true => (
            remove_item(dynamic, index),
            format!("Remove `{name}`; `{field}` is already there"),
        ),
        false => (respell(item, field), format!("Write `{field}`")),
    };
    let fix = edit.map(|edit| Fix::risky(title, vec![edit]));
    Some(Finding::new(item.place(), format!("{message}; did you mean `{field}`?")).fix(fix))
}

/// The field that can be dynamic and is meant by another name.
fn field_of(name: &str) -> Option<&'static str> {
    meant(name).filter(|field| !NEVER.contains(&name) && !NEVER.contains(field))
}
