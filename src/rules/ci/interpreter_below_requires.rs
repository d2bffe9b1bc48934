//! CI publishes wheels for a Python that `requires-python` excludes.
//!
//! ## Why
//!
//! `maturin build` uses the interpreters that are [named with `-i`](https://www.maturin.rs/distribution.html) without
//! comparing them with `requires-python`. The wheel is built and published, but installers reject it because of its own
//! [`Requires-Python`](https://packaging.python.org/en/latest/specifications/core-metadata/#requires-python).
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
//!           args: --release --out dist -i 3.10 3.11
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
//! .github/workflows/release.yml:11:41: warning[ci/interpreter-below-requires] the wheel for Python 3.10 cannot be installed: `requires-python` is `>=3.11`
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
//!           args: --release --out dist -i 3.11
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
//! Never. Raise the interpreter, or lower `requires-python`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::stable_abi;
use crate::standards::horizon::Table;
use crate::standards::pythons::Interpreter;
use crate::standards::requirement::Read;
use crate::standards::version;
use crate::text::edit::Applicability;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Leave this Python out of the build, or lower `requires-python`";

/// One finding for each interpreter that is too old.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    let Read {
        value: requires,
        node,
    } = pyproject.requires_python()?;
    let lowest = pyproject.lowest_python()?.value;
    // One wheel of the stable ABI serves many Pythons, whatever interpreter it is built with.
    if stable_abi::is_possible(project) {
        return None;
    }
    let interpreters = project
        .ci
        .published()
        .into_iter()
        .flat_map(|(build, publish)| build.interpreters.iter().map(move |named| (named, publish)));
    let mut findings = Vec::new();
    for ((name, place), publish) in interpreters {
        let Some(Interpreter { minor, .. }) = Interpreter::named(name) else {
            continue;
        };
        if minor < lowest && !version::allows(&requires, 3, minor) {
            let wanted = node.as_str().unwrap_or_default();
            let message = format!(
                "the wheel for Python 3.{minor} cannot be installed: `requires-python` is `{wanted}`"
            );
            findings.push(
                Finding::new(place.clone(), message)
                    .related(node.place(), "excludes it")
                    .related(publish.place.clone(), "the wheel is published here"),
            );
        }
    }
    Some(findings)
}
