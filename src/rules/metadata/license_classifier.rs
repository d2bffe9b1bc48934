//! The package has both a `License ::` classifier and an SPDX expression.
//!
//! ## Why
//!
//! A [license expression](https://peps.python.org/pep-0639/#deprecate-license-classifiers) replaces the license
//! classifiers, which are deprecated. Some build backends fail if a project has both; maturin and PyPI do not.
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
//! license = "MIT"
//! classifiers = [
//!   "License :: OSI Approved :: MIT License",
//!   "Programming Language :: Rust",
//! ]
//! ```
//!
//! ```console
//! pyproject.toml:10:3: info[metadata/license-classifier] `License :: OSI Approved :: MIT License` is deprecated: the expression `MIT` replaces it
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
//! classifiers = [
//!   "Programming Language :: Rust",
//! ]
//! ```
//!
//! ## Fix safety
//!
//! The metadata of the wheel loses the classifier, by which people search on the index.
//!
//! ## When not to follow
//!
//! If tools that you depend on read licenses only from classifiers.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::syntax::splice::remove_item;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// The standard deprecates them, and nothing refuses them yet.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the classifier";

/// One finding for each classifier.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    let (license, classifiers) = (pyproject.field("license")?, pyproject.field("classifiers")?);
    let expression = license.as_str()?;
    // Before 1.9.2 maturin wrote the string into the old field, beside which classifiers are right.
    if pyproject.maturin_stays_below("1.9.2") {
        return None;
    }
    let items = classifiers.items().into_iter().enumerate();
    let licenses = items.filter_map(|(index, item)| {
        let text = item.as_str().filter(|text| text.starts_with("License ::"))?;
        let message = format!("`{text}` is deprecated: the expression `{expression}` replaces it");
        let fix = remove_item(classifiers, index);
        let fix = fix.map(|edit| Fix::risky(format!("Remove `{text}`"), vec![edit]));
        Some(
            Finding::new(item.place(), message)
                .related(license.place(), "the expression")
                .fix(fix),
        )
    });
    Some(licenses.collect())
}
