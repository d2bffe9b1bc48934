//! The feature `abi3` does not say which Python is the oldest.
//!
//! ## Why
//!
//! With [`abi3`](https://pyo3.rs/main/building-and-distribution.html#py_limited_apiabi3) alone, the wheel is tagged for
//! the Python that happens to build it: from Python 3.13, it is `cp313-abi3`, and people with an older Python get no
//! wheel, although `requires-python` allows theirs. `abi3-py311` says it once for all builds.
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
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3"] }
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   release:
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! Cargo.toml:6:42: warning[python/abi3-floor-missing] `abi3` names no oldest Python: the wheel is for the Python that builds it, and newer ones
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
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   release:
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## Fix safety
//!
//! The wheel gets the tag of the lowest Python that `requires-python` allows, for which the code may be too new.
//!
//! ## When not to follow
//!
//! If every build names the interpreter with `-i`: then, and if no published build is found, the finding is an info.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::build::{Build, Tool};
use crate::project::manifests::bindings;
use crate::project::manifests::features::{self, Active};
use crate::project::manifests::stable_abi::{has_feature, is_word, minor};
use crate::questions::extension::of_extension;
use crate::questions::stable_abi::of_build;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// What is published depends on who builds it.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3, Table::Python];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Name the oldest Python, as in `abi3-py311`, or give maturin the interpreter with `-i`";

/// The feature that names no Python.
const BARE: &str = "abi3";

/// One finding, if the feature stands alone.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    of_extension(project)?;
    let krates = bindings::CRATES.into_iter();
    let active = krates.flat_map(|krate| features::active(pyproject, cargo, krate));
    let stable: Vec<Active<'_>> = active.filter(|feature| is_word(feature.name)).collect();
    let feature = stable
        .iter()
        .find(|feature| feature.name == BARE && !feature.conditional)?;
    let builds = project.ci.builds.iter().filter(|build| build.wheels);
    let is_open = |build: &Build| of_build(pyproject, cargo, build) != Some(None);
    if stable.iter().any(|feature| minor(feature.name).is_some()) || builds.clone().any(is_open) {
        return None;
    }
    let is_left = |build: &Build| {
        build.tool != Tool::Cibuildwheel
            && !build.finds_interpreters
            && build.interpreters.is_empty()
            && build.computed.is_empty()
    };
    let mut published = project.ci.published().into_iter();
    let left = published.find(|(build, _)| is_left(build));
    let message = "`abi3` names no oldest Python: the wheel is for the Python that builds it, and newer ones";
    let finding = Finding::new(feature.node.place(), message).mild_if(left.is_none());
    let finding = match left {
        Some((build, _)) => finding.related(build.place.clone(), "nothing says with which Python it builds"),
        None => finding,
    };
    Some(finding.fix(name(project, feature)))
}

/// Names the lowest Python that `requires-python` allows.
fn name(project: &Project, feature: &Active<'_>) -> Option<Fix> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let lowest = pyproject.lowest_python()?.value;
    let own = [&cargo.manifest.path, &pyproject.toml.path];
    let is_own = own.contains(&&feature.node.toml().path) && has_feature(&project.pyo3_version()?, lowest);
    let written = feature.node.written().filter(|_| is_own)?;
    let new = format!("abi3-py3{lowest}");
    let edit = splice::replace(feature.node, &written.replacen(BARE, &new, 1))?;
    Some(Fix::risky(format!("Use `{new}`"), vec![edit]))
}
