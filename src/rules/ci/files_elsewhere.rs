//! The files that are to be published are not in the folder that the upload takes them from.
//!
//! ## Why
//!
//! `actions/download-artifact` puts each artifact into a folder of its own, unless one is fetched by its name or
//! [`merge-multiple: true`](https://github.com/actions/download-artifact#download-multiple-filtered-artifacts-to-the-same-directory)
//! brings them together. The upload takes files from its folder itself, and not from folders in it.
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
//!           name: wheels-macos
//!           path: dist
//!   publish:
//!     needs: [linux, macos]
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           pattern: wheels-*
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! .github/workflows/release.yml:34:15: error[ci/files-elsewhere] each artifact comes into a folder of its own in `dist`, where the upload does not look for files
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
//!   publish:
//!     needs: [linux, macos]
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
//! If something moves the files in between, in a way that is not visible in the workflow.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::breaks::{Break, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::{Applicability, Fix};

/// Nothing is published.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add `merge-multiple: true` to the step that fetches the artifacts";

/// One finding for each step that fetches them.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.breaks.iter().filter_map(finding).collect()
}

fn finding(found: &Break) -> Option<Finding> {
    let shown = |folder: &str| match folder {
        "" => "the folder of the checkout".to_owned(),
        folder => format!("`{folder}`"),
    };
    let wanted = shown(&found.what);
    let message = match &found.kind {
        Kind::Unmerged => {
            format!(
                "each artifact comes into a folder of its own in {wanted}, where the upload does not look for files"
            )
        }
        Kind::Elsewhere(folder) => {
            format!(
                "the artifacts come to {}, and the upload takes files from {wanted}",
                shown(folder)
            )
        }
        _ => return None,
    };
    let finding = Finding::new(found.place.clone(), message);
    let edit = found.edit.as_ref().map(|(edit, _)| vec![edit.clone()]);
    let finding = finding.fix(edit.map(|edits| Fix::safe("Set `merge-multiple: true`", edits)));
    Some(finding.related_to(&found.others))
}
