//! `project.license` is no SPDX expression.
//!
//! ## Why
//!
//! A licence that is written as a string is an [SPDX expression](https://packaging.python.org/en/latest/specifications/license-expression/).
//! maturin writes it into the wheel without a look at it, and the index refuses the upload of what is none.
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
//! pyproject.toml:8:11: error[metadata/license-not-spdx] `MIT License / Apache 2.0` is no SPDX licence expression; `MIT OR Apache-2.0` is
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
//! ## When not to follow
//!
//! If the licence came to the SPDX list after this tool was made. A licence that is on no list is written
//! `LicenseRef-` and a name of your own; for a package that is not to be uploaded the rule is an info.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::license::{clear_meaning, is_accepted};
use crate::syntax::splice::respell;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// The index refuses it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];

/// A finding if the licence is a string and no expression.
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
    let message = format!("`{text}` is no SPDX licence expression");
    let finding = match clear_meaning(text) {
        Some(meaning) => {
            let edit = respell(node, &meaning);
            let fix = edit.map(|edit| Fix::safe(format!("Write `{meaning}`"), vec![edit]));
            Finding::new(node.place(), format!("{message}; `{meaning}` is")).fix(fix)
        }
        None => Finding::new(
            node.place(),
            format!("{message}; a licence of your own is `LicenseRef-…`"),
        ),
    };
    Some(finding.mild_if(pyproject.is_private()))
}
