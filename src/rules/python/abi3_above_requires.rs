//! The stable ABI of the wheels needs a newer Python than the lowest that `requires-python` allows.
//!
//! ## Why
//!
//! With [`abi3-py312`](https://pyo3.rs/latest/building-and-distribution.html#py_limited_apiabi3) maturin builds wheels
//! for Python 3.12 and later. If `requires-python` is `>=3.10`, installers on 3.10 and 3.11 find no wheel and build
//! from source, and PyO3 refuses to build.
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
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py312"] }
//! ```
//!
//! ```console
//! Cargo.toml:6:42: error[python/abi3-above-requires] `abi3-py312` builds wheels for Python 3.12 and later, but `requires-python` allows 3.10
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
//! requires-python = ">=3.12"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py312"] }
//! ```
//!
//! ## Fix safety
//!
//! The fix raises `requires-python` to what the wheels support: older Pythons get the last version that supported them.
//! To keep supporting them, lower the feature instead.
//!
//! ## When not to follow
//!
//! If your release builds separate wheels for the older Pythons without this feature, in a way that the manifests do
//! not show.

use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use pep440_rs::VersionSpecifiers;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::stable_abi;
use crate::standards::requirement::Read;
use crate::standards::requirement::floor;
use crate::standards::version;
use crate::syntax::splice;
use crate::text::edit::Fix;

/// A wheel cannot be installed where the metadata says that it can.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3, Table::Python];
/// What to do where no fix is offered.
pub const HELP: &str = "Lower the feature, or raise `requires-python`";

/// One finding, if a promised Python is older than the wheels.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let by_ci = || stable_abi::asked_by_ci(project).map(|(minor, place)| (minor, place.clone()));
    let (minor, place) = match stable_abi::floor(project) {
        Some(floor) => (floor.minor, floor.features.first()?.node.place()),
        None => by_ci()?,
    };
    let requires = pyproject.requires_python()?;
    let lowest = pyproject.lowest_python()?.value;
    let promised = (lowest..minor).find(|minor| version::allows(&requires.value, 3, *minor))?;
    let message = format!(
        "`abi3-py3{minor}` builds wheels for Python 3.{minor} and later, but `requires-python` allows 3.{promised}"
    );
    let finding = Finding::new(place, message);
    let finding = finding.related(requires.node.place(), format!("allows Python 3.{promised}"));
    Some(finding.fix(raise(&requires, minor)))
}

fn raise(requires: &Read<'_, VersionSpecifiers>, minor: u64) -> Option<Fix> {
    let new = format!("3.{minor}");
    let raised = version::raised(requires.node.written()?, &floor(&requires.value)?, &new)?;
    let edit = splice::replace(requires.node, &raised)?;
    Some(Fix::risky(format!("Require Python {new} or later"), vec![edit]))
}
