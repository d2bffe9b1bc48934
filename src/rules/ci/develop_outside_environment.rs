//! A job runs `maturin develop` where no virtual environment is active.
//!
//! ## Why
//!
//! [`maturin develop`](https://www.maturin.rs/local_development.html) installs the package into the environment that
//! `VIRTUAL_ENV` or `CONDA_PREFIX` names, or into `.venv` in the folder or above it. Without any of them it stops. A job of
//! GitHub begins with none, and `actions/setup-python` makes none; one that a step activates is forgotten after that step.
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
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: actions/setup-python@v6
//!         with:
//!           python-version: "3.14"
//!       - run: pip install maturin pytest
//!       - run: maturin develop
//!       - run: pytest
//! ```
//!
//! ```console
//! .github/workflows/ci.yml:11:22: error[ci/develop-outside-environment] no virtual environment is active here: `maturin develop` stops
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
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: actions/setup-python@v6
//!         with:
//!           python-version: "3.14"
//!       - run: |
//!           python -m venv .venv
//!           .venv/bin/pip install maturin pytest
//!       - run: .venv/bin/maturin develop
//!       - run: .venv/bin/pytest
//! ```
//!
//! ## When not to follow
//!
//! Always follow it: the job fails. The rule is silent where a step before does something that may make an environment,
//! about machines of one's own, and about containers.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::hindered::{Hindrance, Kind};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// The job fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str =
    "Create `.venv` in a step before, where maturin finds it, or install the package with `pip install .`";

/// One finding for each job.
pub fn check(project: &Project) -> Vec<Finding> {
    project.ci.hindrances.iter().filter_map(finding).collect()
}

fn finding(found: &Hindrance) -> Option<Finding> {
    let message = "no virtual environment is active here: `maturin develop` stops";
    (found.kind == Kind::NoEnvironment).then(|| Finding::new(found.place.clone(), message))
}
