//! `build-system` requires maturin but does not call it, or calls it but does not require it.
//!
//! ## Why
//!
//! Without
//! [`build-backend`](https://packaging.python.org/en/latest/specifications/pyproject-toml/#declaring-build-system-dependencies-the-build-system-table)
//! pip, uv and others build with setuptools, and the result is a wheel without the extension module, or an error.
//! maturin itself only warns. If `requires` does not install the backend, these tools cannot find it.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//! ```
//!
//! ```console
//! pyproject.toml:2:1: warning[maturin/backend-missing] `build-system` requires maturin but has no `build-backend`: pip and others build with setuptools
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
//! ## When not to follow
//!
//! If setuptools builds the package and calls maturin from setup.py. The rule is silent then.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::requirement;
use crate::syntax::splice::{insert, quoted};
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;
use crate::text::place::Place;

/// What others build with, and what they need.
const PLAIN: [&str; 6] = [
    "cffi",
    "setuptools",
    "setuptools-rust",
    "setuptools-scm",
    "wheel",
    "ziglang",
];

/// What pip builds is not what maturin builds.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write `requires = [\"maturin>=1.16,<2\"]` and `build-backend = \"maturin\"`";

/// A finding if maturin is required and is not called.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let system = pyproject.toml.get(&["build-system"])?;
    let requires = system.get("requires")?;
    if system.get("backend-path").is_some() || project.tree.exists("setup.py") {
        return None;
    }
    if pyproject.maturin_requirement().is_none() {
        let node = system
            .get("build-backend")
            .filter(|node| node.as_str() == Some("maturin"))?;
        let message = "nothing in `build-system.requires` provides the backend `maturin`";
        let finding =
            Finding::new(node.place(), message).related(requires.place(), "maturin is not required");
        return bring_none(requires).then_some(finding);
    }
    match system.get("build-backend") {
        None => {
            let message = "`build-system` requires maturin but has no `build-backend`: pip and others build with setuptools";
            let edit = insert(
                &pyproject.toml,
                &["build-system"],
                "build-backend",
                &quoted("maturin"),
            );
            let fix = edit.map(|edit| Fix::safe("Set `build-backend` to `maturin`", vec![edit]));
            Some(Finding::new(requires.key_place(), message).fix(fix))
        }
        Some(node) => {
            let backend = node.as_str()?;
            let is_brought = ["maturin", "maturin.bootstrap"].contains(&backend)
                || !backend.starts_with("maturin") && requires.items().len() > 1;
            let message = format!("nothing in `build-system.requires` provides the backend `{backend}`");
            (!is_brought).then(|| {
                Finding::new(node.place(), message).related(maturin(requires), "only maturin is required")
            })
        }
    }
}

/// Whether these are only requirements that are known to bring no other backend.
fn bring_none(requires: Node<'_>) -> bool {
    let mut names = requires.items().into_iter().map(requirement::read);
    names.all(|read| read.is_some_and(|read| PLAIN.contains(&read.value.name.as_ref())))
}

fn maturin(requires: Node<'_>) -> Place {
    requires
        .items()
        .first()
        .map_or_else(|| requires.place(), |item| item.place())
}
