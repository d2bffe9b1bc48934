//! `requires-python` has an upper bound.
//!
//! ## Why
//!
//! On a newer Python, an installer does not stop at the
//! [bound](https://packaging.python.org/en/latest/guides/writing-pyproject-toml/#requires-python): it installs the last
//! version that has no bound. Resolvers that lock for several Pythons pass the bound on to everybody who depends on the
//! package. A bound cannot be removed from a version that is already released.
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
//! requires-python = ">=3.11,<4"
//! ```
//!
//! ```console
//! pyproject.toml:8:19: info[python/requires-cap] the upper bound `<4` makes installers on newer Pythons take an older version of the package
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
//! requires-python = ">=3.11"
//! ```
//!
//! ## Fix safety
//!
//! Without the bound, the package can be installed on a Python with which it was never tested.
//!
//! ## When not to follow
//!
//! If no version of the package works on the newer Python, and every release has had the bound. Or if the package is an
//! application that no other package depends on.

use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use pep440_rs::{Operator, VersionSpecifier};

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::requirement::floor;
use crate::syntax::splice;
use crate::text::edit::Fix;

/// An opinion.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the upper bound";

/// One finding, if a lower bound has an upper one beside it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let requires = project.pyproject.as_ref()?.requires_python()?;
    floor(&requires.value)?;
    let text = requires.node.as_str()?;
    let is_cap = |part: &&str| {
        let parsed = part.parse::<VersionSpecifier>();
        parsed.is_ok_and(|part| matches!(part.operator(), Operator::LessThan | Operator::LessThanEqual))
    };
    let (caps, others): (Vec<&str>, Vec<&str>) = text
        .split(',')
        .filter(|part| !part.trim().is_empty())
        .partition(is_cap);
    let cap = caps.first()?.trim();
    let message = format!(
        "the upper bound `{cap}` makes installers on newer Pythons take an older version of the package"
    );
    let edit = splice::respell(requires.node, others.join(",").trim())?;
    let fix = Fix::risky(format!("Remove `{cap}`"), vec![edit]);
    Some(Finding::new(requires.node.place(), message).fix(fix))
}
