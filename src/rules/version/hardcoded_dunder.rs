//! `__version__` is a fixed string in a Python source.
//!
//! ## Why
//!
//! People and tools read `package.__version__` when they report bugs. A copy of the version becomes wrong at the first
//! release that forgets it; [`importlib.metadata`](https://docs.python.org/3/library/importlib.metadata.html) reads the
//! version that is installed. A copy that is still right is an info.
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
//! version = "0.2.0"
//! ```
//!
//! ```python demo/__init__.py
//! """Sums numbers."""
//!
//! __version__ = "0.1.0"
//! ```
//!
//! ```console
//! demo/__init__.py:3:15: warning[version/hardcoded-dunder] `__version__` is `0.1.0`, but the version is `0.2.0`
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
//! version = "0.2.0"
//! ```
//!
//! ```python demo/__init__.py
//! """Sums numbers."""
//!
//! from importlib.metadata import version
//!
//! __version__ = version("demo")
//! ```
//!
//! ## Fix safety
//!
//! The import takes some milliseconds, and works only if the package is installed. There is no fix if the module has
//! its own `version`, or may get one by `from … import *`, or if `requires-python` allows a Python before 3.8, which
//! cannot read the metadata.
//!
//! ## When not to follow
//!
//! If a tool writes the string at every release, or the package must know its version without being installed.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::module::Dunder;
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::syntax::{layout, splice};
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Read it from the metadata, with `importlib.metadata.version`";

/// The Python whose standard library can read the metadata of packages.
const METADATA_SINCE: u64 = 8;

/// One finding for each string that `__version__` is set to.
pub fn check(project: &Project) -> Vec<Finding> {
    let written = project.package.iter().flat_map(|package| &package.versions);
    written.filter_map(|dunder| find(project, dunder)).collect()
}

fn find(project: &Project, dunder: &Dunder) -> Option<Finding> {
    let version = project.version()?;
    let written: pep440_rs::Version = dunder.value.parse().ok()?;
    if version::is_placeholder(&written) || version::is_placeholder(&version) {
        return None;
    }
    let message = if written == version {
        "`__version__` repeats the version of the package".to_owned()
    } else {
        format!(
            "`__version__` is `{}`, but the version is `{version}`",
            dunder.value
        )
    };
    let finding = Finding::new(dunder.place.clone(), message).fix(ask_metadata(project, dunder));
    let finding = match project.version_node() {
        Some(node) => finding.related(node.place(), "the version"),
        None => finding,
    };
    Some(finding.mild_if(written == version))
}

fn ask_metadata(project: &Project, dunder: &Dunder) -> Option<Fix> {
    let pyproject = project.pyproject.as_ref()?;
    let lowest = pyproject.lowest_python();
    let name = pyproject.field("name")?.as_str()?;
    if lowest.is_some_and(|lowest| lowest.value < METADATA_SINCE) {
        return None;
    }
    let path = &dunder.place.path;
    let text = project.tree.text(path)?;
    let span = dunder.place.span?;
    let module = project.tree.python(path)?;
    let before = module.assigned("__version__")?.statement;
    if module.bindings("version") + module.bindings("*") > 0 {
        return None; // the import would take the name from something else
    }
    let newline = layout::newline(&text);
    let import = format!("from importlib.metadata import version{newline}{newline}");
    Some(Fix::risky(
        "Read the version from the metadata of the installed package",
        vec![
            Edit::replace(path, before..before, import),
            Edit::replace(path, span, format!("version({})", splice::quoted(name))),
        ],
    ))
}
