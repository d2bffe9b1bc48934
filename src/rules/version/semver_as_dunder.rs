//! `__version__` is a pre-release in cargo's spelling, which differs from Python's.
//!
//! ## Why
//!
//! `env!("CARGO_PKG_VERSION")` is SemVer text: `1.0.0-beta.2`. The wheel, its metadata and
//! [`importlib.metadata`](https://docs.python.org/3/library/importlib.metadata.html) have
//! [`1.0.0b2`](https://packaging.python.org/en/latest/specifications/version-specifiers/#normalization). A comparison
//! of the two as text, in a test of the installed wheel or in a bug report, fails for every pre-release.
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
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "1.0.0-beta.2"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {
//!     #[pymodule_export]
//!     const __version__: &str = env!("CARGO_PKG_VERSION");
//! }
//! ```
//!
//! ```console
//! src/lib.rs:4:31: warning[version/semver-as-dunder] `__version__` is `1.0.0-beta.2`, but the wheel has `1.0.0b2`
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
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "1.0.0-beta.2"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ## When not to follow
//!
//! If nobody reads the text as a Python version. A `-dev` version, which is never uploaded, is an info. There is no
//! fix: a Python package around the module can set `__version__` with `importlib.metadata.version("demo")`, but a
//! module without a package must convert the text itself.

use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{Export, Exported};
use crate::project::api::module::module_name;
use crate::standards::version;
use crate::syntax::python::Module;
use crate::text::place::{Place, Span};

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];

/// The name that people ask a module for.
const DUNDER: &str = "__version__";

/// What the compiler puts in the place of the version of the crate.
const CARGO: &str = "env!(\"CARGO_PKG_VERSION\")";

/// One finding, if the module shows a pre-release as Cargo spells it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let node = project.cargo.as_ref()?.version()?;
    let cargo = node.as_str()?;
    let (own, wheel) = (version::to_pep440(cargo)?, project.version()?);
    // Where the two are not the same version, that is the trouble.
    let differs = own == wheel && wheel.to_string() != cargo && (own.any_prerelease() || own.is_post());
    if !differs || is_shown(project) != Some(true) {
        return None;
    }
    let mut dunders = project.exports.as_ref()?.named(DUNDER);
    let place = dunders.find_map(|export| from_cargo(project, export))?;
    let message = format!("`{DUNDER}` is `{cargo}`, but the wheel has `{wheel}`");
    let finding = Finding::new(place, message).related(node.place(), "the version of the crate");
    Some(finding.mild_if(own.is_dev()))
}

/// Whether the module itself is what people import, or the package around it takes the name from there.
fn is_shown(project: &Project) -> Option<bool> {
    let (full, _) = module_name(project.pyproject.as_ref()?, project.cargo.as_ref())?;
    let name = full.rsplit('.').next()?;
    let Some(package) = &project.package else {
        return Some(true);
    };
    let passes_on = |path: &Arc<str>| {
        let text = project.tree.text(path).filter(|text| text.contains(name))?;
        let imports = Module::parse(&text).ok()?.imports().into_iter();
        let mut names = imports
            .filter(|import| import.module.rsplit('.').next() == Some(name))
            .flat_map(|import| import.names);
        Some(names.any(|(name, _)| name == DUNDER || name == "*"))
    };
    Some(package.sources.iter().any(|path| passes_on(path) == Some(true)))
}

/// Where the value that is exported under a name is Cargo's text: the rest of its statement, and nothing else.
fn from_cargo(project: &Project, export: &Export) -> Option<Place> {
    let name = export
        .place
        .span
        .filter(|_| matches!(export.what, Exported::Value(_)))?;
    let text = project.tree.text(&export.place.path)?;
    let statement = text.get(name.end..)?.split(';').next()?;
    let at = statement.find(CARGO)?;
    let (before, after) = (statement[..at].trim(), statement[at + CARGO.len()..].trim());
    let is_constant = before.starts_with(':') && before.ends_with('=') && after.is_empty();
    let is_added = before == "," && after.starts_with(')');
    let start = name.end + at;
    let end = start + CARGO.len();
    (is_constant || is_added).then(|| Place::at(&export.place.path, Span { start, end }))
}
