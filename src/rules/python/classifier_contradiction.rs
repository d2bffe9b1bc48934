//! A classifier names a Python version that `requires-python` excludes.
//!
//! ## Why
//!
//! Installers read
//! [`requires-python`](https://packaging.python.org/en/latest/specifications/pyproject-toml/#requires-python), people
//! read the classifiers on the project's page. If the two contradict each other, one group gets wrong information,
//! usually because support was dropped in only one place.
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
//! requires-python = ">=3.11"
//! classifiers = [
//!   "Programming Language :: Python :: 3.10",
//!   "Programming Language :: Python :: 3.11",
//! ]
//! ```
//!
//! ```console
//! pyproject.toml:10:3: warning[python/classifier-contradiction] the classifier names Python 3.10, which `requires-python` (`>=3.11`) excludes
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
//! classifiers = [
//!   "Programming Language :: Python :: 3.11",
//! ]
//! ```
//!
//! ## Fix safety
//!
//! The metadata of the wheel loses the classifier. It may be `requires-python` that is wrong.
//!
//! ## When not to follow
//!
//! If `requires-python` is wrong: correct it instead. pyproject-fmt generates these classifiers from the lower bound
//! alone; if an upper bound excludes one of them, set `generate_python_version_classifiers = false` in
//! `[tool.pyproject-fmt]`.

use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use pep440_rs::VersionSpecifiers;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::version;
use crate::syntax::splice::remove_item;
use crate::text::edit::Fix;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the classifier, or widen `requires-python`";

/// One finding for each classifier.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    let (requires, classifiers) = (pyproject.requires_python()?, pyproject.field("classifiers")?);
    let written = requires.node.as_str()?;
    let items = classifiers.items().into_iter().enumerate();
    let contradictions = items.filter_map(|(index, item)| {
        let text = item.as_str()?;
        let python = text.strip_prefix("Programming Language :: Python :: ")?;
        if allows(&requires.value, python)? {
            return None;
        }
        let message =
            format!("the classifier names Python {python}, which `requires-python` (`{written}`) excludes");
        let finding = Finding::new(item.place(), message).related(requires.node.place(), "excludes it");
        let fix =
            remove_item(classifiers, index).map(|edit| Fix::risky(format!("Remove `{text}`"), vec![edit]));
        Some(finding.fix(fix))
    });
    Some(contradictions.collect())
}

/// Whether a release of the Python `3.12` (or `2`) is allowed; `None` for what is no such version.
fn allows(requires: &VersionSpecifiers, python: &str) -> Option<bool> {
    match python.split_once('.') {
        Some((major, minor)) => Some(version::allows(
            requires,
            major.parse().ok()?,
            minor.parse().ok()?,
        )),
        None => (python == "2").then(|| (0..=7).any(|minor| version::allows(requires, 2, minor))),
    }
}
