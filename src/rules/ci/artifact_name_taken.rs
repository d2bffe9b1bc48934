//! Several jobs of the release store an artifact with the same name.
//!
//! ## Why
//!
//! A name can be used [only once in a run](https://github.com/actions/upload-artifact#not-uploading-to-the-same-artifact):
//! the second upload is refused and fails its job, and so the release. With the third version of the action, which no longer
//! runs, files of all jobs came together in one artifact.
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
//!     strategy:
//!       matrix:
//!         os: [ubuntu-24.04, macos-15, windows-2025]
//!     runs-on: ${{ matrix.os }}
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
//! ```console
//! .github/workflows/release.yml:18:17: error[ci/artifact-name-taken] 3 jobs store the artifact `wheels`: GitHub refuses all but one, and the others fail
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
//!     strategy:
//!       matrix:
//!         os: [ubuntu-24.04, macos-15, windows-2025]
//!     runs-on: ${{ matrix.os }}
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-${{ matrix.os }}
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           pattern: wheels-*
//!           merge-multiple: true
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## When not to follow
//!
//! If only one of the jobs runs in each release, in a way that is not visible in the workflow.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::breaks::{Break, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is published.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Put a value of the matrix into the name, as in `wheels-${{ matrix.os }}`";

/// One finding for each step that comes second.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.breaks.iter().filter_map(finding).collect()
}

fn finding(found: &Break) -> Option<Finding> {
    let name = &found.what;
    let message = match found.kind {
        Kind::Taken(1) => {
            format!(
                "another job stores the artifact `{name}` too: GitHub refuses the second one, and its job fails"
            )
        }
        Kind::Taken(count) => {
            format!(
                "{count} jobs store the artifact `{name}`: GitHub refuses all but one, and the others fail"
            )
        }
        Kind::Replaced(count) => {
            format!(
                "{count} jobs store the artifact `{name}`, each in the place of the one before: one remains"
            )
        }
        _ => return None,
    };
    Some(Finding::of_break(found, message))
}
