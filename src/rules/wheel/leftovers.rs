//! The wheel carries files that belong to the repository.
//!
//! ## Why
//!
//! Everything at the top of a wheel is put beside the packages of everybody else: a `tests` folder there is imported in the
//! place of the user's own, and overwritten by the next package that has one
//! ([what is in a wheel](https://packaging.python.org/en/latest/specifications/binary-distribution-format/#file-contents)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! tests/__init__.py
//! tests/test_demo.py
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/tests/__init__.py: warning[wheel/leftovers] `tests/` is put beside all other packages, with 2 files
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core needs=libc.so.6,libgcc_s.so.1
//! ```
//!
//! ## When not to follow
//!
//! If a package of that name is what you publish.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::{first_few, size};

/// Packages overwrite each other's files.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str =
    "Exclude them in `[tool.maturin]`, or move the package into a folder that `python-source` names";

/// One finding for each folder at the top, and infos for what stands deeper.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    if !artifact.is_wheel() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let own = artifact.name.as_ref().map(|name| name.project.to_lowercase());
    for top in [
        "tests",
        "test",
        "docs",
        "doc",
        "examples",
        "example",
        "benches",
        "benchmarks",
        "scripts",
        ".github",
    ] {
        let inside: Vec<&str> = artifact
            .files()
            .filter(|member| {
                member
                    .path
                    .strip_prefix(top)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
            .map(|member| member.path.as_ref())
            .collect();
        if let Some(first) = inside.first().filter(|_| own.as_deref() != Some(top)) {
            let message = format!(
                "`{top}/` is put beside all other packages, with {} files",
                inside.len()
            );
            findings.push(Finding::new(Place::file(*first), message));
        }
    }
    let strays = artifact.files().filter(|member| {
        let name = member.path.rsplit('/').next().unwrap_or_default();
        let is_cache = member.path.contains("__pycache__/") || member.path.contains(".pytest_cache/");
        is_cache || [".gitignore", ".DS_Store", "Thumbs.db"].contains(&name) || name.ends_with(".orig")
    });
    let strays: Vec<&str> = strays.map(|member| member.path.as_ref()).collect();
    if let Some(first) = strays.first() {
        let message = format!("nobody needs {} in a wheel", first_few(&strays));
        findings.push(Finding::new(Place::file(*first), message).mild());
    }
    let tests = artifact
        .files()
        .filter(|member| member.path.contains("/tests/") || member.path.contains("/test/"));
    let bytes = tests.map(|member| member.size).fold(0, u64::saturating_add);
    if bytes > LARGE {
        let message = format!("{} of tests are installed with the package", size(bytes));
        findings.push(Finding::new(Artifact::place(), message).mild());
    }
    findings
}

/// Tests inside a package are worth a word from here on.
const LARGE: u64 = 256 << 10;
