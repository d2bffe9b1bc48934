//! One run of maturin builds for both `abi3` and `abi3t`, and the `abi3` wheel is lost.
//!
//! ## Why
//!
//! One run of maturin builds for one stable ABI. If one of its interpreters asks for `abi3t`
//! ([PEP 803](https://peps.python.org/pep-0803/)), the wheel for each older interpreter is only for that version:
//! maturin prints that "abi3t does not yet support" it. The other Pythons that an `abi3` wheel would support get no
//! wheel.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! features = [
//!   { feature = "pyo3/abi3-py311", python-version = "<3.15" },
//!   { feature = "pyo3/abi3t-py315", python-version = ">=3.15" },
//! ]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30"
//! ```
//!
//! ```yaml .github/workflows/wheels.yml
//! on: push
//! jobs:
//!   linux:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - run: maturin build --release -i python3.11 python3.15
//! ```
//!
//! ```console
//! .github/workflows/wheels.yml:7:41: warning[python/abi3t-one-run] the run also builds `abi3t` for `python3.15`, so the wheel for `python3.11` is not an `abi3` wheel: Python 3.12 gets no wheel
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! features = [
//!   { feature = "pyo3/abi3-py311", python-version = "<3.15" },
//!   { feature = "pyo3/abi3t-py315", python-version = ">=3.15" },
//! ]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30"
//! ```
//!
//! ```yaml .github/workflows/wheels.yml
//! on: push
//! jobs:
//!   linux:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - run: |
//!           maturin build --release -i python3.11
//!           maturin build --release -i python3.15
//! ```
//!
//! ## When not to follow
//!
//! If you want a wheel for one version only. Free-threaded interpreters such as `3.14t` can be in one run with those
//! for `abi3`: they get their own wheel.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::build::{Build, Tool};
use crate::project::manifests::features::Asked;
use crate::project::manifests::{bindings, features};
use crate::standards::horizon::Table;
use crate::standards::pythons::Interpreter;
use crate::text::edit::Applicability;

/// Users of the Pythons in between get no wheel.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Maturin, Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Build the two in runs of their own";

/// The first Python (3.x) with the stable ABI that free-threaded builds share.
const FIRST_ABI3T: u64 = 15;

/// A finding for each run in which a wheel loses its stable ABI.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(floor) = floor(project) else {
        return Vec::new();
    };
    let builds = project.ci.builds.iter();
    builds.filter_map(|build| find(build, floor)).collect()
}

/// The lowest Python of the features for `abi3`, where one for `abi3t` is on too, be it for some interpreters only.
fn floor(project: &Project) -> Option<u64> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let (krate, _) = bindings::dependency(cargo)?;
    let active = features::active(pyproject, cargo, krate);
    let floors = active
        .iter()
        .filter_map(|feature| feature.name.strip_prefix("abi3-py3")?.parse().ok());
    floors
        .min()
        .filter(|_| active.iter().any(|feature| feature.name.starts_with("abi3t")))
}

fn find(build: &Build, floor: u64) -> Option<Finding> {
    let is_plain = build
        .features
        .as_ref()
        .is_some_and(|features| *features == Asked::default());
    if build.tool != Tool::Maturin || !build.wheels || !is_plain {
        return None;
    }
    let named = build.interpreters.iter().map(|(name, place)| {
        let python = Interpreter::named(name).filter(|python| python.is_cpython)?;
        Some((name, place, python))
    });
    let interpreters: Vec<_> = named.collect::<Option<_>>()?;
    let (new, ..) = interpreters
        .iter()
        .find(|(.., python)| python.minor >= FIRST_ABI3T)?;
    let with_gil = || {
        interpreters
            .iter()
            .filter(|(.., python)| !python.is_free_threaded)
    };
    let (old, place, _) = with_gil().find(|(.., python)| python.minor < FIRST_ABI3T)?;
    let lost = (floor..FIRST_ABI3T).find(|minor| with_gil().all(|(.., built)| built.minor != *minor))?;
    let message = format!(
        "the run also builds `abi3t` for `{new}`, so the wheel for `{old}` is not an `abi3` wheel: Python 3.{lost} gets no wheel"
    );
    Some(Finding::new((*place).clone(), message))
}
