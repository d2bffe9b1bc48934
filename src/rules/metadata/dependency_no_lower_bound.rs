//! A dependency has no lower bound.
//!
//! ## Why
//!
//! Without a lower bound an installer may choose, or leave in place, a
//! [version](https://packaging.python.org/en/latest/specifications/dependency-specifiers/) that is years older than any
//! version that the package was tested with.
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
//! pyproject.toml:8:17: info[metadata/dependency-no-lower-bound] `numpy` has no lower bound: any old version is allowed
//! pyproject.toml:8:26: info[metadata/dependency-no-lower-bound] `rich<15` has no lower bound: any old version is allowed
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
//! If every release of the dependency works.

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
/// What to do where no fix is offered.
pub const HELP: &str = "Add the oldest version that the tests pass with, as in `numpy>=2`";

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
    let message = format!(
        "`{}` has no lower bound: any old version is allowed",
        node.as_str()?
    );
    (!is_bound).then(|| Finding::new(node.place(), message))
}
