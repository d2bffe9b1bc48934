//! The package has the name of a keyword, or of a module of the standard library.
//!
//! ## Why
//!
//! `import class` is a syntax error. If two modules have the same name, Python imports the one that it finds first: the
//! [standard library](https://docs.python.org/3/library/sys.html#sys.stdlib_module_names) comes before installed
//! packages, so nobody can import yours.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "queue._core"
//! ```
//!
//! ```python queue/__init__.py
//! from ._core import add
//! ```
//!
//! ```console
//! pyproject.toml:6:15: warning[module/reserved-name] `queue` is a module of the standard library, which Python imports instead
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
//! module-name = "rusty_queue._core"
//! ```
//!
//! ```python rusty_queue/__init__.py
//! from ._core import add
//! ```
//!
//! ## When not to follow
//!
//! If the package replaces a module that newer Pythons no longer have, and is only for those. The rule checks the
//! modules of the lowest Python that `requires-python` allows, and of the newest. Inner names such as `demo.queue` are
//! not checked.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::questions::extension::is_program;
use crate::standards::horizon::{PYTHON_MINOR, Table};
use crate::standards::names;
use crate::text::edit::Applicability;

/// The package cannot be imported.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Choose another name for the package";

/// One finding, if the name is taken.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    if is_program(project) {
        return None;
    }
    let (full, node) = module_name(pyproject, project.cargo.as_ref())?;
    let name = full.split('.').next()?;
    let lowest = pyproject.lowest_python().map(|lowest| lowest.value);
    let mut known = lowest.into_iter().chain([PYTHON_MINOR]);
    let message = if names::is_keyword(name) {
        format!("`{name}` is a Python keyword and cannot be imported")
    } else if known.any(|minor| names::is_standard_module(name, minor)) {
        format!("`{name}` is a module of the standard library, which Python imports instead")
    } else {
        return None;
    };
    Some(Finding::new(node.place(), message))
}
