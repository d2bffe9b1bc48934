//! A classifier is none that the index takes.
//!
//! ## Why
//!
//! The index refuses a package with a classifier that is not on
//! [its list](https://packaging.python.org/en/latest/specifications/core-metadata/#classifier-multiple-use); maturin
//! writes it into the wheel without a look at it.
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
//! classifiers = [
//!   "Programing Language :: Rust",
//! ]
//! ```
//!
//! ```console
//! pyproject.toml:9:3: error[metadata/classifier-unknown] `Programing Language :: Rust` is no classifier that the index takes; `Programming Language :: Rust` is
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
//! classifiers = [
//!   "Programming Language :: Rust",
//! ]
//! ```
//!
//! ## Fix safety
//!
//! The nearest classifier may not be the one that was meant.
//!
//! ## When not to follow
//!
//! If the classifier is newer than the list: the rule is an info where it may be, and silent about newer versions of
//! what is listed. `Private ::` is the standard's own way to keep a package from the index.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::classifiers;
use crate::standards::classifiers::Classifier;
use crate::standards::horizon::Table;
use crate::syntax::splice::{remove_item, respell};
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// The index refuses it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];

/// One finding for each classifier.
pub fn check(project: &Project) -> Vec<Finding> {
    let list = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.field("classifiers"));
    let Some(list) = list else { return Vec::new() };
    let items = list.items().into_iter().enumerate();
    items
        .filter_map(|(index, item)| finding(list, index, item))
        .collect()
}

fn finding(list: Node<'_>, index: usize, item: Node<'_>) -> Option<Finding> {
    let text = item.as_str()?;
    let said = |message: String| Finding::new(item.place(), message);
    let wrong = format!("`{text}` is no classifier that the index takes");
    Some(match classifiers::find(text) {
        Classifier::Known | Classifier::Newer => return None,
        Classifier::Meant(meant) => {
            let is_there = list.items().iter().any(|item| item.as_str() == Some(meant));
            let (edit, title) = match is_there {
                true => (remove_item(list, index), format!("Remove it: there is `{meant}`")),
                false => (respell(item, meant), format!("Write `{meant}`")),
            };
            let fix = edit.map(|edit| Fix::risky(title, vec![edit]));
            said(format!("{wrong}; `{meant}` is")).fix(fix)
        }
        Classifier::Wrong => said(wrong),
        Classifier::Unknown => {
            let release = classifiers::release();
            said(format!(
                "`{text}` is not among the classifiers of the release {release}"
            ))
            .mild()
        }
    })
}
