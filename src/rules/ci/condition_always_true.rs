//! A condition always holds, because text stands around its `${{ }}`.
//!
//! ## Why
//!
//! GitHub fills in the templates of an `if`, and what comes out is a text wherever anything stands around them: `true == 'tag'`,
//! or one with the end of a line. [A text that is not empty is true](https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals),
//! so that the job or step runs each time, and may publish what nobody has tagged. Without `${{ }}`, all of it is one expression.
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
//! on: [push, pull_request]
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
//!     if: ${{ github.ref_type }} == 'tag'
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1.14.2
//! ```
//!
//! ```console
//! .github/workflows/release.yml:17:9: warning[ci/condition-always-true] this condition always holds: what stands around `${{ }}` makes it a text
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
//! on: [push, pull_request]
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
//!     if: github.ref_type == 'tag'
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1.14.2
//! ```
//!
//! ## Fix safety
//!
//! The job or step then runs less often: only when what was written holds.
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::hindered::{Hindrance, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::{Applicability, Fix};

/// More runs than was meant.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: the job or step runs less often.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the condition without `${{ }}`";

/// One finding for each condition.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.hindrances.iter().filter_map(finding).collect()
}

fn finding(found: &Hindrance) -> Option<Finding> {
    let message = "this condition always holds: what stands around `${{ }}` makes it a text";
    let fix = found.edit.clone();
    let fix = fix.map(|edit| Fix::risky(format!("Write `{}`", found.what), vec![edit]));
    (found.kind == Kind::Constant).then(|| Finding::new(found.place.clone(), message).fix(fix))
}
