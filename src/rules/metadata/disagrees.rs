//! pyproject.toml and Cargo.toml name different licenses.
//!
//! ## Why
//!
//! Both describe the same code. The wheel has the
//! [license of pyproject.toml](https://packaging.python.org/en/latest/specifications/pyproject-toml/#license), the
//! crate has
//! [that of Cargo.toml](https://doc.rust-lang.org/cargo/reference/manifest.html#the-license-and-license-file-fields),
//! and users cannot know which one is valid.
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
//! license = "BSD-3-Clause"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! license = "MIT"
//! ```
//!
//! ```console
//! pyproject.toml:8:11: warning[metadata/disagrees] the license is `BSD-3-Clause` here and `MIT` in `Cargo.toml`
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
//! dynamic = ["version", "license"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! license = "MIT"
//! ```
//!
//! ## When not to follow
//!
//! If the wheel intentionally has another license than the crate. The finding is an info if one license expression
//! names some of the other's licenses. There is no finding if the wheel names all licenses of the crate and more, for
//! example for code that it bundles. Descriptions, authors and links may differ, because their readers differ.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::license::licenses;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// The two manifests contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the same license in both files";

/// A finding if the licenses differ.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let field = project.pyproject.as_ref()?.field("license")?;
    let ours = field.get("text").unwrap_or(field);
    let theirs = project.cargo.as_ref()?.field("license")?;
    let of = |node: Node<'_>| licenses(node.as_str()?);
    let (here, there) = (of(ours)?, of(theirs)?);
    if there.is_subset(&here) {
        return None;
    }
    let message = format!(
        "the license is `{}` here and `{}` in `{}`",
        ours.as_str()?,
        theirs.as_str()?,
        theirs.toml().path
    );
    let finding = Finding::new(ours.place(), message).related(theirs.place(), "the license of the crate");
    Some(finding.mild_if(!here.is_disjoint(&there)))
}
