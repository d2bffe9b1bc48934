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

use crate::questions::lock::is_ignored;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use std::str::FromStr;

use pep508_rs::PackageName;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::lock;
use crate::project::manifests::lock::Locked;
use crate::syntax::splice;
use crate::syntax::toml::Node;
use crate::text::edit::Fix;

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
    let cargo_lock = cargo_lock(project).unwrap_or_default();
    cargo_lock.into_iter().chain(uv_lock(project)).collect()
}

/// The crate, and those of its workspace that it depends on.
fn cargo_lock(project: &Project) -> Option<Vec<Finding>> {
    let (cargo, toml) = (project.cargo.as_ref()?, project.lock.as_ref()?);
    if is_ignored(project, cargo) {
        return None;
    }
    let find = |member| {
        let name = cargo.field_of(member, "name")?.as_str()?;
        let version = cargo.field_of(member, "version")?;
        semver::Version::parse(version.as_str()?).ok()?; // what is none, cargo refuses to lock
        // A package without a source is of this workspace.
        let locked = lock::packages(toml).find(|package| package.source.is_none() && package.name == name)?;
        stale(&locked, version, |one, other| one == other)
    };
    Some(cargo.members().filter_map(find).collect())
}

fn uv_lock(project: &Project) -> Option<Finding> {
    let (pyproject, toml) = (project.pyproject.as_ref()?, project.uv_lock.as_ref()?);
    let name = PackageName::from_str(pyproject.field("name")?.as_str()?).ok()?;
    let is_own = |package: &Locked<'_>| {
        let source = package.node.get("source");
        package.name == name.as_ref() && source.is_some_and(|source| source.get("editable").is_some())
    };
    let locked = lock::packages(toml).find(is_own)?;
    stale(&locked, pyproject.field("version")?, |one, other| {
        let parsed = |text: &str| text.parse::<pep440_rs::Version>().ok();
        parsed(one) == parsed(other)
    })
}

fn stale(locked: &Locked<'_>, version: Node<'_>, same: impl Fn(&str, &str) -> bool) -> Option<Finding> {
    let (name, new, old) = (locked.name, version.as_str()?, locked.version.as_str()?);
    if same(old, new) {
        return None;
    }
    let message = format!("the lock file has `{name}` at `{old}`, but its version is `{new}`");
    // Where two packages have one name, those who depend on it name the version too.
    let is_named = locked.version.toml().text.contains(&format!("\"{name} {old}"));
    let edit = splice::replace(locked.version, &splice::quoted(new)).filter(|_| !is_named);
    let title = format!("Set the locked version to `{new}`");
    let finding = Finding::new(locked.version.place(), message).related(version.place(), "its version");
    Some(finding.fix(edit.map(|edit| Fix::safe(title, vec![edit]))))
}
