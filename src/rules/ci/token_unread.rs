//! The token for an upload is in a variable that the program does not read.
//!
//! ## Why
//!
//! Each program has its own variables: [maturin](https://www.maturin.rs/distribution.html#uploading-to-pypi) reads
//! `MATURIN_PYPI_TOKEN`, [twine](https://twine.readthedocs.io/en/stable/#environment-variables) `TWINE_PASSWORD`,
//! [uv](https://docs.astral.sh/uv/reference/environment/) `UV_PUBLISH_TOKEN`. It passes over any other: the upload has no token, and
//! fails.
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
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - run: uvx maturin upload dist/*
//!         env:
//!           TWINE_PASSWORD: ${{ secrets.PYPI_TOKEN }}
//! ```
//!
//! ```console
//! .github/workflows/release.yml:27:11: error[ci/token-unread] this upload reads `MATURIN_PYPI_TOKEN`, and not `TWINE_PASSWORD`: it has no token
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
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - run: uvx maturin upload dist/*
//!         env:
//!           MATURIN_PYPI_TOKEN: ${{ secrets.PYPI_TOKEN }}
//! ```
//!
//! ## When not to follow
//!
//! If the program finds a token in a way that is not visible in the workflow. Where the job has `id-token: write`, the upload may do
//! without a token, and the finding is a warning.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::hindered::{Hindrance, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is published.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Give the token in the variable that the program reads";

/// One finding for each variable.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.hindrances.iter().filter_map(finding).collect()
}

fn finding(found: &Hindrance) -> Option<Finding> {
    let Kind::Unread(instead, is_needed) = found.kind else {
        return None;
    };
    let outcome = match is_needed {
        true => "it has no token",
        false => "it passes over the token",
    };
    let message = format!(
        "this upload reads `{instead}`, and not `{}`: {outcome}",
        found.what
    );
    let finding = Finding::new(found.place.clone(), message).help(format!("Name the variable `{instead}`"));
    Some(if is_needed {
        finding
    } else {
        finding.at_most(Severity::Warning)
    })
}
