//! The source distribution carries what a build left behind.
//!
//! ## Why
//!
//! A `target` folder of cargo is often a hundred times as large as the sources, holds the paths of the machine, and is of no use
//! elsewhere. It comes along where the folder has another name, or where no `.gitignore` names it.
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
//! demo-0.1.0/out/.rustc_info.json:
//!     {}
//! demo-0.1.0/out/CACHEDIR.TAG:
//!     Signature: 8a477f597d28d172789f06886806bc55
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/out: warning[sdist/build-output] a build of cargo wrote `demo-0.1.0/out`, 47 B in all
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
//! Always follow it.

use crate::artifact::{Artifact, Member};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::size;
use crate::tree::{join, parent, within};

/// Everybody downloads it.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Name the folder in .gitignore, or exclude it in `[tool.maturin]`";

/// One finding for each folder.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    if artifact.is_wheel() {
        return Vec::new();
    }
    let marks = artifact.files().filter(|member| {
        let file = member.path.rsplit('/').next().unwrap_or_default();
        let is_cache = || artifact.has(&join(parent(&member.path), "CACHEDIR.TAG"));
        file == ".rustc_info.json" && is_cache()
    });
    let finding = |mark: &Member| {
        let folder = parent(&mark.path);
        let inside = artifact.files().filter(|member| within(&member.path, folder));
        let bytes = inside.map(|member| member.size).fold(0, u64::saturating_add);
        Finding::new(
            Place::file(folder),
            format!("a build of cargo wrote `{folder}`, {} in all", size(bytes)),
        )
    };
    marks.map(finding).collect()
}
