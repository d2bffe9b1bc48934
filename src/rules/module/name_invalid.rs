//! A part of the module name cannot be imported.
//!
//! ## Why
//!
//! `module-name` is the [dotted name](https://www.maturin.rs/project_layout.html) by which Python imports the
//! extension. Each part must be an identifier and no keyword: `import my-frames` is a syntax error, even where a folder
//! of that name exists.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "my-frames._core"
//! ```
//!
//! ```console
//! pyproject.toml:6:15: error[module/name-invalid] `my-frames` in the module name is not an identifier and cannot be imported
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
//! module-name = "my_frames._core"
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::extension::is_program;
use crate::standards::horizon::Table;
use crate::standards::names;
use crate::text::edit::Applicability;

/// The import fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Use letters, digits and `_` in each part of the name";

/// One finding, if a part is none.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let node = project.pyproject.as_ref()?.maturin("module-name")?;
    let name = node.as_str().filter(|name| !name.contains('{'))?; // else it is a template
    if is_program(project) {
        return None;
    }
    let mut parts = name.split('.').enumerate();
    // Of a first part that is a keyword, `module/reserved-name` speaks.
    let (part, what) = parts.find_map(|(index, part)| match names::is_identifier(part) {
        false => Some((part, "not an identifier")),
        true => (index > 0 && names::is_keyword(part)).then_some((part, "a Python keyword")),
    })?;
    let message = format!("`{part}` in the module name is {what} and cannot be imported");
    Some(Finding::new(node.place(), message))
}
