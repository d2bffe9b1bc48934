//! `project.license` is not an SPDX expression.
//!
//! ## Why
//!
//! A license that is written as a string must be an
//! [SPDX expression](https://packaging.python.org/en/latest/specifications/license-expression/). maturin writes it into
//! the wheel without checking it, and PyPI rejects the upload if it is not valid.
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
//! license = "MIT License / Apache 2.0"
//! ```
//!
//! ```console
//! pyproject.toml:8:11: error[metadata/license-not-spdx] `MIT License / Apache 2.0` is not an SPDX license expression; did you mean `MIT OR Apache-2.0`?
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
//! license = "MIT OR Apache-2.0"
//! ```
//!
//! ## Fix safety
//!
//! The metadata of the wheel gets another license. Only you know whether it is the one that you meant.
//!
//! ## When not to follow
//!
//! If the license was added to the SPDX list after this version of ironwheel was released. Write a license that is not
//! on the list as `LicenseRef-` and a name of your own. The finding is an info if the package is not to be uploaded.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::license::{clear_meaning, is_accepted};
use crate::syntax::splice::respell;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// PyPI rejects it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write an SPDX expression, such as `MIT OR Apache-2.0`";

/// A finding if the license is a string and no expression.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let node = pyproject.field("license")?;
    let text = node.as_str()?;
    if is_accepted(text) {
        return None;
    }
    let message = format!("`{text}` is not an SPDX license expression");
    let finding = match clear_meaning(text) {
        Some(meaning) => {
            let edit = respell(node, &meaning);
            let fix = edit.map(|edit| Fix::risky(format!("Write `{meaning}`"), vec![edit]));
            Finding::new(node.place(), format!("{message}; did you mean `{meaning}`?")).fix(fix)
        }
        None => Finding::new(
            node.place(),
            format!("{message}; write a license of your own as `LicenseRef-…`"),
        ),
    };
    Some(finding.mild_if(pyproject.is_private()))
}
