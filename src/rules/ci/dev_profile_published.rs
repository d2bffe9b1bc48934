//! CI publishes wheels that are built without optimization.
//!
//! ## Why
//!
//! [`maturin build`](https://www.maturin.rs/distribution.html) builds with cargo's `dev` profile unless `--release` or
//! `--profile` asks for another; so does maturin-action. There is no warning: the wheels work, but are many times
//! slower and larger.
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
//!           args: --out dist
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
//! .github/workflows/release.yml:9:15: error[ci/dev-profile-published] published wheels are built with the profile `dev`, without optimization
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
//! If the wheels are for debugging, and users know it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::build::{Build, Tool};
use crate::project::ci::publish::Publish;
use crate::questions::build_files::is_in_build_files;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Users get something slow.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Build with `--release`";

/// One finding for each step that builds them.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(cargo) = &project.cargo else {
        return Vec::new();
    };
    let is_dev = |build: &Build| matches!(build.profile.as_deref(), Some("dev" | "debug" | "test"));
    let is_optimised = || {
        cargo.root().get(&["profile", "dev", "opt-level"]).is_some()
            || is_in_build_files(project, cargo, "CARGO_PROFILE_DEV")
    };
    let mut published = project.ci.published();
    published.retain(|(build, _)| is_dev(build) && build.tool == Tool::Maturin);
    if published.is_empty() || is_optimised() {
        return Vec::new();
    }
    let finding = |(build, publish): (&Build, &Publish)| {
        let message = "published wheels are built with the profile `dev`, without optimization";
        Finding::new(build.place.clone(), message).related(publish.place.clone(), "published here")
    };
    published.into_iter().map(finding).collect()
}
