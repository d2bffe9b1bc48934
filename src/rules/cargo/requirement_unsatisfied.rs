//! A crate of the repository does not have a version that another one requires of it.
//!
//! ## Why
//!
//! A dependency with `path` and `version` must satisfy
//! [both](https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#multiple-locations): cargo refuses the
//! whole workspace otherwise. This happens when a version is raised and the requirements of its neighbours are not. A
//! requirement matches a pre-release only if it names one.
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
//! version.workspace = true
//!
//! [workspace]
//! members = ["core"]
//!
//! [workspace.package]
//! version = "0.5.0"
//!
//! [workspace.dependencies]
//! demo-core = { path = "core", version = "0.4.0" }
//!
//! [dependencies]
//! demo-core.workspace = true
//! ```
//!
//! ```toml core/Cargo.toml
//! [package]
//! name = "demo-core"
//! version.workspace = true
//! ```
//!
//! ```console
//! Cargo.toml:12:40: error[cargo/requirement-unsatisfied] `0.4.0` is required of `demo-core`, which is at `0.5.0`
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
//! version.workspace = true
//!
//! [workspace]
//! members = ["core"]
//!
//! [workspace.package]
//! version = "0.5.0"
//!
//! [workspace.dependencies]
//! demo-core = { path = "core", version = "0.5.0" }
//!
//! [dependencies]
//! demo-core.workspace = true
//! ```
//!
//! ```toml core/Cargo.toml
//! [package]
//! name = "demo-core"
//! version.workspace = true
//! ```
//!
//! ## Fix safety
//!
//! The fix changes what the crate asks for. Its version may be the one that is wrong.
//!
//! ## When not to follow
//!
//! Never: cargo builds nothing. There is no fix for a range, which only you know how to extend. `scaffold version` raises
//! version and requirements together.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::release::own::Own;
use crate::release::requirement::{self, Asked, Fate};
use crate::standards::horizon::Table;
use crate::syntax::splice::respell;
use crate::syntax::toml::Node;
use crate::text::edit::{Applicability, Fix};

/// Cargo refuses the manifest.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write a requirement that the version satisfies, or leave out `version`";

/// One finding for each requirement of the workspace of the crate that its neighbour does not satisfy.
pub fn check(project: &Project) -> Vec<Finding> {
    let own = Own::of_workspace(project);
    let asked = own
        .manifests()
        .flat_map(|manifest| requirement::all(&own, manifest));
    asked.filter_map(|asked| find(&own, &asked)).collect()
}

fn find(own: &Own<'_>, asked: &Asked<'_>) -> Option<Finding> {
    let text = asked.node.as_str()?;
    let version = own.version_text(asked.of)?;
    let parsed = semver::Version::parse(version).ok()?;
    semver::VersionReq::parse(text).ok()?;
    if requirement::allows(text, &parsed) {
        return None;
    }
    let name = asked.of.get(&["package", "name"]).and_then(Node::as_str)?;
    let message = format!("`{text}` is required of `{name}`, which is at `{version}`");
    let edit = match requirement::fate(text, &parsed) {
        Fate::Written(new) => respell(asked.node, &new).map(|edit| (new, edit)),
        Fate::Kept | Fate::Stuck => None,
    };
    let fix = edit.map(|(new, edit)| Fix::risky(format!("Require `{new}`"), vec![edit]));
    let finding = Finding::new(asked.node.place(), message).fix(fix);
    Some(match own.version_of(asked.of) {
        Some(version) => finding.related(version.place(), "its version"),
        None => finding,
    })
}
