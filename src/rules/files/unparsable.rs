//! A file of the project cannot be read, or is not valid in its language.
//!
//! ## Why
//!
//! maturin, cargo, GitHub, Python or type checkers fail on such a file, and the other rules cannot see what is in it. The
//! rule checks manifests, lock files, workflows, the root source file of the library, stubs of importable modules, and the
//! Python sources in the wheel. It is an error if a source runs whenever the package is imported or one of its commands
//! starts, and a warning if it is another module: maturin puts what is broken into the wheel without a word. If
//! `requires-python` begins with a Python whose [grammar](https://docs.python.org/3/reference/grammar.html) is newer than
//! the rule, sources are not checked. A byte order mark before `pyproject.toml`, which some editors on Windows write, keeps
//! pip from building the project: maturin and uv pass over it, and Python's own
//! [tomllib](https://docs.python.org/3/library/tomllib.html) does not.
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

use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::importable::Source;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::reader::Broken;
use crate::questions::left_out::is_test;
use crate::standards::horizon::Table;
use crate::syntax::python::NEWEST;
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
    let (sources, others) = sources(project);
    let finding = |broken: &Broken| finding(project, broken);
    let findings = project.broken.iter().chain(&sources).map(finding);
    let milder = others
        .iter()
        .map(|broken| finding(broken).at_most(Severity::Warning));
    findings.chain(milder).chain(marked(project)).collect()
}

/// A mark that maturin and uv pass over, and Python's own reader of TOML, with which pip builds, does not.
fn marked(project: &Project) -> Option<Finding> {
    let path: Arc<str> = Arc::from("pyproject.toml");
    let is_marked = project.tree.text(&path)?.starts_with('\u{feff}');
    let message = format!("`{path}` begins with a byte order mark: pip takes it for no TOML");
    is_marked.then(|| Finding::new(Place::at(&path, 0..'\u{feff}'.len_utf8()), message))
}

fn finding(project: &Project, broken: &Broken) -> Finding {
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
}

/// The Python sources of the wheel that Python cannot run: those that an import of the package runs, and the others.
fn sources(project: &Project) -> (Vec<Broken>, Vec<Broken>) {
    let lowest = project.pyproject.as_ref().and_then(Pyproject::lowest_python);
    if lowest.is_some_and(|lowest| lowest.value > NEWEST) {
        return (Vec::new(), Vec::new());
    }
    let broken = |source: &Source| {
        let error = match project.tree.parsed_python(&source.path)? {
            Ok(module) => module.refused(&project.tree.text(&source.path)?)?,
            Err(error) => error,
        };
        Some(Broken {
            place: Place::at(&source.path, error.span),
            reason: error.message,
        })
    };
    let imported = project.imported();
    let others = project.importable().iter();
    let others = others.filter(|source| !imported.contains(source) && !is_test(&source.path));
    (
        imported.iter().filter_map(broken).collect(),
        others.filter_map(broken).collect(),
    )
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
