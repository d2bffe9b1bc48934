//! Wheels, or the source distribution, are built and stored for the release, and not fetched to be published.
//!
//! ## Why
//!
//! The job that publishes fetches only the artifacts that it
//! [names or that its pattern matches](https://github.com/actions/download-artifact#inputs). What no job fetches is built
//! for nobody, and people on its platform get no wheel, or those without a wheel nothing.
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
//!   linux:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-linux
//!           path: dist
//!   macos:
//!     runs-on: macos-15
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheel-macos
//!           path: dist
//!   sdist:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           command: sdist
//!           args: --out dist
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: sdist
//!           path: dist
//!   publish:
//!     needs: [linux, macos, sdist]
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           pattern: wheels-*
//!           path: dist
//!           merge-multiple: true
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! .github/workflows/release.yml:26:17: warning[ci/wheels-left] the wheels in the artifact `wheel-macos` are not published: no job fetches it
//! .github/workflows/release.yml:38:17: warning[ci/wheels-left] the source distribution in the artifact `sdist` is not published: no job fetches it
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
//!   linux:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-linux
//!           path: dist
//!   macos:
//!     runs-on: macos-15
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-macos
//!           path: dist
//!   sdist:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           command: sdist
//!           args: --out dist
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-sdist
//!           path: dist
//!   publish:
//!     needs: [linux, macos, sdist]
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           pattern: wheels-*
//!           path: dist
//!           merge-multiple: true
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## When not to follow
//!
//! If people download these wheels from the page of the run.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::breaks::{Content, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Less is published than is built.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Fetch the artifact in the job that publishes";

/// One finding for each artifact.
pub fn check(project: &Project) -> Vec<Finding> {
    let findings = project.ci.breaks.iter().filter_map(|found| {
        let Kind::Left(content) = found.kind else {
            return None;
        };
        let subject = match content {
            Content::Wheels => "the wheels in the artifact",
            Content::Sdist => "the source distribution in the artifact",
        };
        let verb = if content == Content::Wheels { "are" } else { "is" };
        let message = format!(
            "{subject} `{}` {verb} not published: no job fetches it",
            found.what
        );
        let finding = Finding::new(found.place.clone(), message);
        Some(finding.related_to(&found.others))
    });
    findings.collect()
}
