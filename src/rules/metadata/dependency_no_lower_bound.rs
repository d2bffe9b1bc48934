//! A dependency has no lower bound.
//!
//! ## Why
//!
//! The [versions](https://packaging.python.org/en/latest/specifications/dependency-specifiers/) that are allowed are a
//! promise: without a lower bound an installer may take, or leave in place, one that is years older than any that the
//! package was tested with.
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
//! dependencies = ["numpy", "rich<15"]
//! ```
//!
//! ```console
//! pyproject.toml:8:17: info[metadata/dependency-no-lower-bound] `numpy` allows every old version
//! pyproject.toml:8:26: info[metadata/dependency-no-lower-bound] `rich<15` allows every old version
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
//! dependencies = ["numpy>=2.0", "rich>=14,<15"]
//! ```
//!
//! ## When not to follow
//!
//! If every release of the dependency will do.

use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use pep508_rs::VersionOrUrl;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::requirement::Read;
use crate::standards::requirement::Requirement;
use crate::standards::requirement::floor;

/// A gap.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];

/// One finding for each dependency.
pub fn check(project: &Project) -> Vec<Finding> {
    let dependencies = project
        .pyproject
        .as_ref()
        .map(Pyproject::dependencies)
        .unwrap_or_default();
    dependencies.into_iter().filter_map(finding).collect()
}

fn finding(Read { value, node }: Read<'_, Requirement>) -> Option<Finding> {
    let is_bound = match &value.version_or_url {
        None => false,
        Some(VersionOrUrl::Url(_)) => true,
        Some(VersionOrUrl::VersionSpecifier(specifiers)) => floor(specifiers).is_some(),
    };
    let message = format!("`{}` allows every old version", node.as_str()?);
    (!is_bound).then(|| Finding::new(node.place(), message))
}
