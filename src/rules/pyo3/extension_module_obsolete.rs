//! PyO3's `extension-module` feature is enabled, but no longer needed.
//!
//! ## Why
//!
//! Since maturin 1.9.4 and PyO3 0.26, maturin
//! [tells PyO3](https://pyo3.rs/latest/building-and-distribution.html#the-extension-module-feature) that it builds an
//! extension module. The feature is deprecated, and `cargo test` cannot link if it is always enabled.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! features = ["pyo3/extension-module"]
//! strip = true
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py311", "extension-module"] }
//! ```
//!
//! ```console
//! Cargo.toml:6:56: info[pyo3/extension-module-obsolete] maturin 1.16 and PyO3 0.30 do not need `extension-module`
//! pyproject.toml:6:13: info[pyo3/extension-module-obsolete] maturin 1.16 and PyO3 0.30 do not need `extension-module`
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
//! strip = true
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
//! A plain `cargo build` of the library may need the feature. There is no fix if a workflow, a justfile or another
//! build file names it.
//!
//! ## When not to follow
//!
//! If the library is also built by plain `cargo build`, which does not tell PyO3 what it builds.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::bindings;
use crate::project::manifests::bindings::EXTENSION_MODULE;
use crate::project::manifests::cut;
use crate::project::manifests::features;
use crate::project::manifests::features::Active;
use crate::questions::build_files::is_in_build_files;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A deprecation.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Maturin, Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the feature";

/// One finding for each place that switches it on.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let (krate, dependency) = bindings::dependency(cargo)?;
    let (maturin, pyo3) = (pyproject.maturin_floor()?, project.pyo3_version()?);
    let told = pyproject.maturin_starts_at("1.9.4") && pyo3 >= semver::Version::new(0, 26, 0);
    if !told {
        return None;
    }
    let message = format!(
        "maturin {} and PyO3 {}.{} do not need `{EXTENSION_MODULE}`",
        maturin.value, pyo3.major, pyo3.minor
    );
    let own = [&cargo.manifest.path, &pyproject.toml.path, &cargo.root().path];
    let active = features::active(pyproject, cargo, krate).into_iter();
    let obsolete =
        active.filter(|feature| feature.name == EXTENSION_MODULE && own.contains(&&feature.node.toml().path));
    let finding = |feature: Active<'_>| {
        let finding = Finding::new(feature.node.place(), &message)
            .related(maturin.node.place(), "tells PyO3 what it builds")
            .related(dependency.node.key_place(), "the PyO3 in use");
        let edits = cut::feature(pyproject, cargo, dependency.name, &feature)
            .filter(|_| !is_in_build_files(project, cargo, EXTENSION_MODULE));
        finding.fix(edits.map(|edits| Fix::risky(format!("Remove `{EXTENSION_MODULE}`"), edits)))
    };
    Some(obsolete.map(finding).collect())
}
