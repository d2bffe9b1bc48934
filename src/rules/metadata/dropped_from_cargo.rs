//! Something that Cargo.toml says of the package is lost from the wheel.
//!
//! ## Why
//!
//! As soon as there is a `[project]` table, maturin takes a field from Cargo.toml only if `project.dynamic` names it;
//! the [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/#dynamic) asks for that. A
//! licence, description or readme that stands only in Cargo.toml is then in no wheel.
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
//! Cargo.toml:4:1: warning[metadata/dropped-from-cargo] `description` stands only in `Cargo.toml` and is lost from the wheel
//! Cargo.toml:5:1: warning[metadata/dropped-from-cargo] `license` stands only in `Cargo.toml` and is lost from the wheel
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
//! ## When not to follow
//!
//! If Cargo.toml describes the crate to Rust users and the Python package shall say nothing. A field that differs
//! between the two is better written in both. Authors, keywords, and links beside a `homepage`, which maturin keeps, are
//! an info.

use crate::edit::Fix;
use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::cargo::Crate;
use crate::project::pyproject::{Pyproject, meant};
use crate::syntax::toml::Node;
use crate::tree;

/// The two manifests contradict each other.
pub const SEVERITY: Severity = Severity::Warning;

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

/// One finding for each field.
pub fn check(project: &Project) -> Vec<Finding> {
    let (Some(pyproject), Some(cargo)) = (&project.pyproject, &project.cargo) else {
        return Vec::new();
    };
    // Before 1.9.2 maturin kept what pyproject.toml did not override.
    if pyproject.project().is_none() || pyproject.maturin_stays_below("1.9.2") {
        return Vec::new();
    }
    let lost = |(field, key): &(&str, &str)| {
        let value = cargo
            .field(key)
            .filter(|value| is_said(project, *value) && !is_meant(pyproject, field))?;
        Some(finding(pyproject, cargo, field, key, value))
    };
    FIELDS.iter().filter_map(lost).collect()
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

fn finding(pyproject: &Pyproject, cargo: &Crate, field: &str, key: &str, value: Node<'_>) -> Finding {
    let message = format!(
        "`{key}` stands only in `{}` and is lost from the wheel",
        value.toml().path
    );
    // What is inherited is written elsewhere; the line of the crate is the one to look at.
    let own = cargo.manifest.get(&["package", key]).unwrap_or(value);
    let edits = pyproject.make_dynamic(field);
    let fix = edits.map(|edits| Fix::safe(format!("Make `{field}` dynamic"), edits));
    let mut finding = Finding::new(own.key_place(), message).fix(fix);
    if let Some(dynamic) = pyproject.field("dynamic") {
        finding = finding.related(dynamic.place(), format!("`{field}` is not among these"));
    }
    if speaks_to_rust_users(cargo, key) {
        finding.mild()
    } else {
        finding
    }
}

/// Whether the wheel hardly misses it: keywords are for the crate index, authors a habit of old manifests, and of links
/// maturin keeps the homepage.
fn speaks_to_rust_users(cargo: &Crate, key: &str) -> bool {
    match key {
        "authors" | "keywords" => true,
        "repository" | "documentation" => cargo.field("homepage").is_some(),
        _ => false,
    }
}
