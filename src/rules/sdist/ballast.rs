//! Half of the source distribution is one file or folder that no build needs, or it carries binaries.
//!
//! ## Why
//!
//! A source distribution is downloaded, and kept, by whoever builds the package. Recorded data of tests and pictures for the docs
//! belong to the repository ([what goes in](https://www.maturin.rs/sdist.html)). Binaries cannot be reviewed, and distributions of
//! Linux remove them.
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
//! demo-0.1.0/vendor/helper.dll:
//!     MZ
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/vendor/helper.dll: info[sdist/ballast] `demo-0.1.0/vendor/helper.dll` cannot be built from source
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
//! If the build or the tests need it, and people run the tests of the source distribution.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::{first_few, size};
use crate::tree::join;
use std::collections::BTreeMap;

/// Only the size.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Exclude it in `[tool.maturin]` with `format = \"sdist\"`";

/// One finding for each large part, and one for all binaries.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(folder) = artifact.folder.as_deref().filter(|_| !artifact.is_wheel()) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let all = artifact
        .files()
        .map(|member| member.size)
        .fold(0, u64::saturating_add);
    let mut parts: BTreeMap<&str, u64> = BTreeMap::new();
    for member in artifact.files() {
        let rest = member
            .path
            .strip_prefix(folder)
            .unwrap_or_default()
            .trim_start_matches('/');
        let part = rest.split('/').next().unwrap_or_default();
        let sum = parts.entry(part).or_default();
        *sum = sum.saturating_add(member.size);
    }
    let unneeded = [
        "tests",
        "test",
        "docs",
        "doc",
        "benches",
        "benchmarks",
        "examples",
        "assets",
        "data",
    ];
    for (part, bytes) in parts.into_iter().filter(|(part, _)| unneeded.contains(part)) {
        if bytes > LARGE && bytes > all / 2 {
            let message = format!("{} of {} are in `{part}`", size(bytes), size(all));
            findings.push(Finding::new(Place::file(join(folder, part)), message));
        }
    }
    let is_binary = |path: &str| BINARIES.iter().any(|end| path.ends_with(end));
    let binaries = artifact.files().filter(|member| is_binary(&member.path));
    let binaries: Vec<&str> = binaries.map(|member| member.path.as_ref()).collect();
    if let Some(first) = binaries.first() {
        findings.push(Finding::new(
            Place::file(*first),
            format!("{} cannot be built from source", first_few(&binaries)),
        ));
    }
    findings
}

/// Less is not worth a word.
const LARGE: u64 = 1 << 20;
/// How names of binaries end.
const BINARIES: [&str; 8] = [".so", ".pyd", ".dll", ".dylib", ".exe", ".lib", ".o", ".a"];
