//! `project.license` is a table.
//!
//! ## Why
//!
//! [PEP 639](https://peps.python.org/pep-0639/#deprecate-license-key-table-subkeys) deprecates tables with `text` and
//! `file`. An SPDX expression names the license in a form that tools can read, and `license-files` names the files with
//! the license texts.
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
//! license = { text = "MIT" }
//! ```
//!
//! ```console
//! pyproject.toml:8:11: info[metadata/license-table] a license table is deprecated; write `MIT`
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
//! license = "MIT"
//! ```
//!
//! ## Fix safety
//!
//! The metadata of the wheel has the expression in place of the text, and needs a newer version of its standard.
//!
//! ## When not to follow
//!
//! If the project must also build with maturin before 1.9.2, which writes an expression into the old metadata field.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::license::{clear_meaning, is_accepted};
use crate::syntax::splice::{quoted, replace};
use crate::syntax::toml::{Node, Style};
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A deprecation.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the SPDX expression as a string and name the file in `license-files`";

/// The first maturin that writes an expression as such.
const SINCE: &str = "1.9.2";

/// A finding if the license is a table.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let license = pyproject.field("license").filter(|license| license.is_table())?;
    if pyproject.maturin_stays_below(SINCE) {
        return None;
    }
    let place = match license.style() {
        Some(Style::Inline) => license.place(),
        _ => license.key_place(),
    };
    let meaning = license
        .get("text")
        .and_then(Node::as_str)
        .and_then(|text| match is_accepted(text) {
            true => Some(text.to_owned()),
            false => clear_meaning(text),
        });
    let message = "a license table is deprecated";
    Some(match meaning {
        Some(meaning) => {
            let is_understood = pyproject.maturin_starts_at(SINCE);
            let edit = replace(license, &quoted(&meaning)).filter(|_| is_understood);
            let fix = edit.map(|edit| Fix::risky(format!("Write `{meaning}`"), vec![edit]));
            Finding::new(place, format!("{message}; write `{meaning}`")).fix(fix)
        }
        None => Finding::new(
            place,
            format!("{message}; write an SPDX expression, and name the file in `license-files`"),
        ),
    })
}
