//! A lock file still has an older version of this package.
//!
//! ## Why
//!
//! CI and release builds use `--locked`, and [stop](https://doc.rust-lang.org/cargo/commands/cargo-build.html#manifest-options)
//! where Cargo.lock does not fit Cargo.toml; without it, every build changes the file.
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
//! Cargo.lock:5:11: warning[version/lock-stale] the lock has `demo` at `0.1.0`, its version is `0.2.0`
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
//! If the lock file is not committed; where `.gitignore` names Cargo.lock, this rule is silent about it.

use std::str::FromStr;

use pep508_rs::PackageName;

use crate::edit::Fix;
use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::lock::is_ignored;
use crate::syntax::splice;
use crate::syntax::toml::{Node, Toml};

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;

/// One finding for each lock that is behind.
pub fn check(project: &Project) -> Vec<Finding> {
    [cargo_lock(project), uv_lock(project)]
        .into_iter()
        .flatten()
        .collect()
}

fn cargo_lock(project: &Project) -> Option<Finding> {
    let (cargo, lock) = (project.cargo.as_ref()?, project.lock.as_ref()?);
    let name = cargo.name()?.as_str()?;
    if is_ignored(project, cargo) {
        return None;
    }
    // A package without a source is of this workspace.
    let locked = entry(lock, |package| {
        package.get("source").is_none() && text(package, "name") == Some(name)
    })?;
    let version = cargo.version()?;
    semver::Version::parse(version.as_str()?).ok()?; // what is none, cargo refuses to lock
    stale(locked, version, |one, other| one == other)
}

fn uv_lock(project: &Project) -> Option<Finding> {
    let (pyproject, lock) = (project.pyproject.as_ref()?, project.uv_lock.as_ref()?);
    let name = PackageName::from_str(pyproject.field("name")?.as_str()?).ok()?;
    let locked = entry(lock, |package| {
        package
            .get("source")
            .is_some_and(|source| source.get("editable").is_some())
            && text(package, "name") == Some(name.as_ref())
    })?;
    stale(locked, pyproject.field("version")?, |one, other| {
        let parsed = |text: &str| text.parse::<pep440_rs::Version>().ok();
        parsed(one) == parsed(other)
    })
}

fn entry(lock: &Toml, is_it: impl Fn(Node<'_>) -> bool) -> Option<Node<'_>> {
    let packages = lock.get(&["package"])?.items();
    packages.into_iter().find(|package| is_it(*package))
}

fn text<'a>(package: Node<'a>, key: &str) -> Option<&'a str> {
    package.get(key)?.as_str()
}

fn stale(locked: Node<'_>, version: Node<'_>, same: impl Fn(&str, &str) -> bool) -> Option<Finding> {
    let (node, new) = (locked.get("version")?, version.as_str()?);
    let old = node.as_str()?;
    if same(old, new) {
        return None;
    }
    let message = format!(
        "the lock has `{}` at `{old}`, its version is `{new}`",
        text(locked, "name")?
    );
    let edit = splice::replace(node, &splice::quoted(new));
    let title = format!("Set the locked version to `{new}`");
    let finding = Finding::new(node.place(), message).related(version.place(), "its version");
    Some(finding.fix(edit.map(|edit| Fix::safe(title, vec![edit]))))
}
