//! `build-system.requires` allows the next major version of maturin.
//!
//! ## Why
//!
//! A source distribution is built by the newest maturin that `build-system.requires` allows, even years after its
//! release. The [guide](https://www.maturin.rs/distribution.html#source-distribution) recommends an upper bound at the
//! next major version, because maturin follows semantic versioning.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16"]
//! build-backend = "maturin"
//! ```
//!
//! ```console
//! pyproject.toml:2:13: info[maturin/no-upper-bound] `maturin>=1.16` allows maturin 2, which may not build the project
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ## When not to follow
//!
//! If releases are built only from the repository, and a maintainer can fix what a new maturin breaks.

use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use pep440_rs::Operator;
use pep508_rs::VersionOrUrl;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::requirement::Read;
use crate::standards::requirement::floor;
use crate::syntax::splice::respell;
use crate::text::edit::Fix;

/// A gap.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add `,<2`";

/// A finding if maturin 2 is allowed.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let Read { value, node } = project.pyproject.as_ref()?.maturin_requirement()?;
    let text = node.as_str()?;
    let specifiers = match &value.version_or_url {
        Some(VersionOrUrl::VersionSpecifier(specifiers)) => specifiers,
        Some(VersionOrUrl::Url(_)) => return None,
        None => {
            let message = format!("`{text}` allows every maturin: maturin warns that it will reject this");
            return Some(Finding::new(node.place(), message));
        }
    };
    let lower = [
        Operator::GreaterThan,
        Operator::GreaterThanEqual,
        Operator::NotEqual,
        Operator::NotEqualStar,
    ];
    let is_open = specifiers
        .iter()
        .all(|specifier| lower.contains(specifier.operator()));
    let is_old = floor(specifiers).is_none_or(|floor| floor.release().first().is_none_or(|major| *major < 2));
    if !is_open || !is_old {
        return None;
    }
    let end = text.find([';', ')']).unwrap_or(text.len());
    let (versions, rest) = text.split_at(end);
    let (versions, blanks) = versions.split_at(versions.trim_end().len());
    let edit = respell(node, &format!("{versions},<2{blanks}{rest}"));
    let fix = edit.map(|edit| Fix::safe("Require maturin below 2", vec![edit]));
    let message = format!("`{text}` allows maturin 2, which may not build the project");
    Some(Finding::new(node.place(), message).fix(fix))
}
