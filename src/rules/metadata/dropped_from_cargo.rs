//! A field of Cargo.toml is lost from the wheel.
//!
//! ## Why
//!
//! If pyproject.toml has a `[project]` table, maturin takes a field from Cargo.toml only if `project.dynamic` lists it,
//! as the [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/#dynamic) requires. The wheel
//! then lacks a license, description or readme that is set only in Cargo.toml.
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
//! description = "Sums numbers."
//! license = "MIT"
//! ```
//!
//! ```console
//! Cargo.toml:4:1: warning[metadata/dropped-from-cargo] `description`, `license` are set only in `Cargo.toml` and are lost from the wheel
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
//! dynamic = ["version", "description", "license"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! description = "Sums numbers."
//! license = "MIT"
//! ```
//!
//! ## Fix safety
//!
//! The metadata of the wheel, which the index shows, gains these fields. They may be left out on purpose.
//!
//! ## When not to follow
//!
//! If Cargo.toml describes the crate for Rust users and the wheel should not have the field. If the field should differ
//! between the two, write it in both files. The finding is an info if only authors, keywords or links are lost, and in
//! projects among the examples and tests of a repository, whose wheels are not published.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::fields::meant;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;
use crate::tree;

/// The two manifests contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the field in `[project]`, or list it in `dynamic`";

/// The fields of `[project]`, and what they are called in `[package]`.
///
/// maturin keeps `homepage` even where `urls` is not dynamic.
const FIELDS: [(&str, &str); 7] = [
    ("authors", "authors"),
    ("description", "description"),
    ("keywords", "keywords"),
    ("license", "license"),
    ("readme", "readme"),
    ("urls", "repository"),
    ("urls", "documentation"),
];

/// What a wheel is poor without.
const GRAVE: [&str; 3] = ["description", "license", "readme"];

/// A finding if a field is lost.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    // Before 1.9.2 maturin kept what pyproject.toml did not override.
    if pyproject.project().is_none() || pyproject.maturin_stays_below("1.9.2") {
        return None;
    }
    let is_lost = |(field, key): &(&str, &str)| {
        let value = cargo.field(key).filter(|value| is_said(project, *value));
        value.is_some() && !is_meant(pyproject, field)
    };
    let mut lost: Vec<(&str, &str)> = FIELDS.into_iter().filter(is_lost).collect();
    lost.sort_by_key(|(field, _)| !GRAVE.contains(field));
    Some(finding(pyproject, cargo, &lost)?.mild_if(project.is_sample()))
}

/// Whether pyproject.toml has the field or makes it dynamic, be it under a wrong name, which is for other rules.
fn is_meant(pyproject: &Pyproject, field: &str) -> bool {
    let fields = pyproject.project().map(Node::entries).unwrap_or_default();
    let dynamic = pyproject.field("dynamic").map(Node::items).unwrap_or_default();
    let names = dynamic
        .into_iter()
        .filter_map(Node::as_str)
        .chain(fields.into_iter().map(Node::key));
    names.into_iter().any(|name| meant(name) == Some(field))
        || field == "license" && has_license_classifier(pyproject)
}

/// Whether a value says something; a readme that does not exist yet is made at build time.
fn is_said(project: &Project, value: Node<'_>) -> bool {
    match (value.as_str(), value.key()) {
        (Some(path), "readme") => project
            .tree
            .exists(&tree::join(tree::parent(&value.toml().path), path)),
        (Some(text), _) => !text.trim().is_empty(),
        (None, _) => value.as_bool() == Some(true) || !value.items().is_empty(),
    }
}

fn has_license_classifier(pyproject: &Pyproject) -> bool {
    let mut classifiers = pyproject.classifiers().into_iter();
    classifiers.any(|item| item.as_str().is_some_and(|text| text.starts_with("License ::")))
}

fn finding(pyproject: &Pyproject, cargo: &Crate, lost: &[(&str, &str)]) -> Option<Finding> {
    // What is inherited is written elsewhere; the line of the crate is the one to look at.
    let place = |key: &str| Some(cargo.manifest.get(&["package", key])?.key_place());
    let listed = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let keys: Vec<&str> = lost.iter().map(|(_, key)| *key).collect();
    let mut fields: Vec<&str> = lost.iter().map(|(field, _)| *field).collect();
    fields.dedup();
    let (first, others) = keys.split_first()?;
    let verb = if others.is_empty() { "is" } else { "are" };
    let message = format!(
        "{} {verb} set only in `Cargo.toml` and {verb} lost from the wheel",
        listed(&keys)
    );
    let edits = pyproject.add_dynamic(&fields);
    let fix = edits.map(|edits| Fix::risky(format!("Add {} to `dynamic`", listed(&fields)), edits));
    let mut finding = Finding::new(place(first)?, message).fix(fix);
    for key in others {
        finding = finding.related(place(key)?, "also lost");
    }
    if let Some(dynamic) = pyproject.field("dynamic") {
        finding = finding.related(dynamic.place(), format!("{} not listed here", listed(&fields)));
    }
    let is_grave = fields.iter().any(|field| GRAVE.contains(field));
    Some(finding.mild_if(!is_grave))
}
