//! A job builds the project, but does not check it out.
//!
//! ## Why
//!
//! A job begins in an empty folder; the files of the repository come with
//! [`actions/checkout`](https://github.com/actions/checkout#readme). Without it, there is no pyproject.toml: the build stops, and nothing is
//! published.
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
//!       - uses: pypa/gh-action-pypi-publish@release/v1
//! ```
//!
//! ```console
//! .github/workflows/release.yml:8:15: error[ci/checkout-missing] nothing checks out the repository before this build: there is nothing to build
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
//!       - uses: pypa/gh-action-pypi-publish@release/v1
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::hindered::{Hindrance, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Put a step with `actions/checkout` before it";

/// One finding for each job.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.hindrances.iter().filter_map(finding).collect()
}

fn finding(found: &Hindrance) -> Option<Finding> {
    let message = "nothing checks out the repository before this build: there is nothing to build";
    (found.kind == Kind::NoSources).then(|| Finding::new(found.place.clone(), message))
}
