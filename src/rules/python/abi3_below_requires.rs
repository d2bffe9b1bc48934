//! The wheels use the stable ABI of a Python that is older than any that can install them.
//!
//! ## Why
//!
//! The [stable ABI](https://docs.python.org/3/c-api/stable.html) grows: `abi3-py311` has features that `abi3-py38`
//! lacks, such as the buffer protocol, and PyO3 uses them if it can. A wheel with an older stable ABI than
//! `requires-python` gives that up for no benefit.
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
//! pyo3 = { version = "0.30.1", features = ["abi3-py39"] }
//! ```
//!
//! ```console
//! Cargo.toml:6:42: info[python/abi3-below-requires] `abi3-py39` is older than Python 3.11, the lowest that `requires-python` allows
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
//! ## Fix safety
//!
//! A wheel of a newer stable ABI has another file name, and Pythons below it no longer get one: `requires-python` may be
//! wrong, not the feature.
//!
//! ## When not to follow
//!
//! If users install the wheels on an older Python in spite of `requires-python`, or embed the library.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::features::Active;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::stable_abi::{Floor, has_feature};
use crate::questions::stable_abi;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A better way.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3, Table::Python];
/// What to do where no fix is offered.
pub const HELP: &str = "Raise the feature to the lowest Python of `requires-python`";

/// One finding, if no promised Python is as old as the wheels.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let abi3 = stable_abi::floor(project)?;
    let promised = pyproject.lowest_python()?;
    let feature = abi3.features.first()?;
    // A Python or a PyO3 that is newer than the table may lack a feature of its own.
    if abi3.minor >= promised.value || !has_feature(&project.pyo3_version()?, promised.value) {
        return None;
    }
    let message = format!(
        "`abi3-py3{}` is older than Python 3.{}, the lowest that `requires-python` allows",
        abi3.minor, promised.value
    );
    let finding = Finding::new(feature.node.place(), message);
    let finding = finding.related(promised.node.place(), "the lowest Python");
    Some(finding.fix(raise(pyproject, cargo, &abi3, promised.value)))
}

/// Puts the right feature in the place of each that is too old.
///
/// `None` where one stands in what other packages share, or under a feature of the crate that bears its name.
fn raise(pyproject: &Pyproject, cargo: &Crate, abi3: &Floor<'_>, minor: u64) -> Option<Fix> {
    let (old, new) = (format!("abi3-py3{}", abi3.minor), format!("abi3-py3{minor}"));
    if cargo.manifest.get(&["features", &old]).is_some() {
        return None;
    }
    let own = [&cargo.manifest.path, &pyproject.toml.path];
    let edit = |feature: &Active<'_>| {
        let written = feature
            .node
            .written()
            .filter(|_| own.contains(&&feature.node.toml().path))?;
        splice::replace(feature.node, &written.replacen(&old, &new, 1))
    };
    let edits: Option<Vec<_>> = abi3.features.iter().map(edit).collect();
    Some(Fix::risky(format!("Use `{new}`"), edits?))
}
