//! The project has a MANIFEST.in, which maturin does not read.
//!
//! ## Why
//!
//! MANIFEST.in is a file of setuptools. maturin puts into the
//! [source distribution](https://www.maturin.rs/distribution.html#source-distribution) what cargo packages, the Python
//! package, and what `include` in `[tool.maturin]` names.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```text MANIFEST.in
//! include Cargo.toml README.md
//! recursive-include src *
//! ```
//!
//! ```console
//! MANIFEST.in: info[files/manifest-in] maturin does not read `MANIFEST.in`; use `include` in `[tool.maturin]`
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ## When not to follow
//!
//! If setuptools also builds the project. There is no fix if the file names more than maturin includes by itself: check
//! first whether the source distribution lacks it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};
use crate::text::place::Place;

/// What stands in it has no effect.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Move its patterns to `include` and `exclude` in `[tool.maturin]` and delete the file";

const FILE: &str = "MANIFEST.in";

/// What maturin takes by itself.
const TAKEN: [&str; 8] = [
    "build.rs",
    "cargo.lock",
    "cargo.toml",
    "licence",
    "license",
    "pyproject.toml",
    "readme",
    "src",
];

/// A finding if the file is there.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let tree = &project.tree;
    project
        .pyproject
        .as_ref()?
        .backend()
        .filter(|backend| *backend == "maturin")?;
    if tree.exists("setup.py") || tree.exists("setup.cfg") {
        return None; // setuptools reads it, whoever calls that
    }
    let text = tree.text(FILE)?;
    let message = "maturin does not read `MANIFEST.in`; use `include` in `[tool.maturin]`";
    let fix = text.lines().all(is_needless).then(|| {
        let edit = Edit::Delete { path: FILE.into() };
        Fix::safe("Delete `MANIFEST.in`", vec![edit])
    });
    Some(Finding::new(Place::file(FILE), message).fix(fix))
}

/// Whether a line says nothing, leaves something out, or names what maturin takes by itself.
fn is_needless(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_taken = |word: &str| {
        let word = word.to_lowercase();
        TAKEN
            .iter()
            .any(|name| word.starts_with(name) && !word.contains('/'))
    };
    match words.next() {
        None | Some("exclude" | "global-exclude" | "recursive-exclude" | "prune") => true,
        Some("include" | "graft") => words.all(is_taken),
        Some("recursive-include") => words.next() == Some("src"),
        Some(word) => word.starts_with('#'),
    }
}
