//! A classifier is not on PyPI's list.
//!
//! ## Why
//!
//! PyPI rejects a package with a classifier that is not on
//! [its list](https://packaging.python.org/en/latest/specifications/core-metadata/#classifier-multiple-use); maturin
//! writes the classifier into the wheel without checking it.
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
//! pyproject.toml:9:3: error[metadata/classifier-unknown] `Programing Language :: Rust` is not a classifier that PyPI accepts; did you mean `Programming Language :: Rust`?
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
//! The nearest classifier may not be the one you meant.
//!
//! ## When not to follow
//!
//! If the classifier is newer than the list. The finding is an info where that is possible, and newer versions of a
//! listed classifier are not reported. `Private ::` is never reported: it is the standard way to keep a package off
//! PyPI.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::classifiers;
use crate::standards::classifiers::Classifier;
use crate::standards::horizon::Table;
use crate::syntax::splice::{remove_item, respell};
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// PyPI rejects it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Take a classifier from the list that the page of this rule names, or remove it";

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
    let wrong = format!("`{text}` is not a classifier that PyPI accepts");
    Some(match classifiers::find(text) {
        Classifier::Known | Classifier::Newer => return None,
        Classifier::Meant(meant) => {
            let is_there = list.items().iter().any(|item| item.as_str() == Some(meant));
            let (edit, title) = match is_there {
                true => (
                    remove_item(list, index),
                    format!("Remove it; `{meant}` is already there"),
                ),
                false => (respell(item, meant), format!("Write `{meant}`")),
            };
            let fix = edit.map(|edit| Fix::risky(title, vec![edit]));
            said(format!("{wrong}; did you mean `{meant}`?")).fix(fix)
        }
        Classifier::Wrong => said(wrong),
        Classifier::Unknown => {
            let release = classifiers::release();
            said(format!(
                "`{text}` is not on PyPI's list of classifiers (trove-classifiers {release})"
            ))
            .mild()
        }
    })
}
