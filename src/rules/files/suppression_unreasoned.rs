//! A rule is ignored without a reason, in a project that requires reasons.
//!
//! ## Why
//!
//! With `require-reasons = true` in `[tool.ironwheel]`, every ignored rule needs a reason: after the brackets of a
//! comment, or as the value of the rule's name in the table `ignore`. See
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
//! # ironwheel: ignore[version/not-canonical]
//! version = "1.0.0-rc1"
//!
//! [tool.ironwheel]
//! require-reasons = true
//! ignore = ["metadata/urls"]
//! ```
//!
//! ```console
//! pyproject.toml:7:1: warning[files/suppression-unreasoned] the comment has no reason after the brackets
//! pyproject.toml:12:11: warning[files/suppression-unreasoned] an array cannot hold a reason; write `ignore = { "metadata/urls" = "…" }`
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
//! # ironwheel: ignore[version/not-canonical] our tags are written so
//! version = "1.0.0-rc1"
//!
//! [tool.ironwheel]
//! require-reasons = true
//! ignore = { "metadata/urls" = "the repository is private" }
//! ```
//!
//! ## When not to follow
//!
//! If you do not want reasons: remove `require-reasons`.

use crate::about::NAME;
use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// The project says that there are reasons, and there is none.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Say why, after the brackets or as the value in the table";

/// One finding for each comment and each setting without a reason.
pub fn check(project: &Project) -> Vec<Finding> {
    if !project.config.require_reasons {
        return Vec::new();
    }
    let comments = project.suppressions.iter().filter(|suppression| {
        suppression.reason.is_empty() && !suppression.names.is_empty() && !project.shares(&suppression.path)
    });
    let mut found: Vec<Finding> = comments
        .map(|suppression| {
            Finding::new(
                suppression.place(),
                "the comment has no reason after the brackets",
            )
        })
        .collect();
    let pyproject = project.pyproject.as_ref();
    if let Some(ignore) = pyproject.and_then(|pyproject| pyproject.toml.get(&["tool", NAME, "ignore"])) {
        for item in ignore.items() {
            let name = item.as_str().unwrap_or_default();
            let message = format!("an array cannot hold a reason; write `ignore = {{ \"{name}\" = \"…\" }}`");
            found.push(Finding::new(item.place(), message));
        }
        let empty = ignore
            .entries()
            .into_iter()
            .filter(|entry| entry.as_str().is_some_and(|reason| reason.trim().is_empty()));
        found.extend(empty.map(|entry| Finding::new(entry.place(), "the reason is empty")));
    }
    found
}
