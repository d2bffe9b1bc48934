//! Cargo.lock in the source distribution does not fit the crates beside it.
//!
//! ## Why
//!
//! maturin packs the lock of the whole workspace, and leaves out crates that the build does not need, or writes their versions
//! anew. A build with `--locked`, as distributions of Linux and hermetic builders ask for, then ends with "cannot update the lock
//! file" ([PyO3/maturin#2609](https://github.com/PyO3/maturin/issues/2609)). pip builds without `--locked`, and works.
//!
//! ## Bad
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//!
//!     [project]
//!     name = "demo"
//!     dynamic = ["version"]
//!
//! demo-0.1.0/Cargo.toml:
//!     [package]
//!     name = "demo"
//!     version = "0.1.0"
//!
//! demo-0.1.0/src/lib.rs:
//!     #[pyo3::pymodule]
//!     mod demo {}
//!
//! demo-0.1.0/Cargo.lock:
//!     version = 4
//!
//!     [[package]]
//!     name = "demo"
//!     version = "0.1.0"
//!
//!     [[package]]
//!     name = "demo-cli"
//!     version = "0.1.0"
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/Cargo.lock:9:11: warning[sdist/lock-stale] the lock has `demo-cli` and the archive does not
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//!
//!     [project]
//!     name = "demo"
//!     dynamic = ["version"]
//!
//! demo-0.1.0/Cargo.toml:
//!     [package]
//!     name = "demo"
//!     version = "0.1.0"
//!
//! demo-0.1.0/src/lib.rs:
//!     #[pyo3::pymodule]
//!     mod demo {}
//!
//! demo-0.1.0/Cargo.lock:
//!     version = 4
//!
//!     [[package]]
//!     name = "demo"
//!     version = "0.1.0"
//! ```
//!
//! ## When not to follow
//!
//! If nobody builds your source distribution with `--locked`.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::project::manifests::lock;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::printable::first_few;
use std::collections::{BTreeMap, BTreeSet};

/// Hermetic builders cannot build it.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Run `cargo update --workspace` in the unpacked archive to see what differs; it is maturin that packs the lock as it is";

/// One finding for the crates that are not there, and one for those of another version; the first place tells where.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    find(artifact).unwrap_or_default()
}

fn find(artifact: &Artifact) -> Option<Vec<Finding>> {
    let project = artifact.project.as_ref()?;
    let (cargo, lock) = (project.cargo.as_ref()?, project.lock.as_ref()?);
    let mut here: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
    for path in project.tree.files("", "Cargo.toml") {
        let Some(manifest) = project.tree.toml(&path) else {
            continue;
        };
        let Some(name) = cargo.field_of(&manifest, "name").and_then(Node::as_str) else {
            continue;
        };
        let version = match manifest.get(&["package", "version"]) {
            None => Some("0.0.0"), // a crate without a version has this one
            Some(node) => node.as_str(),
        };
        let versions = here.entry(name.to_owned()).or_default();
        // One that it has of another workspace is not known.
        let inherited = || cargo.field_of(&manifest, "version").and_then(Node::as_str);
        versions.insert(version.or_else(inherited).map(str::to_owned));
    }
    let patched = lock::patched(cargo);
    let (mut absent, mut other) = (Vec::new(), Vec::new());
    for locked in lock::packages(lock) {
        if locked.source.is_some() || patched.contains(&locked.name) {
            continue;
        }
        match here.get(locked.name) {
            None => absent.push(locked),
            Some(versions)
                if !versions.contains(&None)
                    && !versions.contains(&locked.version.as_str().map(str::to_owned)) =>
            {
                other.push(locked)
            }
            Some(_) => {}
        }
    }
    let is_asked = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.maturin("locked"))
        .and_then(Node::as_bool);
    let worst = if is_asked == Some(true) {
        Severity::Error
    } else {
        Severity::Warning
    };
    let finding = |found: Vec<lock::Locked<'_>>, what: &str| {
        let names: Vec<&str> = found.iter().map(|locked| locked.name).collect();
        let place = artifact.inside(found.first()?.version.place());
        Some(Finding::new(place, format!("the lock has {} {what}", first_few(&names))).at_most(worst))
    };
    let findings = [
        finding(absent, "and the archive does not"),
        finding(other, "in another version than the archive"),
    ];
    Some(findings.into_iter().flatten().collect())
}
