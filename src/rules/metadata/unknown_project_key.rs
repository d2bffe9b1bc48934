//! `[project]` has a key that the standard does not define.
//!
//! ## Why
//!
//! The [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/) lists the keys of `[project]`
//! and forbids others. maturin ignores an unknown key, so its value does not reach the wheel; other tools reject the
//! file.
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
//! summary = "Sums numbers."
//! repository = "https://example.org/demo"
//! dynamic = ["version"]
//!
//! [project.urls]
//! Homepage = "https://example.org"
//! ```
//!
//! ```console
//! pyproject.toml:7:1: error[metadata/unknown-project-key] `project.summary` is not a standard field and does not reach the wheel; did you mean `description`?
//! pyproject.toml:8:1: error[metadata/unknown-project-key] `project.repository` is not a standard field and does not reach the wheel; it belongs in `[project.urls]`
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
//! description = "Sums numbers."
//! dynamic = ["version"]
//!
//! [project.urls]
//! Homepage = "https://example.org"
//! Repository = "https://example.org/demo"
//! ```
//!
//! ## Fix safety
//!
//! The key takes effect, and the nearest name may not be the one you meant. The key is not renamed if its value has
//! another type than the field.
//!
//! ## When not to follow
//!
//! Never. A tool that needs more than the standard has its own table under `[tool]`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::fields::PROJECT_FIELDS;
use crate::standards::fields::meant;
use crate::standards::fields::normal_label;
use crate::standards::horizon::Table;
use crate::syntax::splice::{insert, quoted, remove, rename};
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::{Fix, replaced};

/// The line silently does nothing, or the build fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the key, move it to where it belongs, or remove it";

/// One finding for each key.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(pyproject) = &project.pyproject else {
        return Vec::new();
    };
    let entries = pyproject.project().map(Node::entries).unwrap_or_default();
    let unknown = entries
        .into_iter()
        .filter(|entry| !PROJECT_FIELDS.contains(&entry.key()));
    unknown.map(|entry| finding(pyproject, entry)).collect()
}

fn finding(pyproject: &Pyproject, entry: Node<'_>) -> Finding {
    let key = entry.key();
    let message = format!("`project.{key}` is not a standard field and does not reach the wheel");
    match meant(key) {
        Some("urls") if entry.as_str().is_some() => {
            let finding = Finding::new(
                entry.key_place(),
                format!("{message}; it belongs in `[project.urls]`"),
            );
            finding.fix(to_urls(pyproject, entry))
        }
        Some(field) => {
            let edit =
                rename(entry, field).filter(|_| fits(field, entry) && pyproject.field(field).is_none());
            let fix = edit.map(|edit| Fix::risky(format!("Rename it to `{field}`"), vec![edit]));
            Finding::new(entry.key_place(), format!("{message}; did you mean `{field}`?")).fix(fix)
        }
        None => Finding::new(entry.key_place(), message),
    }
}

/// Whether a value is of the kind that the field holds.
fn fits(field: &str, value: Node<'_>) -> bool {
    let is_text = |node: &Node<'_>| node.as_str().is_some();
    let all = |is: fn(&Node<'_>) -> bool| value.is_array() && value.items().iter().all(is);
    match field {
        "authors" | "maintainers" => all(|item| item.is_table()),
        "classifiers" | "dependencies" | "dynamic" | "import-names" | "import-namespaces" | "keywords"
        | "license-files" => all(is_text),
        "entry-points" | "gui-scripts" | "optional-dependencies" | "scripts" | "urls" => value.is_table(),
        "license" | "readme" => is_text(&value) || value.is_table(),
        _ => is_text(&value),
    }
}

/// Moves an address to `[project.urls]`, under its key with a capital letter.
fn to_urls(pyproject: &Pyproject, entry: Node<'_>) -> Option<Fix> {
    let address = entry.as_str().filter(|text| text.contains("://"))?;
    let (first, rest) = entry.key().split_at_checked(1)?;
    let label = first.to_uppercase() + &rest.replace(['-', '_'], " ");
    if pyproject.dynamic("urls").is_some() {
        return None;
    }
    let mut edits = remove(&pyproject.toml, &["project", entry.key()])?;
    let urls = pyproject.field("urls").map(Node::entries).unwrap_or_default();
    let there = urls
        .into_iter()
        .find(|url| normal_label(url.key()) == normal_label(&label));
    if let Some(there) = there {
        let title = "Remove it; `[project.urls]` has the same link";
        return (there.as_str() == Some(address)).then(|| Fix::risky(title, edits));
    }
    edits.push(insert(
        &pyproject.toml,
        &["project", "urls"],
        &label,
        &quoted(address),
    )?);
    replaced(&pyproject.toml.text, &edits)?; // else the two are in each other's way
    Some(Fix::risky(
        format!("Move it to `[project.urls]` as `{label}`"),
        edits,
    ))
}
