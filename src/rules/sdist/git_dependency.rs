//! The source distribution cannot be built offline: the lock names a git repository.
//!
//! ## Why
//!
//! Distributions of Linux and many companies build without a network, from the crates of the registry that they keep. A crate from
//! a git repository is not among them, and the repository may be gone one day.
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
//!     [dependencies]
//!     helper = { git = "https://example.org/helper" }
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
//!     name = "helper"
//!     version = "0.1.0"
//!     source = "git+https://example.org/helper#0123456789012345678901234567890123456789"
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/Cargo.lock:9:11: info[sdist/git-dependency] the build fetches `helper` from a git repository
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
//! ```
//!
//! ## When not to follow
//!
//! If the fix that you need is not released yet.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::project::manifests::lock;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::printable::first_few;

/// It builds with a network.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Depend on a release of the crate, or vendor it";

/// One finding, at the first crate.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(lock) = artifact
        .project
        .as_ref()
        .and_then(|project| project.lock.as_ref())
    else {
        return Vec::new();
    };
    let packages = lock::packages(lock);
    let git: Vec<_> = packages
        .filter(|package| package.source.is_some_and(|source| source.starts_with("git+")))
        .collect();
    let names: Vec<&str> = git.iter().map(|package| package.name).collect();
    let finding = git.first().map(|first| {
        let place = artifact.inside(first.version.place());
        Finding::new(
            place,
            format!("the build fetches {} from a git repository", first_few(&names)),
        )
    });
    finding.into_iter().collect()
}
