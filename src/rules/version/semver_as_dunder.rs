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

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::dunder;
use crate::standards::version;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Read the version from the metadata of the package, with `importlib.metadata.version`";

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
    if !differs {
        return None;
    }
    let place = dunder::of_cargo(project).filter(|place| dunder::other_crate(project, place).is_none())?;
    let message = format!("`__version__` is `{cargo}`, but the wheel has `{wheel}`");
    let finding = Finding::new(place, message).related(node.place(), "the version of the crate");
    Some(finding.mild_if(own.is_dev()))
}
