//! The source distribution carries the answers that its template asked for.
//!
//! ## Why
//!
//! `.copier-answers.yml` is for updates of the repository; nobody updates an unpacked archive, and the file names who made the
//! project and how ([Copier](https://copier.readthedocs.io/en/stable/configuring/#the-copier-answersyml-file)).
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
//! demo-0.1.0/.copier-answers.yml:
//!     _commit: v0.1.0
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/.copier-answers.yml: info[sdist/answers-carried] nobody needs the answers outside of the repository
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
//! If the archive is meant to be a whole copy of the repository.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree::join;

/// Nobody needs it.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Exclude it in `[tool.maturin]` with `format = \"sdist\"`";

/// One finding, at the file.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let path = artifact
        .folder
        .as_ref()
        .map(|folder| join(folder, ".copier-answers.yml"));
    let found = path.filter(|path| artifact.has(path) && !artifact.is_wheel());
    found
        .map(|path| {
            Finding::new(
                Place::file(path),
                "nobody needs the answers outside of the repository",
            )
        })
        .into_iter()
        .collect()
}
