//! `__version__` is the version of another distribution.
//!
//! ## Why
//!
//! [`importlib.metadata.version`](https://docs.python.org/3/library/importlib.metadata.html#distribution-versions)
//! takes the name of a distribution, which is the name in `[project]`. With another name, such as a former one,
//! importing the package, or asking for `__version__`, raises `PackageNotFoundError`, or `__version__` is that of whatever is installed under that
//! name.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo-rs"
//! dynamic = ["version"]
//! ```
//!
//! ```python demo_rs/__init__.py
//! from importlib.metadata import version
//!
//! __version__ = version("demo")
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo-rs"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! demo_rs/__init__.py:3:23: error[version/foreign-dunder] `__version__` is the version of `demo`, but this distribution is `demo-rs`
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
//! name = "demo-rs"
//! dynamic = ["version"]
//! ```
//!
//! ```python demo_rs/__init__.py
//! from importlib.metadata import version
//!
//! __version__ = version("demo-rs")
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo-rs"
//! version = "0.1.0"
//! ```
//!
//! ## Fix safety
//!
//! Only you know which of the two names is right.
//!
//! ## When not to follow
//!
//! If the package is always installed together with the other. The rule ignores distributions that the package depends
//! on, if only for an extra or a group, and those of the same repository.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::module::Dunder;
use crate::questions::siblings::siblings;
use crate::standards::horizon::Table;
use crate::standards::requirement::{normal_name, read_all};
use crate::syntax::splice::quoted;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};

/// The import of the package fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Ask for the version of this distribution";

/// One finding for each name of another distribution.
pub fn check(project: &Project) -> Vec<Finding> {
    let asked = project.package.iter().flat_map(|package| &package.asked);
    asked.filter_map(|dunder| find(project, dunder)).collect()
}

fn find(project: &Project, dunder: &Dunder) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let node = pyproject.field("name")?;
    let (own, other) = (node.as_str()?, normal_name(&dunder.value));
    let extras = pyproject.field("optional-dependencies").map(Node::entries);
    let groups = pyproject.toml.get(&["dependency-groups"]).map(Node::entries);
    let lists = [extras, groups].into_iter().flatten().flatten();
    let optional = lists.flat_map(read_all);
    let mut needed = pyproject.dependencies().into_iter().chain(optional);
    if normal_name(own) == other
        || needed.any(|read| normal_name(read.value.name.as_ref()) == other)
        || siblings(&project.tree).contains(&other)
    {
        return None;
    }
    let message = format!(
        "`__version__` is the version of `{}`, but this distribution is `{own}`",
        dunder.value
    );
    let edit = Edit::replace(&dunder.place.path, dunder.place.span?, quoted(own));
    let fix = Fix::risky(format!("Use the version of `{own}`"), vec![edit]);
    Some(
        Finding::new(dunder.place.clone(), message)
            .related(node.place(), "the name of this distribution")
            .fix(Some(fix)),
    )
}
