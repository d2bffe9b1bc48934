//! A matrix is one that GitHub refuses.
//!
//! ## Why
//!
//! An entry of `exclude` may ask only for keys that have a list in the matrix: those that `include` adds do not exist yet when it is
//! applied, and a misspelt key is one that nothing has. A list without values, an empty entry, and a
//! [matrix](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix) without any list are
//! refused too. The job fails before its first step: nothing is built, and what needs it does not run.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```yaml .github/workflows/build.yml
//! on: push
//! jobs:
//!   build:
//!     strategy:
//!       matrix:
//!         os: [ubuntu-24.04, windows-2025]
//!         target: [x86_64, aarch64]
//!         exclude:
//!           - runner: windows-2025
//!             target: aarch64
//!     runs-on: ${{ matrix.os }}
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           target: ${{ matrix.target }}
//! ```
//!
//! ```console
//! .github/workflows/build.yml:9:13: error[ci/matrix-refused] the matrix has no list `runner`: GitHub refuses it, and the job fails
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
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```yaml .github/workflows/build.yml
//! on: push
//! jobs:
//!   build:
//!     strategy:
//!       matrix:
//!         os: [ubuntu-24.04, windows-2025]
//!         target: [x86_64, aarch64]
//!         exclude:
//!           - os: windows-2025
//!             target: aarch64
//!     runs-on: ${{ matrix.os }}
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           target: ${{ matrix.target }}
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::hindered::{Hindrance, Kind};
use crate::project::ci::matrix::Misfit;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the matrix as GitHub takes it";

/// One finding for each thing that is refused.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.hindrances.iter().filter_map(finding).collect()
}

fn finding(found: &Hindrance) -> Option<Finding> {
    let Kind::Matrix(misfit) = found.kind else {
        return None;
    };
    let what = &found.what;
    let (problem, help) = match misfit {
        Misfit::Unknown => (
            format!("the matrix has no list `{what}`"),
            "Exclude by the lists of the matrix; what only `include` adds, leave out there",
        ),
        Misfit::Empty => (format!("`{what}` has no values"), "Give it a value, or remove it"),
        Misfit::Nothing => (
            "the matrix has neither a list nor `include`".to_owned(),
            "Give it a list, or remove the matrix",
        ),
    };
    let message = format!("{problem}: GitHub refuses it, and the job fails");
    Some(Finding::new(found.place.clone(), message).help(help))
}
