//! Cargo.lock does not satisfy the requirements in Cargo.toml.
//!
//! ## Why
//!
//! A dependency was added or raised, but the new lock file was not committed. Builds with
//! [`--locked`](https://doc.rust-lang.org/cargo/commands/cargo-build.html#manifest-options) fail; all others use
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
//! name = "demo"
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
//! name = "demo"
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

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::lock;
use crate::project::manifests::lock::{Locked, Wanted};
use crate::questions::lock::is_ignored;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Run `cargo update --workspace` and commit `Cargo.lock`";

/// One finding for each dependency that the lock does not hold as it is asked for.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (cargo, toml) = (project.cargo.as_ref()?, project.lock.as_ref()?);
    if is_ignored(project, cargo) {
        return None;
    }
    let mut packages: Vec<Locked<'_>> = lock::packages(toml).collect();
    packages.sort_by_key(|package| package.name);
    let findings = lock::wanted(cargo).into_iter();
    Some(
        findings
            .filter_map(|wanted| unsatisfied(&toml.path, &packages, &wanted))
            .collect(),
    )
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
