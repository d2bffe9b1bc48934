//! The name of the project is missing or not valid.
//!
//! ## Why
//!
//! `[project]` must have a
//! [name](https://packaging.python.org/en/latest/specifications/name-normalization/#name-format) of letters, digits,
//! `.`, `-` and `_` that begins and ends with a letter or digit. maturin does not build without a name, but it writes
//! an invalid name into the wheel, and PyPI rejects the upload.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "_demo"
//! dynamic = ["version"]
//! ```
//!
//! ```console
//! pyproject.toml:6:8: error[metadata/name-invalid] `_demo` is not a valid name: a name must begin and end with a letter or digit
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
//! module-name = "_demo"
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// It cannot be built, or not released.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Use letters, digits, `-`, `_` and `.`, with a letter or digit at both ends";

/// What stands in templates, where the name is filled in.
const FILLED_IN: [char; 6] = ['{', '$', '%', '<', '@', '#'];

/// A finding if there is no valid name.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let table = pyproject.project()?;
    let Some(node) = table.get("name") else {
        let message = "`[project]` has no `name`: maturin refuses to build";
        // A name that is called dynamic is for another rule.
        return pyproject
            .dynamic("name")
            .is_none()
            .then(|| Finding::new(table.key_place(), message));
    };
    let name = node.as_str().filter(|name| !name.contains(FILLED_IN))?;
    let is_inner = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    let is_end = |end: Option<char>| end.is_some_and(|end| end.is_ascii_alphanumeric());
    let reason = if !name.chars().all(is_inner) {
        "a name may contain only ASCII letters, digits, `.`, `-` and `_`"
    } else if !(is_end(name.chars().next()) && is_end(name.chars().next_back())) {
        "a name must begin and end with a letter or digit"
    } else {
        return None;
    };
    let message = format!("`{name}` is not a valid name: {reason}");
    Some(Finding::new(node.place(), message))
}
