//! A workflow stores or fetches artifacts with an action that GitHub no longer runs.
//!
//! ## Why
//!
//! The third version of `actions/upload-artifact` and `actions/download-artifact`, and those before it, were
//! [switched off](https://github.blog/changelog/2024-04-16-deprecation-notice-v3-of-the-artifact-actions/) in January 2025:
//! GitHub fails a job that has one before its first step. So nothing is built, or nothing is published.
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
//!       - uses: actions/upload-artifact@v3
//!         with:
//!           name: wheels
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v3
//!         with:
//!           name: wheels
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! .github/workflows/release.yml:13:15: error[ci/artifact-action-retired] `actions/upload-artifact@v3` no longer runs: GitHub fails the job
//! .github/workflows/release.yml:23:15: error[ci/artifact-action-retired] `actions/download-artifact@v3` no longer runs: GitHub fails the job
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
//! ## Fix safety
//!
//! Newer versions differ: an artifact can be stored only once in a run, so each job of a matrix needs a name of its own, and
//! `merge-multiple: true` brings artifacts together. What else the workflow needs is reported once the action runs.
//!
//! ## When not to follow
//!
//! On GitHub Enterprise Server, whose versions may lack the newer actions.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::breaks::{Break, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::{Applicability, Fix};

/// Nothing is built, or nothing is published.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Use version 4 or newer of both actions";

/// One finding for each use.
pub fn check(project: &Project) -> Vec<Finding> {
    let breaks = project.ci.breaks.iter();
    breaks
        .filter(|found| found.kind == Kind::Retired)
        .map(finding)
        .collect()
}

fn finding(found: &Break) -> Finding {
    let message = format!("`{}` no longer runs: GitHub fails the job", found.what);
    let finding = Finding::new(found.place.clone(), message);
    let edit = found.edit.iter().map(|(edit, _)| edit.clone());
    let fix = Fix::risky("Use the newest version", edit.collect());
    finding
        .related_to(&found.others)
        .fix(Some(fix).filter(|fix| !fix.edits.is_empty()))
}
