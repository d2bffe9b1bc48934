//! The release fetches an artifact that no job of the workflow stores.
//!
//! ## Why
//!
//! `actions/download-artifact` [fails](https://github.com/actions/download-artifact#inputs) if there is no artifact of the name
//! that is given; with a pattern that matches none it fetches nothing, and nothing is published.
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
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           pattern: wheel-*
//!           path: dist
//!           merge-multiple: true
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! .github/workflows/release.yml:23:15: error[ci/artifact-missing] no job stores an artifact that `wheel-*` matches
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
//!           pattern: wheels*
//!           path: dist
//!           merge-multiple: true
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## When not to follow
//!
//! If the artifact is stored by something that is not visible in the workflow.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::breaks::{Break, Kind, Wanted};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is published.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the name or the pattern, or store the artifact in a job before";

/// One finding for each step that fetches nothing.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.breaks.iter().filter_map(finding).collect()
}

fn finding(found: &Break) -> Option<Finding> {
    let what = &found.what;
    let message = match found.kind {
        Kind::Missing(Wanted::Name) => format!("no job stores the artifact `{what}`"),
        Kind::Missing(Wanted::Pattern) => format!("no job stores an artifact that `{what}` matches"),
        Kind::Missing(Wanted::All) => "no job stores an artifact".to_owned(),
        Kind::Nothing => "the job neither builds nor fetches what it is to publish".to_owned(),
        _ => return None,
    };
    let finding = Finding::new(found.place.clone(), message);
    Some(finding.related_to(&found.others))
}
