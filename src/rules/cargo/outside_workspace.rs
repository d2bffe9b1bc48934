//! The crate stands below a workspace of which it is no member.
//!
//! ## Why
//!
//! cargo takes the nearest `[workspace]` above a crate for its [workspace](https://doc.rust-lang.org/cargo/reference/workspaces.html)
//! and refuses to build a crate that this neither has as a member nor excludes.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! manifest-path = "py/Cargo.toml"
//! ```
//!
//! ```toml Cargo.toml
//! [workspace]
//! members = ["engine"]
//! ```
//!
//! ```toml py/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! py/Cargo.toml:1:2: error[cargo/outside-workspace] `Cargo.toml` is the workspace above this crate, but does not have it as a member: cargo refuses to build
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
//! manifest-path = "py/Cargo.toml"
//! ```
//!
//! ```toml Cargo.toml
//! [workspace]
//! members = ["engine", "py"]
//! ```
//!
//! ```toml py/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ## When not to follow
//!
//! Never: cargo stops.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the folder of the crate to `members` or to `exclude` of the workspace";

/// One finding, if another manifest claims the crate.
pub fn check(project: &Project) -> Vec<Finding> {
    let find = || {
        let cargo = project.cargo.as_ref()?;
        let root = cargo.claimed_by.as_ref()?;
        let message = format!(
            "`{}` is the workspace above this crate, but does not have it as a member: cargo refuses to build",
            root.path
        );
        let package = cargo.manifest.get(&["package"])?;
        let members = root
            .get(&["workspace", "members"])
            .or_else(|| root.get(&["workspace"]))?;
        Some(Finding::new(package.key_place(), message).related(members.key_place(), "the workspace"))
    };
    find().into_iter().collect()
}
