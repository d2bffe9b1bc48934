//! A comment suppresses a rule that finds nothing there.
//!
//! ## Why
//!
//! Such a comment describes a problem that no longer exists, and would hide the next one. The rule that it names counts
//! even if it is not selected. There is no finding if a file cannot be read, if the project requires a release that is
//! newer than ironwheel's tables, or in a file that other projects of a workspace also read. See
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
//! pyproject.toml:7:39: warning[files/suppression-unused] `version/drift` finds nothing to suppress here
//! pyproject.toml:7:54: warning[files/suppression-unused] `version/not-canonical` finds nothing to suppress here
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
//! If the finding comes and goes, for example with a file that is created by the build: put the rule into `ignore` of
//! `[tool.ironwheel]`, which is never reported as unused.

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
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the name, or the whole comment";

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
            let message = format!("`{}` finds nothing to suppress here", name.text);
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
