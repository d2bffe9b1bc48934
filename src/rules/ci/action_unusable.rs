//! A job that builds or publishes wheels uses a version of an action with which it fails.
//!
//! ## Why
//!
//! [Old versions of `actions/cache`](https://github.com/actions/cache#important-changes) are switched off; GitHub fails a job that
//! has one before its first step. `astral-sh/setup-uv` [has no tags](https://github.com/astral-sh/setup-uv/releases/tag/v8.0.0) such as
//! `v8`, but only whole versions. The action that uploads knows the metadata of wheels that maturin 1.8 and newer build
//! [since v1.12.3](https://github.com/pypa/gh-action-pypi-publish/releases/tag/v1.12.3); older ones say that the name is missing.
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
//!       - uses: actions/cache@v2
//!         with:
//!           path: target
//!           key: cargo
//!       - uses: astral-sh/setup-uv@v8
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
//!       - uses: pypa/gh-action-pypi-publish@v1.8.14
//! ```
//!
//! ```console
//! .github/workflows/release.yml:9:15: error[ci/action-unusable] `actions/cache@v2` no longer runs: GitHub fails the job
//! .github/workflows/release.yml:13:15: error[ci/action-unusable] `astral-sh/setup-uv@v8` does not exist: it has no version with fewer than three numbers
//! .github/workflows/release.yml:32:15: error[ci/action-unusable] `pypa/gh-action-pypi-publish@v1.8.14` does not know the metadata that maturin writes, and refuses the wheels
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
//!       - uses: actions/cache@v6
//!         with:
//!           path: target
//!           key: cargo
//!       - uses: astral-sh/setup-uv@v10.3.2
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
//! ## Fix safety
//!
//! Newer versions of an action may want other inputs.
//!
//! ## When not to follow
//!
//! On GitHub Enterprise Server, whose versions may lack the newer actions.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::hindered::{Hindrance, Kind};
use crate::standards::action_versions::Fault;
use crate::standards::horizon::Table;
use crate::standards::requirement::specifiers;
use crate::text::edit::{Applicability, Fix};
use pep440_rs::Version;

/// Nothing is built, or nothing is published.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Use the newest version of the action";

/// One finding for each use.
pub fn check(project: &Project) -> Vec<Finding> {
    let found = project.ci.hindrances.iter();
    found.filter_map(|found| finding(project, found)).collect()
}

fn finding(project: &Project, found: &Hindrance) -> Option<Finding> {
    let Kind::Unusable(fault, new) = found.kind else {
        return None;
    };
    let what = &found.what;
    let message = match fault {
        Fault::Retired => format!("`{what}` no longer runs: GitHub fails the job"),
        Fault::Missing => {
            format!("`{what}` does not exist: it has no version with fewer than three numbers")
        }
        Fault::OldMetadata if writes_new_metadata(project) => {
            format!("`{what}` does not know the metadata that maturin writes, and refuses the wheels")
        }
        Fault::OldMetadata => return None,
    };
    let fix = found.edit.clone();
    let fix = fix.map(|edit| Fix::risky(format!("Use `{new}`"), vec![edit]));
    Some(Finding::new(found.place.clone(), message).fix(fix))
}

/// Whether nothing keeps the newest maturin from being used: it writes Metadata-Version 2.4, as all do since 1.8.
fn writes_new_metadata(project: &Project) -> bool {
    let newest = Version::new([1, 16, 0]);
    let requirement = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.maturin_requirement());
    let pins = project.maturin.pins.iter().map(|pin| &pin.versions);
    let own = requirement.as_ref().and_then(|found| specifiers(&found.value));
    requirement.is_some()
        && own
            .into_iter()
            .chain(pins)
            .all(|allowed| allowed.contains(&newest))
}
