//! A workflow gives an action an input that it does not have.
//!
//! ## Why
//!
//! GitHub [passes over](https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs) an input that an action
//! does not declare, with a warning that nobody reads. So the action does what it does without it: it takes files from another folder, has no
//! token, or puts artifacts elsewhere. The inputs are those of the newest known versions of the actions that build, store, fetch and
//! upload.
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
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           name: wheels
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@release/v1
//!         with:
//!           packages: dist/
//! ```
//!
//! ```console
//! .github/workflows/release.yml:29:11: error[ci/input-unknown] `pypa/gh-action-pypi-publish` has no input `packages`, and passes over it; did you mean `packages-dir`?
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
//!         with:
//!           packages-dir: dist/
//! ```
//!
//! ## When not to follow
//!
//! If a newer version of the action has the input. Without a name that is meant, the finding is a warning.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::hindered::{Hindrance, Kind};
use crate::standards::action_inputs;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::near::nearest;

/// A line does nothing.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Use an input that the action has, or take the line out";

/// One finding for each input.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.hindrances.iter().filter_map(finding).collect()
}

fn finding(found: &Hindrance) -> Option<Finding> {
    let Kind::Input(name) = &found.kind else {
        return None;
    };
    let known = action_inputs::inputs(&found.what)?;
    let near = || nearest(&name.to_lowercase().replace('_', "-"), known.iter().copied());
    let message = format!("`{}` has no input `{name}`, and passes over it", found.what);
    Some(match action_inputs::meant(&found.what, name).or_else(near) {
        Some(meant) => Finding::new(found.place.clone(), format!("{message}; did you mean `{meant}`?"))
            .help(format!("Write `{meant}`")),
        None => Finding::new(found.place.clone(), message).at_most(Severity::Warning),
    })
}
