//! A comment that should suppress findings names no valid rule and does nothing.
//!
//! ## Why
//!
//! A comment names the rules that it suppresses in brackets and
//! [in full](https://github.com/ironwheel-dev/ironwheel/blob/main/docs/rules/index.md):
//! `# ironwheel: ignore[family/name] reason`. It applies to its own line or, if nothing else is there, to the next
//! line. Without a name, or with a wrong one, it suppresses nothing.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! # ironwheel: ignore[metadata/url] the repository is private
//! [project]
//! name = "demo"
//! version = "0.1.0" # ironwheel: ignore
//! ```
//!
//! ```console
//! pyproject.toml:5:21: error[files/suppression-invalid] `metadata/url` is not a rule; did you mean `metadata/urls`?
//! pyproject.toml:8:19: error[files/suppression-invalid] the comment names no rule and suppresses nothing
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! # ironwheel: ignore[metadata/urls] the repository is private
//! [project]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ## Fix safety
//!
//! A finding may disappear, and the nearest name may not be the one you meant.
//!
//! ## When not to follow
//!
//! If a newer ironwheel has the rule: require that version.

use crate::finding::{Finding, Severity};
use crate::project::manifests::suppression::{Name, Suppression};
use crate::rule::Run;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};
use crate::text::near::nearest;
use crate::text::place::Place;

/// The line silently does nothing.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Name a rule, as in `ignore[version/drift]`, or remove the comment";

/// One finding for each name that is that of no rule, and each comment without names.
pub fn check(run: &Run<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for suppression in &run.project.suppressions {
        if suppression.names.is_empty() {
            let finding = Finding::new(
                suppression.place(),
                "the comment names no rule and suppresses nothing",
            );
            let fix = Fix::risky("Remove the comment", vec![suppression.removal.clone()]);
            found.push(finding.fix(fix));
        }
        let names = suppression.names.iter();
        found.extend(names.filter_map(|name| unknown(run, suppression, name)));
    }
    found
}

fn unknown(run: &Run<'_>, suppression: &Suppression, name: &Name) -> Option<Finding> {
    let text = name.text.as_str();
    if run.rules.contains(&text) {
        return None;
    }
    let place = Place::at(&suppression.path, name.span);
    if run.families().contains(&text) {
        let message = format!("`{text}` is a family of rules; a comment must name each rule in full");
        return Some(Finding::new(place, message));
    }
    let message = format!("`{text}` is not a rule");
    let Some(near) = nearest(text, run.rules.iter().copied()) else {
        return Some(Finding::new(place, message));
    };
    let edit = Edit::replace(&suppression.path, name.span, near);
    let fix = Fix::risky(format!("Write `{near}`"), vec![edit]);
    Some(Finding::new(place, format!("{message}; did you mean `{near}`?")).fix(fix))
}
