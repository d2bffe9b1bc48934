//! A matrix sets up Pythons that the container in which the wheels are built does not see.
//!
//! ## Why
//!
//! maturin-action builds wheels for Linux [in a container](https://github.com/PyO3/maturin-action#manylinux-docker-container), which has
//! Pythons of its own: what `actions/setup-python` sets up is outside. Without `-i` each job of the matrix builds for the same
//! Python of the container, and the wheels for the others are missing.
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
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
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
//!         python: ["3.11", "3.14t"]
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: actions/setup-python@v7
//!         with:
//!           python-version: ${{ matrix.python }}
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-${{ matrix.python }}
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
//! ```console
//! .github/workflows/release.yml:15:15: warning[ci/python-outside-container] the wheels are built in a container, which does not see the Python that the job sets up (3.11 and 3.14t): `-i` is missing
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
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = "0.30.1"
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
//!         python: ["3.11", "3.14t"]
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist -i ${{ matrix.python }}
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-${{ matrix.python }}
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
//! If only one of these Pythons is meant to have a wheel.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::build::{Build, Ground, Tool};
use crate::questions::extension::may_be_extension;
use crate::questions::stable_abi;
use crate::standards::horizon::Table;
use crate::standards::pythons::Interpreter;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::enumerated;

/// Less is published than is built.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add `-i` with the Pythons, or `--find-interpreter`, to the arguments of maturin";

/// One finding for each step that builds.
pub fn check(project: &Project) -> Vec<Finding> {
    let releases = project
        .ci
        .releases
        .iter()
        .filter(|release| release.publish.is_public != Some(false));
    let mut published: Vec<usize> = releases
        .flat_map(|release| &release.builds)
        .map(|(index, _)| *index)
        .collect();
    published.sort_unstable();
    published.dedup();
    let mut by_build: BTreeMap<&Place, Vec<SetUp<'_>>> = BTreeMap::new();
    for build in published.into_iter().map(|index| &project.ci.builds[index]) {
        let Some((name, place)) = &build.python else {
            continue;
        };
        if let Some(has_wheel) = has_wheel(project, build, name) {
            let set_up = SetUp {
                name,
                place,
                has_wheel,
            };
            by_build.entry(&build.place).or_default().push(set_up);
        }
    }
    by_build
        .into_iter()
        .filter_map(|(place, pythons)| finding(place, &pythons))
        .collect()
}

/// A Python that a job sets up.
struct SetUp<'a> {
    name: &'a str,
    place: &'a Place,
    /// Whether a wheel serves it.
    has_wheel: bool,
}

fn finding(place: &Place, pythons: &[SetUp<'_>]) -> Option<Finding> {
    let first = pythons.first()?;
    let is_matrix = pythons.iter().any(|python| python.name != first.name);
    let without = pythons.iter().filter(|python| !python.has_wheel && is_matrix);
    let mut seen = BTreeSet::new();
    let names = without.map(|python| python.name);
    let names: Vec<&str> = names.filter(|name| seen.insert(*name)).collect();
    let message = format!(
        "the wheels are built in a container, which does not see the Python that the job sets up ({}): `-i` is missing",
        enumerated(&names)
    );
    let finding = Finding::new(place.clone(), message).related(first.place.clone(), "set up here");
    (!names.is_empty()).then_some(finding)
}

/// Whether what is built serves the Python that is set up, as a wheel for the stable ABI serves many.
///
/// `None` where the build sees that Python, or that is not known.
fn has_wheel(project: &Project, build: &Build, name: &str) -> Option<bool> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let names_none = build.interpreters.is_empty() && build.computed.is_empty() && !build.finds_interpreters;
    let is_inside = build.tool == Tool::Maturin && build.ground == Ground::Container && names_none;
    let floor = stable_abi::of_build(pyproject, cargo, build)?;
    let is_stable = floor.is_some() || stable_abi::is_bare(pyproject, cargo, build);
    let is_served =
        || Interpreter::named(name).is_none_or(|python| python.is_cpython && !python.is_free_threaded);
    (build.wheels && is_inside && may_be_extension(project, pyproject)).then(|| is_stable && is_served())
}
