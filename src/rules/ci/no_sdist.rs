//! The release has wheels but no source distribution.
//!
//! ## Why
//!
//! Installers need the
//! [source distribution](https://packaging.python.org/en/latest/specifications/source-distribution-format/) on
//! platforms without a wheel, and packagers for Linux distributions and conda-forge need it too. `maturin sdist` builds
//! it.
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
//! ```console
//! .github/workflows/release.yml:26:15: info[ci/no-sdist] the release has wheels but no source distribution
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
//!           args: --release --sdist --out dist
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
//! If the sources are not public, or do not build elsewhere.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// A gap.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add a job that runs `maturin sdist` and upload its result with the wheels";

/// One finding at the first upload.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (release, builds) = project.ci.shipped()?;
    if builds.iter().any(|build| build.sdist) {
        return None;
    }
    let message = "the release has wheels but no source distribution";
    Some(Finding::new(release.publish.place.clone(), message))
}
