//! A dependency is a URL.
//!
//! ## Why
//!
//! PyPI rejects a package if its dependencies or extras name
//! [URLs](https://packaging.python.org/en/latest/specifications/version-specifiers/#direct-references) instead of
//! versions.
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
//! dependencies = ["other @ git+https://github.com/someone/other"]
//! ```
//!
//! ```console
//! pyproject.toml:8:17: warning[metadata/direct-url-dependency] `other` is required from a URL: PyPI rejects the package
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
//! dependencies = ["other>=1.2"]
//! ```
//!
//! ## When not to follow
//!
//! If the package is never uploaded. The rule is silent if it has the classifier `Private :: Do Not Upload`.

use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use pep508_rs::VersionOrUrl;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::requirement::read_all;
use crate::syntax::toml::Node;

/// What is built cannot be released.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Require a released version";

/// One finding for each dependency of the package or of an extra.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(pyproject) = project
        .pyproject
        .as_ref()
        .filter(|pyproject| !pyproject.is_private())
    else {
        return Vec::new();
    };
    let extras = pyproject.field("optional-dependencies").map(Node::entries);
    let lists = pyproject
        .field("dependencies")
        .into_iter()
        .chain(extras.into_iter().flatten());
    let urls = lists.flat_map(read_all).filter_map(|read| {
        let is_url = matches!(read.value.version_or_url, Some(VersionOrUrl::Url(_)));
        let message = format!(
            "`{}` is required from a URL: PyPI rejects the package",
            read.value.name
        );
        is_url.then(|| Finding::new(read.node.place(), message))
    });
    urls.collect()
}
