//! PyO3's `generate-import-lib` feature is enabled, but no longer has an effect.
//!
//! ## Why
//!
//! Since PyO3 0.29, libraries for Windows are linked without an import library, and the feature is
//! [deprecated and has no effect](https://pyo3.rs/latest/features.html#generate-import-lib).
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
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py311", "generate-import-lib"] }
//! ```
//!
//! ```console
//! Cargo.toml:6:56: info[pyo3/import-lib-obsolete] `generate-import-lib` has no effect since PyO3 0.29
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
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
//! ```
//!
//! ## Fix safety
//!
//! The wheel stays the same with the PyO3 that the manifest asks for. Scripts may still name a feature of the crate that
//! the fix empties, and a lock may hold an older PyO3.
//!
//! ## When not to follow
//!
//! If the crate must also build with an older PyO3.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::{bindings, cut, features};
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A deprecation.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the feature";

/// What PyO3 once needed to link for Windows.
const FEATURE: &str = "generate-import-lib";

/// The PyO3 that needs it no more.
const SINCE: semver::Version = semver::Version::new(0, 29, 0);

/// One finding for each place that switches it on.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let (krate, dependency) = bindings::dependency(cargo)?;
    let version = dependency.version?;
    if version::lower_bound(version.as_str()?)? < SINCE {
        return None;
    }
    let own = [&cargo.manifest.path, &pyproject.toml.path, &cargo.root().path];
    let active = features::active(pyproject, cargo, krate).into_iter();
    let obsolete =
        active.filter(|feature| feature.name == FEATURE && own.contains(&&feature.node.toml().path));
    let finding = |feature: features::Active<'_>| {
        let message = format!("`{FEATURE}` has no effect since PyO3 0.29");
        let edits = cut::feature(pyproject, cargo, dependency.name, &feature);
        let finding = Finding::new(feature.node.place(), message).related(version.place(), "the PyO3 in use");
        finding.fix(edits.map(|edits| Fix::risky(format!("Remove `{FEATURE}`"), edits)))
    };
    Some(obsolete.map(finding).collect())
}
