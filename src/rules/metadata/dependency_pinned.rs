//! A library allows only one version of a dependency.
//!
//! ## Why
//!
//! Two packages that pin a dependency to different versions
//! [cannot be installed together](https://packaging.python.org/en/latest/discussions/install-requires-vs-requirements/),
//! and users do not get fixes of that dependency. A lock file or a requirements file can pin versions for tests and
//! deployments.
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
//! dependencies = ["numpy==2.4.1"]
//! ```
//!
//! ```console
//! pyproject.toml:8:17: info[metadata/dependency-pinned] `numpy==2.4.1` allows only one version for everyone who installs the package
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
//! dependencies = ["numpy>=2.4.1"]
//! ```
//!
//! ## When not to follow
//!
//! If the package is an application that is installed into its own environment, or if two distributions are released
//! together: a dependency that is built in the same repository, or whose name begins with the name of the project, is
//! not reported.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::siblings::siblings;
use crate::standards::horizon::Table;
use crate::standards::requirement::{is_pinned, normal_name};
use crate::text::edit::Applicability;

/// An opinion.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Allow a range, as in `numpy>=2.4.1,<3`";

/// One finding for each dependency that is pinned.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    let is_application = pyproject.bindings() == Some("bin");
    if is_application || pyproject.is_private() {
        return None;
    }
    let own = normal_name(pyproject.field("name")?.as_str()?);
    let mut pinned = pyproject.dependencies();
    pinned.retain(|read| is_pinned(&read.value) && !read.value.name.as_ref().starts_with(&own));
    let siblings = (!pinned.is_empty()).then(|| siblings(&project.tree))?;
    pinned.retain(|read| !siblings.contains(read.value.name.as_ref()));
    let findings = pinned.into_iter().map(|read| {
        let text = read.node.as_str().unwrap_or_default();
        let message = format!("`{text}` allows only one version for everyone who installs the package");
        Finding::new(read.node.place(), message)
    });
    Some(findings.collect())
}
