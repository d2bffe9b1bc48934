//! The release is published with a long-lived token.
//!
//! ## Why
//!
//! A token in the secrets of a repository is valid until somebody revokes it, and everyone who can read it can publish.
//! With
//! [trusted publishing](https://packaging.python.org/en/latest/guides/publishing-package-distribution-releases-using-github-actions-ci-cd-workflows/)
//! PyPI trusts the workflow itself: the workflow needs only `id-token: write`, and attestations are included.
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
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           merge-multiple: true
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//!         with:
//!           password: ${{ secrets.PYPI_TOKEN }}
//! ```
//!
//! ```console
//! .github/workflows/release.yml:26:11: info[ci/token-publish] the release is published with a long-lived token: trusted publishing needs none
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
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           merge-multiple: true
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## When not to follow
//!
//! If you cannot change the settings of the project on PyPI, or PyPI does not trust the service that runs the release.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::release::Release;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// A better way.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Set up a trusted publisher on the index, give the job `id-token: write`, and remove the token";

/// One finding for each workflow.
pub fn check(project: &Project) -> Vec<Finding> {
    // The index does not trust a workflow that others call.
    let is_called = |release: &&Release| release.publish.place.path != release.workflow;
    let uploads = project.ci.public().filter(|release| !is_called(release));
    let tokens = uploads.filter_map(|release| release.publish.token.clone());
    let message = "the release is published with a long-lived token: trusted publishing needs none";
    Finding::by_file(tokens.collect(), message)
}
