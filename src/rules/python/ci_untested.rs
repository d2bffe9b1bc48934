//! CI does not test a Python that the package claims to support.
//!
//! ## Why
//!
//! [`requires-python`](https://packaging.python.org/en/latest/specifications/pyproject-toml/#requires-python) and the
//! classifiers are promises. A promise without a test is a guess: if the code uses something that is too new for the
//! lowest Python, users find out first. Claim what is tested, or test what is claimed.
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
//! classifiers = [
//!   "Programming Language :: Python :: 3.11",
//!   "Programming Language :: Python :: 3.12",
//!   "Programming Language :: Python :: 3.13",
//!   "Programming Language :: Python :: 3.14",
//! ]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-latest
//!     strategy:
//!       matrix:
//!         python: ["3.12", "3.13"]
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: actions/setup-python@v7
//!         with: { python-version: "${{ matrix.python }}" }
//!       - run: pip install . pytest
//!       - run: pytest
//! ```
//!
//! ```console
//! pyproject.toml:8:19: info[python/ci-untested] the package claims to support Python 3.11 and 3.14, but CI tests only 3.12 and 3.13
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
//! classifiers = [
//!   "Programming Language :: Python :: 3.11",
//!   "Programming Language :: Python :: 3.12",
//!   "Programming Language :: Python :: 3.13",
//!   "Programming Language :: Python :: 3.14",
//! ]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-latest
//!     strategy:
//!       matrix:
//!         python: ["3.11", "3.12", "3.13", "3.14"]
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: actions/setup-python@v7
//!         with: { python-version: "${{ matrix.python }}" }
//!       - run: pip install . pytest
//!       - run: pytest
//! ```
//!
//! ## When not to follow
//!
//! If the tests also run elsewhere. The rule is silent if a workflow, a script, or a file of tox, nox or another runner
//! mentions the version, if a job takes its Python from elsewhere, and if another service may run tests. For wheels
//! with the stable ABI it asks for a test of the lowest Python only, because one wheel supports all.

use crate::questions::extension::is_program;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use std::collections::BTreeMap;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::tested::Tests;
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::mentions::Mentions;
use crate::questions::stable_abi;
use crate::standards::requirement::Read;
use crate::standards::version;
use crate::text::place::Place;
use crate::text::printable::enumerated;

/// A gap.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Test these Pythons in CI, or remove the claim";

/// One finding for all Pythons that are promised and not tested.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref().filter(|_| !is_program(project))?;
    let mut promised = promised(pyproject, stable_abi::is_possible(project));
    let newest = *promised.keys().next_back()?;
    let Tests {
        pythons,
        takes_newest,
    } = project.tests.as_ref()?;
    let is_tested = |minor: &u64| pythons.contains_key(minor) || *takes_newest && *minor == newest;
    promised.retain(|minor, _| !is_tested(minor));
    if promised.is_empty() {
        return None; // as it is mostly, and nothing more need be read
    }
    let mentions = Mentions::read(project)?;
    promised.retain(|minor, _| !mentions.name(*minor));
    let message = format!(
        "the package claims to support Python {}, but CI tests only {}",
        versions(promised.keys()),
        versions(pythons.keys())
    );
    let mut places = promised.into_values();
    let finding = Finding::new(places.next()?, message);
    let finding = places.fold(finding, |finding, place| finding.related(place, "claimed here"));
    let named = pythons.values().next()?;
    Some(finding.related(named.clone(), "CI tests this one"))
}

/// The minor versions of Python 3 that are promised, and where; only the lowest, if one wheel serves all.
fn promised(pyproject: &Pyproject, serves_all: bool) -> BTreeMap<u64, Place> {
    let mut promised = BTreeMap::new();
    let requires = pyproject.requires_python();
    let lowest = pyproject.lowest_python().filter(|lowest| lowest.value > 0);
    promised.extend(lowest.map(|lowest| (lowest.value, lowest.node.place())));
    for Read { value: minor, node } in pyproject.classified_pythons() {
        let requires = requires.as_ref().map(|requires| &requires.value);
        if requires.is_none_or(|requires| version::allows(requires, 3, minor)) {
            promised.entry(minor).or_insert_with(|| node.place());
        }
    }
    if serves_all {
        promised.split_off(&(promised.keys().next().copied().unwrap_or_default() + 1));
    }
    promised
}

fn versions<'a>(minors: impl Iterator<Item = &'a u64>) -> String {
    enumerated(&minors.map(|minor| format!("3.{minor}")).collect::<Vec<_>>())
}
