//! The two manifests name different licences.
//!
//! ## Why
//!
//! Both describe the same code. The wheel carries the
//! [licence of pyproject.toml](https://packaging.python.org/en/latest/specifications/pyproject-toml/#license), the crate
//! [that of Cargo.toml](https://doc.rust-lang.org/cargo/reference/manifest.html#the-license-and-license-file-fields), and
//! who uses it cannot know which one counts.
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
//! pyproject.toml:8:11: warning[metadata/disagrees] the licence is `BSD-3-Clause` here and `MIT` in `Cargo.toml`
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
//! If the wheel is licensed in another way than the crate on purpose. Where one names some of the other's licences it is
//! an info, and where the wheel names more than the crate, as for code that it bundles, nothing. Descriptions, authors
//! and links may differ: they speak to different readers.

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

/// A finding if the licences differ.
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
        "the licence is `{}` here and `{}` in `{}`",
        ours.as_str()?,
        theirs.as_str()?,
        theirs.toml().path
    );
    let finding = Finding::new(ours.place(), message).related(theirs.place(), "the licence of the crate");
    Some(finding.mild_if(!here.is_disjoint(&there)))
}
