//! A workflow that builds the project has an expression for which GitHub refuses all of it.
//!
//! ## Why
//!
//! [Expressions](https://docs.github.com/en/actions/reference/workflows-and-actions/expressions) quote texts by `'` alone, and each place
//! knows [some contexts](https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability) only: the `if` of a
//! job has no `matrix` and no `env`, and no `if` has `secrets`. GitHub reads all of them before anything starts. If one is wrong, the
//! workflow is invalid, and nothing is built.
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
//!     if: startsWith(github.ref, "refs/tags/")
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - if: secrets.PUBLISH != ''
//!         uses: pypa/gh-action-pypi-publish@release/v1
//! ```
//!
//! ```console
//! .github/workflows/release.yml:18:9: error[ci/expression-refused] a text in an expression stands in `'`, not in `"`: GitHub refuses the workflow
//! .github/workflows/release.yml:28:13: error[ci/expression-refused] there is no `secrets` in this place: GitHub refuses the workflow
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
//!     if: startsWith(github.ref, 'refs/tags/')
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - if: vars.PUBLISH != ''
//!         uses: pypa/gh-action-pypi-publish@release/v1
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::expressions::Reason;
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
pub const HELP: &str = "Write it as GitHub reads it";

/// One finding for each expression.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.hindrances.iter().filter_map(finding).collect()
}

fn finding(found: &Hindrance) -> Option<Finding> {
    let Kind::Refused(reason) = found.kind else {
        return None;
    };
    let (problem, help) = match reason {
        Reason::Quotes => (
            "a text in an expression stands in `'`, not in `\"`".to_owned(),
            "Write `'` in the place of `\"`".to_owned(),
        ),
        Reason::Context => (
            format!("there is no `{}` in this place", found.what),
            format!(
                "Use `{}` in a place that has it, and pass on what is needed",
                found.what
            ),
        ),
        Reason::Syntax => ("this is no expression".to_owned(), HELP.to_owned()),
    };
    let message = format!("{problem}: GitHub refuses the workflow");
    Some(Finding::new(found.place.clone(), message).help(help))
}
