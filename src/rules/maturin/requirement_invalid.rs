//! A requirement in pyproject.toml is not valid.
//!
//! ## Why
//!
//! Before it builds, maturin reads every requirement in the file by the
//! [standard](https://packaging.python.org/en/latest/specifications/dependency-specifiers/), including those of groups
//! and extras, and stops at the first invalid one. pip and uv do the same.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//! dependencies = ["numpy>=2 <3"]
//! ```
//!
//! ```console
//! pyproject.toml:2:13: error[maturin/requirement-invalid] `maturin>=1.16<2` is not a valid requirement: after parsing `1.16`, found `<2`, which is not part of a valid version
//! pyproject.toml:8:17: error[maturin/requirement-invalid] `numpy>=2 <3` is not a valid requirement: Trailing `<3` is not allowed
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
//! dependencies = ["numpy>=2,<3"]
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::horizon::Table;
use crate::standards::requirement::parse;
use crate::syntax::splice::respell;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write it as in `numpy>=2,<3`";

/// One finding for each requirement.
pub fn check(project: &Project) -> Vec<Finding> {
    let lists = project
        .pyproject
        .as_ref()
        .map(Pyproject::requirements)
        .unwrap_or_default();
    lists
        .into_iter()
        .flat_map(Node::items)
        .filter_map(finding)
        .collect()
}

fn finding(node: Node<'_>) -> Option<Finding> {
    let text = node.as_str()?;
    let error = parse(text)?.err()?;
    let reason = error.lines().next().unwrap_or_default().trim_end_matches('.');
    let message = format!("`{text}` is not a valid requirement: {reason}");
    let separated = separated(text).filter(|text| matches!(parse(text), Some(Ok(_))));
    let edit = separated.and_then(|text| respell(node, &text));
    let fix = edit.map(|edit| Fix::safe("Put commas between the versions", vec![edit]));
    Some(Finding::new(node.place(), message).fix(fix))
}

/// The requirement with a comma before each operator but the first.
fn separated(text: &str) -> Option<String> {
    let is_operator = |character: char| "<>=!~".contains(character);
    let (versions, marker) = text.split_at(text.find(';').unwrap_or(text.len()));
    let first = versions.find(is_operator)?;
    let mut separated = String::new();
    for (offset, character) in versions.char_indices() {
        let before = separated.trim_end();
        let begins = offset > first && is_operator(character) && !before.ends_with(is_operator);
        if begins && !before.ends_with(',') {
            separated.truncate(before.len());
            separated.push(',');
        }
        separated.push(character);
    }
    Some(separated + marker)
}
