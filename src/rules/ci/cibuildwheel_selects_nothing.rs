//! cibuildwheel is told to build nothing.
//!
//! ## Why
//!
//! `build`, `skip`, `archs` and `requires-python` together
//! [choose the wheels](https://cibuildwheel.pypa.io/en/stable/options/#build-skip). Where they leave none on a machine, cibuildwheel
//! stops with *No build identifiers selected*: the job fails, and what needs it does not run.
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
//! version = "0.1.0"
//! requires-python = ">=3.12"
//!
//! [tool.cibuildwheel]
//! build = "cp311-*"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```yaml .github/workflows/build.yml
//! on: push
//! jobs:
//!   build:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: pypa/cibuildwheel@v4.3.5
//! ```
//!
//! ```console
//! pyproject.toml:11:9: error[ci/cibuildwheel-selects-nothing] with this, cibuildwheel has nothing to build for Linux on `x86_64`, and fails
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
//! version = "0.1.0"
//! requires-python = ">=3.12"
//!
//! [tool.cibuildwheel]
//! build = "cp312-*"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```yaml .github/workflows/build.yml
//! on: push
//! jobs:
//!   build:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: pypa/cibuildwheel@v4.3.5
//! ```
//!
//! ## When not to follow
//!
//! Never: `--allow-empty` says that there may be nothing to build.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::build::Build;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Select a Python that `requires-python` allows, or leave this machine out";

/// One finding for each setting, with the machines on which it leaves nothing.
pub fn check(project: &Project) -> Vec<Finding> {
    let finding = |build: &Build| {
        let (machine, place) = build.empty.as_ref()?;
        let message = format!("with this, cibuildwheel has nothing to build for {machine}, and fails");
        let finding = Finding::new(place.clone(), message);
        Some(if build.place == *place {
            finding
        } else {
            finding.related(build.place.clone(), "it runs here")
        })
    };
    let mut found: Vec<Finding> = project.ci.builds.iter().filter_map(finding).collect();
    found.dedup();
    found
}
