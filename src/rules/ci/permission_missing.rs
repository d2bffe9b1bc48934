//! An action needs a permission that its job does not have.
//!
//! ## Why
//!
//! What `permissions` of the job, or else of the workflow, does not name,
//! [the token does not have](https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions): making
//! a release of GitHub needs `contents: write`, an attestation `id-token: write` and `attestations: write`. The step fails,
//! and those after it do not run.
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
//!       - uses: softprops/action-gh-release@v3
//!         with:
//!           files: dist/*
//!       - uses: pypa/gh-action-pypi-publish@v1.14.2
//! ```
//!
//! ```console
//! .github/workflows/release.yml:26:15: error[ci/permission-missing] `softprops/action-gh-release` needs the permission `contents: write`
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
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       contents: write
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - uses: softprops/action-gh-release@v3
//!         with:
//!           files: dist/*
//!       - uses: pypa/gh-action-pypi-publish@v1.14.2
//! ```
//!
//! ## When not to follow
//!
//! Never. The rule is silent where no `permissions` are written, where the action is given another token, and in a workflow
//! that others call.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::hindered::{Hindrance, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// The job fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the permission to `permissions` of the job";

/// One finding for each place.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.hindrances.iter().filter_map(finding).collect()
}

fn finding(found: &Hindrance) -> Option<Finding> {
    let Kind::NoRight(right) = found.kind else {
        return None;
    };
    let message = format!("`{}` needs the permission `{right}: write`", found.what);
    Some(Finding::new(found.place.clone(), message))
}
