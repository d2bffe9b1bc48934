//! PyO3 does not support a Python that the project names.
//!
//! ## Why
//!
//! Each PyO3 knows the Pythons up to the newest at its release, and its build script [refuses later
//! ones](https://pyo3.rs/main/building-and-distribution.html), unless the crate is built for the stable ABI. There is
//! no wheel for the Python that a classifier or a workflow names, and pip fails to build one.
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
//! requires-python = ">=3.10"
//! classifiers = [
//!   "Programming Language :: Python :: 3.13",
//!   "Programming Language :: Python :: 3.14",
//! ]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.24"
//! ```
//!
//! ```console
//! pyproject.toml:11:3: error[python/pyo3-ceiling] `pyo3` 0.24 does not support Python 3.14: 0.25 is the first that does
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
//! requires-python = ">=3.10"
//! classifiers = [
//!   "Programming Language :: Python :: 3.13",
//!   "Programming Language :: Python :: 3.14",
//! ]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.25"
//! ```
//!
//! ## When not to follow
//!
//! If the build passes `PYO3_USE_ABI3_FORWARD_COMPATIBILITY` to PyO3: the rule is silent if a file of the build
//! mentions it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::build::{Build, Ground, Tool};
use crate::project::manifests::bindings;
use crate::project::manifests::bindings::{FREE_THREADED, FREE_THREADED_SINCE_3_14};
use crate::questions::build_files::is_in_build_files;
use crate::questions::extension::of_extension;
use crate::questions::stable_abi;
use crate::standards::horizon::Table;
use crate::standards::pythons::Interpreter;
use crate::standards::version;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// A promise that cannot be kept.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3, Table::Python];
/// What to do where no fix is offered.
pub const HELP: &str = "Use a PyO3 that supports this Python, or leave the Python out";

/// What makes PyO3 take a Python all the same.
const SWITCHES: [&str; 2] = ["ABI_FORWARD_COMPATIBILITY", "ABI3_FORWARD_COMPATIBILITY"];

/// The first PyO3 that tells maturin which Pythons to look for.
const TELLS: semver::Version = semver::Version::new(0, 24, 0);

/// The maturin that looks for all Pythons in PyPA's images.
const LOOKS: &str = "1.9";

/// One finding for each place that names such a Python.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let dependency = of_extension(project)?;
    let pyo3 = project.pyo3_version()?;
    if SWITCHES
        .iter()
        .any(|switch| is_in_build_files(project, cargo, switch))
    {
        return None;
    }
    let is_stable = stable_abi::is_possible(project);
    let mut found: Vec<(Place, String)> = Vec::new();
    for read in pyproject.classified_pythons() {
        let reason = too_new(project, read.value).filter(|_| !is_stable);
        found.extend(reason.map(|reason| (read.node.place(), reason)));
    }
    let builds = project.ci.builds.iter();
    for build in builds.filter(|build| build.wheels && build.is_sure && build.tool == Tool::Maturin) {
        for (name, place) in &build.interpreters {
            let python = Interpreter::named(name);
            let reason = python.and_then(|python| match python.is_cpython {
                true => refused(project, python, is_stable),
                false => refused_pypy(&pyo3, name, python.minor),
            });
            found.extend(reason.map(|reason| (place.clone(), reason)));
        }
        let reason = also_found(project, build).filter(|_| !is_stable);
        found.extend(reason.map(|reason| (build.place.clone(), reason)));
    }
    let in_use = dependency.version.unwrap_or(dependency.node);
    let finding = |(place, reason): (Place, String)| {
        let message = format!("`pyo3` {}.{} {reason}", pyo3.major, pyo3.minor);
        Finding::new(place, message).related(in_use.place(), "the PyO3 in use")
    };
    Some(found.into_iter().map(finding).collect())
}

/// Why PyO3 does not take an interpreter that a build names.
fn refused(project: &Project, python: Interpreter, is_stable: bool) -> Option<String> {
    let minor = python.minor;
    let pyo3 = project.pyo3_version()?;
    if python.is_free_threaded {
        // No stable ABI that old PyO3s know serves it.
        return match pyo3 >= FREE_THREADED_SINCE_3_14 {
            true if minor < 14 => Some("supports free-threaded Python only from 3.14 on".to_owned()),
            false if project.pyo3_stays_below(&FREE_THREADED) => {
                Some("does not support free-threaded Python: 0.23 is the first that does".to_owned())
            }
            _ => too_new(project, minor),
        };
    }
    let oldest = bindings::oldest_python(&pyo3).filter(|oldest| minor < *oldest);
    let too_old = oldest.map(|oldest| format!("needs Python 3.{oldest} or later, not 3.{minor}"));
    too_old.or_else(|| too_new(project, minor)).filter(|_| !is_stable)
}

/// Why PyO3 does not take a PyPy, which no stable ABI serves.
fn refused_pypy(pyo3: &semver::Version, name: &str, minor: u64) -> Option<String> {
    let oldest = bindings::oldest_pypy(pyo3).filter(|oldest| name.contains("pypy") && minor < *oldest)?;
    Some(format!("needs PyPy 3.{oldest} or later, not 3.{minor}"))
}

/// Why PyO3 does not take a Python that came after it.
fn too_new(project: &Project, minor: u64) -> Option<String> {
    let first = bindings::first_for(minor)?;
    let is_below = project.pyo3_stays_below(&semver::Version::new(0, first, 0));
    is_below.then(|| format!("does not support Python 3.{minor}: 0.{first} is the first that does"))
}

/// The Python in PyPA's images that maturin finds there, and that PyO3 does not take.
fn also_found(project: &Project, build: &Build) -> Option<String> {
    let pyproject = project.pyproject.as_ref()?;
    let is_asked = build.finds_interpreters && build.ground == Ground::Container;
    let requires = pyproject.requires_python();
    // An old maturin does not look for Pythons that came after it.
    let is_old = !project.maturin.pins.is_empty() || pyproject.maturin_stays_below(LOOKS);
    let allows = |minor: &u64| {
        requires
            .as_ref()
            .is_none_or(|read| version::allows(&read.value, 3, *minor))
    };
    if !is_asked || !project.pyo3_stays_below(&TELLS) || is_old {
        return None;
    }
    [13, 14]
        .into_iter()
        .filter(allows)
        .find_map(|minor| too_new(project, minor))
}
