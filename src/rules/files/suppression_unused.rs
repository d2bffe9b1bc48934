//! A comment suppresses a rule that has nothing to say there.
//!
//! ## Why
//!
//! Such a comment tells readers of a problem that is gone, and would hide the next one. Rules are judged whether or not they
//! are selected; where a file cannot be read, or the project requires a release that is newer than our tables, nothing is
//! said, and neither is it of files that other projects of a workspace read. See
//! [suppressing a finding](https://github.com/ironwheel-dev/ironwheel/blob/main/docs/checking.md#suppressing-a-finding).
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
//! version = "0.1.0" # ironwheel: ignore[version/drift, version/not-canonical] bumped by the release
//! ```
//!
//! ```console
//! pyproject.toml:7:39: warning[files/suppression-unused] `version/drift` has nothing to say here
//! pyproject.toml:7:54: warning[files/suppression-unused] `version/not-canonical` has nothing to say here
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
//! version = "0.1.0"
//! ```
//!
//! ## When not to follow
//!
//! If the finding comes and goes, for instance with a file that is made at build time: put the rule into `ignore` of
//! `[tool.ironwheel]`, which is never reported.

use crate::finding::{Finding, Severity};
use crate::project::manifests::suppression::{Name, Suppression};
use crate::rule::Run;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};
use crate::text::place::Place;

/// The comment contradicts what is there.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];

/// One finding for each name that was of no use.
pub fn check(run: &Run<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (suppression, idle) in &run.idle {
        let edits = edits(suppression, idle);
        let title = if idle.len() == suppression.names.len() {
            "Remove the comment"
        } else {
            "Remove the names"
        };
        for name in idle {
            let place = Place::at(&suppression.path, name.span);
            let message = format!("`{}` has nothing to say here", name.text);
            found.push(Finding::new(place, message).fix(Fix::safe(title, edits.clone())));
        }
    }
    found
}

/// Takes the idle names of a comment away together, so that the rest of it stays as it is.
fn edits(suppression: &Suppression, idle: &[&Name]) -> Vec<Edit> {
    let kept = suppression.names.iter().filter(|name| !idle.contains(name));
    let kept: Vec<&str> = kept.map(|name| name.text.as_str()).collect();
    match (suppression.names.first(), suppression.names.last()) {
        (Some(first), Some(last)) if !kept.is_empty() => {
            let names = first.span.start..last.span.end;
            vec![Edit::replace(&suppression.path, names, kept.join(", "))]
        }
        _ => vec![suppression.removal.clone()],
    }
}
