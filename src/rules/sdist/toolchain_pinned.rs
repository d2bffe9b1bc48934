//! The source distribution chooses the toolchain of whoever builds it.
//!
//! ## Why
//!
//! With rustup, `rust-toolchain.toml` in the archive makes the build fetch that toolchain, which fails without a network and
//! surprises distributions ([overrides](https://rust-lang.github.io/rustup/overrides.html)).
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
//! demo-0.1.0/rust-toolchain.toml:
//!     [toolchain]
//!     channel = "1.95.0"
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/rust-toolchain.toml: info[sdist/toolchain-pinned] whoever builds the archive with rustup gets this toolchain
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
//!     rust-version = "1.95"
//!
//! demo-0.1.0/src/lib.rs:
//!     #[pyo3::pymodule]
//!     mod demo {}
//! ```
//!
//! ## When not to follow
//!
//! If the code builds with this toolchain only, as with a nightly one.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree::join;

/// Some builds take longer, or fail.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Say the oldest Rust as `rust-version`, and exclude the file in `[tool.maturin]`";

/// One finding, at the file.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(folder) = artifact.folder.as_deref().filter(|_| !artifact.is_wheel()) else {
        return Vec::new();
    };
    let paths = ["rust-toolchain.toml", "rust-toolchain"].map(|file| join(folder, file));
    let found = paths.into_iter().find(|path| artifact.has(path));
    let message = "whoever builds the archive with rustup gets this toolchain";
    found
        .map(|path| Finding::new(Place::file(path), message))
        .into_iter()
        .collect()
}
