//! A lock file still has an older version of this package.
//!
//! ## Why
//!
//! CI and release builds with `--locked`
//! [fail](https://doc.rust-lang.org/cargo/commands/cargo-build.html#manifest-options) if Cargo.lock does not match
//! Cargo.toml; without it, every build changes the file.
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
//! ```toml Cargo.lock
//! version = 4
//!
//! [[package]]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! Cargo.lock:5:11: warning[version/lock-stale] the lock file has `demo` at `0.1.0`, but its version is `0.2.0`
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
//! ```toml Cargo.lock
//! version = 4
//!
//! [[package]]
//! name = "demo"
//! version = "0.2.0"
//! ```
//!
//! ## When not to follow
//!
//! If the lock file is not committed. The rule is silent about Cargo.lock if `.gitignore` names it.

use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::lock::is_ignored;
use crate::release::cargo_lock;
use crate::release::locks::{Entry, distributions, entries};
use crate::release::own::Own;
use crate::standards::horizon::Table;
use crate::standards::version::to_pep440;
use crate::syntax::splice;
use crate::syntax::toml::Node;
use crate::text::edit::{Applicability, Edit, Fix};

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Run `cargo update --workspace` (or `uv lock`) and commit the lock file";

/// One finding for each package that a lock is behind of.
pub fn check(project: &Project) -> Vec<Finding> {
    let own = Own::of_workspace(project);
    let cargo_lock = cargo_lock(&own).unwrap_or_default();
    cargo_lock.into_iter().chain(uv_lock(&own)).collect()
}

/// The crates of the workspace, and those that it depends on by path.
fn cargo_lock(own: &Own<'_>) -> Option<Vec<Finding>> {
    let (cargo, lock) = (own.project.cargo.as_ref()?, own.project.lock.as_ref()?);
    let find = |entry: &Entry<'_>| {
        let (old, new) = (entry.version.as_str()?, own.version_of(entry.manifest)?);
        let text = new.as_str().filter(|text| *text != old)?;
        semver::Version::parse(text).ok()?; // what is none, cargo refuses to lock
        let name = entry.manifest.get(&["package", "name"])?.as_str()?;
        let edits = cargo_lock::edits(lock, &[(entry.index, text.to_owned())]);
        Some(stale(name, entry.version, new, edits))
    };
    let found: Vec<Finding> = entries(own, lock).iter().filter_map(find).collect();
    (!found.is_empty() && !is_ignored(own.project, cargo)).then_some(found)
}

fn uv_lock(own: &Own<'_>) -> Option<Finding> {
    let (pyproject, lock) = (own.project.pyproject.as_ref()?, own.project.uv_lock.as_ref()?);
    let (name, version) = (pyproject.field("name")?.as_str()?, pyproject.field("version")?);
    let new = to_pep440(version.as_str()?)?;
    let is_own = |(_, path): &(Node<'_>, Arc<str>)| path.as_ref() == "pyproject.toml";
    let (locked, _) = distributions(own, lock).into_iter().find(is_own)?;
    if to_pep440(locked.as_str()?)? == new {
        return None;
    }
    let edit = splice::replace(locked, &splice::quoted(&new.to_string()));
    Some(stale(name, locked, version, edit.into_iter().collect()))
}

fn stale(name: &str, locked: Node<'_>, version: Node<'_>, edits: Vec<Edit>) -> Finding {
    let (old, new) = (
        locked.as_str().unwrap_or_default(),
        version.as_str().unwrap_or_default(),
    );
    let message = format!("the lock file has `{name}` at `{old}`, but its version is `{new}`");
    let fix = Fix::safe(format!("Set the locked version to `{new}`"), edits);
    let finding = Finding::new(locked.place(), message).related(version.place(), "its version");
    finding.fix(Some(fix).filter(|fix| !fix.edits.is_empty()))
}
