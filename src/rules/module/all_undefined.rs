//! `__all__` of the Python package lists a name that the package does not have.
//!
//! ## Why
//!
//! [`from demo import *`](https://docs.python.org/3/reference/simple_stmts.html#the-import-statement) is then an
//! `AttributeError`. Often the name is one that Rust no longer exports.
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
//! version = "0.1.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//!
//! __all__ = ["add", "subtract"]
//! ```
//!
//! ```console
//! demo/__init__.py:3:19: warning[module/all-undefined] `demo` has no `subtract`: `from demo import *` fails
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
//! version = "0.1.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//!
//! __all__ = ["add"]
//! ```
//!
//! ## When not to follow
//!
//! Never. The rule is silent if the source may have names that cannot be seen, as by `__getattr__` or by `import *` from
//! another package.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::bound::lacks_name;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// Some imports fail.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the name, or define it";

/// One finding for each name.
pub fn check(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in project.imported() {
        let module = project.tree.python(&source.path);
        let listed = module.and_then(|module| module.assigned_list("__all__"));
        for (name, span) in listed.into_iter().flatten() {
            let is_special = name.starts_with("__");
            if !is_special && lacks_name(project, &source.path, &name) {
                let module = &source.module;
                let message = format!("`{module}` has no `{name}`: `from {module} import *` fails");
                findings.push(Finding::new(Place::at(&source.path, span), message));
            }
        }
    }
    findings
}
