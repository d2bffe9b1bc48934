//! `[tool.cibuildwheel]` has a setting that cibuildwheel does not know, or has it in a table where it cannot stand.
//!
//! ## Why
//!
//! cibuildwheel stops at a [setting](https://cibuildwheel.pypa.io/en/stable/options/) that it does not know: no wheel is
//! built, and this is often noticed only when a release is under way. `build`, `skip`, `enable` and `test-skip` are for
//! all systems together; a table for one system or of `overrides` cannot have them.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.cibuildwheel]
//! build = "cp311-*"
//! test-comand = "pytest {project}/tests"
//!
//! [tool.cibuildwheel.linux]
//! skip = "*-musllinux_*"
//! ```
//!
//! ```console
//! pyproject.toml:7:1: error[ci/cibuildwheel-key-unknown] cibuildwheel does not know `test-comand` in `tool.cibuildwheel`; did you mean `test-command`?
//! pyproject.toml:10:1: error[ci/cibuildwheel-key-unknown] `skip` cannot stand in `tool.cibuildwheel.linux`: it is for all systems, in `tool.cibuildwheel`
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.cibuildwheel]
//! build = "cp311-*"
//! skip = "*-musllinux_*"
//! test-command = "pytest {project}/tests"
//! ```
//!
//! ## When not to follow
//!
//! If a newer cibuildwheel has a setting of that name. The rule reports only names that are almost those of settings that
//! cibuildwheel 4.3 has.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::cibuildwheel::{OF_ALL, SETTINGS, SYSTEMS};
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::near::nearest;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the name, or move the setting to the table that it is for";

/// One finding for each setting at which cibuildwheel stops.
pub fn check(project: &Project) -> Vec<Finding> {
    let pyproject = project.pyproject.as_ref();
    let Some(table) = pyproject.and_then(|file| file.toml.get(&["tool", "cibuildwheel"])) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in table.entries() {
        match entry.key() {
            "overrides" => {
                let items = entry.items().into_iter();
                let entries = items
                    .flat_map(Node::entries)
                    .filter(|entry| entry.key() != "select");
                found.extend(entries.filter_map(|entry| below(entry, "tool.cibuildwheel.overrides")));
            }
            name if SYSTEMS.contains(&name) => {
                let path = format!("tool.cibuildwheel.{name}");
                found.extend(
                    entry
                        .entries()
                        .into_iter()
                        .filter_map(|entry| below(entry, &path)),
                );
            }
            name if OF_ALL.contains(&name) => {}
            _ => {
                let known = OF_ALL.iter().chain(&SYSTEMS).chain(&["overrides"]).copied();
                found.extend(misspelt(entry, "tool.cibuildwheel", known));
            }
        }
    }
    found
}

/// What is wrong with a setting of a table for some wheels.
fn below(entry: Node<'_>, path: &str) -> Option<Finding> {
    let name = entry.key();
    if OF_ALL.contains(&name) {
        let message =
            format!("`{name}` cannot stand in `{path}`: it is for all systems, in `tool.cibuildwheel`");
        return Some(Finding::new(entry.key_place(), message));
    }
    misspelt(entry, path, [])
}

fn misspelt<'a>(entry: Node<'_>, path: &str, more: impl IntoIterator<Item = &'a str>) -> Option<Finding> {
    let name = entry.key();
    if SETTINGS.contains(&name) || name.ends_with("-image") {
        return None;
    }
    let near = nearest(name, more.into_iter().chain(SETTINGS))?;
    let message = format!("cibuildwheel does not know `{name}` in `{path}`; did you mean `{near}`?");
    Some(Finding::new(entry.key_place(), message))
}
