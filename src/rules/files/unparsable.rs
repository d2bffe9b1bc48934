//! A file of the project cannot be read, or is not valid in its language.
//!
//! ## Why
//!
//! maturin, cargo, GitHub or type checkers fail on such a file, and the other rules cannot see what is in it. The rule
//! checks manifests, lock files, workflows, stubs of importable modules and the root source file of the library.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo
//! ```
//!
//! ```console
//! pyproject.toml:6:13: error[files/unparsable] `pyproject.toml` cannot be parsed: invalid basic string, expected `"`
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
//! ```
//!
//! ## When not to follow
//!
//! Never for a file that the build uses. If a file only looks like a manifest or workflow, such as a template that is
//! filled in later, give it another name.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::reader::Broken;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::{Place, Span};

/// Users get something broken.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the file; the rules that need it are skipped until then";

/// One finding for each file that cannot be used.
pub fn check(project: &Project) -> Vec<Finding> {
    let finding = |broken: &Broken| {
        let path = &broken.place.path;
        match project.tree.text(path).as_deref().and_then(conflict) {
            Some(span) => {
                let message = format!("`{path}` cannot be parsed: it contains a git merge conflict");
                Finding::new(Place::at(path, span), message)
            }
            None => {
                let message = format!("`{path}` cannot be parsed: {}", broken.reason);
                Finding::new(broken.place.clone(), message)
            }
        }
    };
    project.broken.iter().map(finding).collect()
}

/// The line with which git begins the first conflict in `text`.
fn conflict(text: &str) -> Option<Span> {
    const START: &str = "\n<<<<<<< ";
    text.contains("\n>>>>>>> ").then_some(())?;
    let start = match text.starts_with(START.trim_start()) {
        true => 0,
        false => text.find(START)? + 1,
    };
    let line = text[start..].lines().next()?;
    let end = start + line.len();
    Some(Span { start, end })
}
