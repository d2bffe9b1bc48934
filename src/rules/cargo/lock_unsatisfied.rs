//! Cargo.lock does not have what Cargo.toml asks for, or the crate itself.
//!
//! ## Why
//!
//! A dependency was added or raised, or a crate of the workspace was added or renamed, but the new lock file was not
//! committed. Builds with [`--locked`](https://doc.rust-lang.org/cargo/commands/cargo-build.html#manifest-options) fail; all others use
//! versions that nobody tested.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo-core"
//! version = "0.1.0"
//!
//! [dependencies]
//! itoa = "1.0.15"
//! ryu = "1"
//! ```
//!
//! ```toml Cargo.lock
//! version = 4
//!
//! [[package]]
//! name = "demo"
//! version = "0.1.0"
//! dependencies = ["itoa"]
//!
//! [[package]]
//! name = "itoa"
//! version = "1.0.9"
//! source = "registry+https://example.org"
//! ```
//!
//! ```console
//! Cargo.toml:2:8: warning[cargo/lock-unsatisfied] `Cargo.lock` does not contain `demo-core`, a crate of the workspace
//! Cargo.toml:6:8: warning[cargo/lock-unsatisfied] `Cargo.lock` has `itoa` at `1.0.9`, but `1.0.15` is required
//! Cargo.toml:7:7: warning[cargo/lock-unsatisfied] `Cargo.lock` does not contain `ryu`
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo-core"
//! version = "0.1.0"
//!
//! [dependencies]
//! itoa = "1.0.15"
//! ryu = "1"
//! ```
//!
//! ```toml Cargo.lock
//! version = 4
//!
//! [[package]]
//! name = "demo-core"
//! version = "0.1.0"
//! dependencies = ["itoa", "ryu"]
//!
//! [[package]]
//! name = "itoa"
//! version = "1.0.15"
//! source = "registry+https://example.org"
//!
//! [[package]]
//! name = "ryu"
//! version = "1.0.20"
//! source = "registry+https://example.org"
//! ```
//!
//! ## When not to follow
//!
//! If the lock file is not committed. The rule is silent if `.gitignore` names it. There is no fix, because that needs
//! the registry: run `cargo update --workspace`.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::lock::{self, Locked, Wanted};
use crate::project::manifests::workspace;
use crate::questions::lock::is_ignored;
use crate::standards::horizon::Table;
use crate::syntax::toml::Toml;
use crate::text::edit::Applicability;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Run `cargo update --workspace` and commit `Cargo.lock`";

/// One finding for each dependency that the lock does not hold as it is asked for, and each crate that it does not hold.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (cargo, toml) = (project.cargo.as_ref()?, project.lock.as_ref()?);
    let mut packages: Vec<Locked<'_>> = lock::packages(toml).collect();
    packages.sort_by_key(|package| package.name);
    let wanted = lock::wanted(cargo).into_iter();
    let wanted = wanted.filter_map(|wanted| unsatisfied(&toml.path, &packages, &wanted));
    let unlocked = unlocked(project, cargo, toml, &packages).into_iter();
    let found: Vec<Finding> = unlocked.chain(wanted).collect();
    (!found.is_empty() && !is_ignored(project, cargo)).then_some(found)
}

/// The crates of the workspace that the lock does not hold.
fn unlocked(project: &Project, cargo: &Crate, lock: &Toml, packages: &[Locked<'_>]) -> Vec<Finding> {
    let listed = workspace::listed(cargo.root(), &project.tree).into_iter();
    let parsed = listed.filter_map(|path| project.tree.toml(&path));
    let parsed: Vec<Toml> = parsed.collect();
    let members = cargo.members().chain(&cargo.workspace).chain(&parsed);
    let mut seen = BTreeSet::new();
    let finding = |member: &Toml| {
        let node = member.get(&["package", "name"])?;
        let name = node.as_str()?;
        let is_locked = packages.iter().any(|package| package.name == name);
        if is_locked || !seen.insert(name.to_owned()) {
            return None;
        }
        let message = format!(
            "`{}` does not contain `{name}`, a crate of the workspace",
            lock.path
        );
        Some(Finding::new(node.place(), message))
    };
    // An old lock has the crate in a table of its own; a crate that no workspace wants is not built at all.
    match lock.get(&["root"]).is_none() && cargo.claimed_by.is_none() {
        true => members.filter_map(finding).collect(),
        false => Vec::new(),
    }
}

fn unsatisfied(path: &str, packages: &[Locked<'_>], wanted: &Wanted<'_>) -> Option<Finding> {
    let first = packages.partition_point(|package| package.name < wanted.name); // they are sorted
    let named = || {
        packages[first..]
            .iter()
            .take_while(|package| package.name == wanted.name)
    };
    let of_registry = |source: &str| source.starts_with("registry+") || source.starts_with("sparse+");
    let Some(locked) = named().next() else {
        let message = format!("`{path}` does not contain `{}`", wanted.name);
        return Some(Finding::new(wanted.node.place(), message));
    };
    let does = |package: &Locked<'_>| {
        let version = package
            .version
            .as_str()
            .and_then(|text| semver::Version::parse(text).ok());
        // What comes from elsewhere in spite of the manifest is patched in cargo's configuration.
        version.is_none_or(|version| wanted.requirement.matches(&version))
            || !package.source.is_some_and(of_registry)
    };
    if named().any(does) {
        return None;
    }
    let message = format!(
        "`{path}` has `{}` at `{}`, but `{}` is required",
        wanted.name,
        locked.version.as_str()?,
        wanted.node.as_str()?
    );
    Some(Finding::new(wanted.node.place(), message).related(locked.version.place(), "the locked version"))
}
