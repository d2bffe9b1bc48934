//! The PyO3 in use does not support the lowest Python that `requires-python` allows.
//!
//! ## Why
//!
//! PyO3 drops support for old Pythons, as its [changelog](https://pyo3.rs/latest/changelog.html) shows: 0.29 needs
//! Python 3.8, 0.30 needs 3.9, and its build fails on an older one. If `requires-python` still allows that Python,
//! there is no wheel for it, and users who build from source get a compiler error instead of the last version that
//! worked.
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
//! requires-python = ">=3.8"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```console
//! pyproject.toml:8:19: error[python/pyo3-floor] `requires-python` allows Python 3.8, but PyO3 0.30 needs 3.9 or later
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
//! requires-python = ">=3.9"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ## Fix safety
//!
//! The fix drops Pythons for which the package cannot be built. To keep supporting them, use an older PyO3.
//!
//! ## When not to follow
//!
//! Never, if that Python should be able to use the package. If the stable ABI is built for a newer Python than PyO3
//! needs, `python/abi3-above-requires` reports it instead.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::bindings;
use crate::questions::extension::of_extension;
use crate::questions::stable_abi;
use crate::standards::horizon::Table;
use crate::standards::requirement::floor;
use crate::standards::version;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A promise that cannot be kept.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Raise `requires-python`, or use an older PyO3";

/// One finding, if a promised Python is older than PyO3 supports.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let (dependency, pyo3) = (of_extension(project)?, project.pyo3_version()?);
    let oldest = bindings::oldest_python(&pyo3)?;
    let requires = pyproject.requires_python()?;
    let lowest = pyproject.lowest_python()?.value;
    let abi3 = stable_abi::floor(project).map_or(0, |abi3| abi3.minor);
    if abi3 >= oldest {
        return None;
    }
    let promised = (lowest..oldest).find(|minor| version::allows(&requires.value, 3, *minor))?;
    let message = format!(
        "`requires-python` allows Python 3.{promised}, but PyO3 {}.{} needs 3.{oldest} or later",
        pyo3.major, pyo3.minor
    );
    let new = format!("3.{oldest}");
    let raised = floor(&requires.value)
        .and_then(|floor| version::raised(requires.node.written()?, &floor, &new))
        .and_then(|text| splice::replace(requires.node, &text));
    let fix = raised.map(|edit| Fix::risky(format!("Require Python {new} or later"), vec![edit]));
    let finding = Finding::new(requires.node.place(), message);
    Some(
        finding
            .related(dependency.node.key_place(), "the PyO3 in use")
            .fix(fix)
            .mild_if(project.is_fixture()),
    )
}
