//! The release fetches an artifact without waiting for the job that stores it.
//!
//! ## Why
//!
//! Jobs run at the same time unless one [needs](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds)
//! the other. The job that publishes begins before the wheels are built, and there is nothing to fetch.
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
//! requires-python = ">=3.11"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   build:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels
//!           path: dist
//!   publish:
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! .github/workflows/release.yml:17:3: error[ci/needs-missing] the job fetches artifacts of `build` without waiting for it: they are not there yet
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
//! requires-python = ">=3.11"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   build:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## When not to follow
//!
//! If the job waits for the other in a way that is not visible in the workflow.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::breaks::{Break, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is published, or only what is there by chance.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the job to `needs`";

/// One finding for each job that does not wait.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.breaks.iter().filter_map(finding).collect()
}

fn finding(found: &Break) -> Option<Finding> {
    let what = &found.what;
    let message = match (&found.kind, found.is_total) {
        (Kind::Unknown, _) => format!("there is no job `{what}`: GitHub refuses the workflow"),
        (Kind::Unawaited, true) => {
            format!("the job fetches artifacts of `{what}` without waiting for it: they are not there yet")
        }
        (Kind::Unawaited, false) => {
            format!("the job fetches artifacts of `{what}` without waiting for it: they may not be there yet")
        }
        _ => return None,
    };
    Some(Finding::of_break(found, message))
}
