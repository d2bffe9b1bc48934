//! What was built says something else than the project that it stands in.
//!
//! ## Why
//!
//! A folder of artifacts survives many builds: the wheels of the last release are uploaded beside the new ones, or in their place.
//! The metadata of what is published has to be that of the project
//! ([core metadata](https://packaging.python.org/en/latest/specifications/core-metadata/)).
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
//! version = "0.2.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.2.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```text dist/demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```console
//! dist/demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl: warning[dist/project-mismatch] this is version `0.1.0`, and the project is at `0.2.0`
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
//! version = "0.2.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.2.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```text dist/demo-0.2.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ## When not to follow
//!
//! If the folder keeps old releases on purpose. The rule is silent where the version is computed, or `0.0.0` stands in its place.

use crate::artifact::release::Release;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::PYTHON_MINOR;
use crate::standards::horizon::Table;
use crate::standards::version::{allows, is_placeholder, to_pep440};
use crate::text::edit::Applicability;
use pep440_rs::{Version, VersionSpecifiers};

/// The wrong thing is published.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Remove what is old from the folder, and build again";

/// One finding for the version, or for what else differs.
pub fn check(release: &Release<'_>) -> Vec<Finding> {
    find(release).unwrap_or_default()
}

fn find(release: &Release<'_>) -> Option<Vec<Finding>> {
    let project = release.project?;
    let pyproject = project.pyproject.as_ref()?;
    let (first, version) = release.artifacts.iter().find_map(|built| {
        let metadata = built.artifact.metadata.as_ref()?;
        Some((built, metadata.get("Version")?.value.parse::<Version>().ok()?))
    })?;
    let metadata = first.artifact.metadata.as_ref()?;
    let mut findings = Vec::new();
    let own = pyproject
        .field("version")
        .or_else(|| project.cargo.as_ref()?.version());
    let own = own
        .and_then(|node| to_pep440(node.as_str()?))
        .filter(|own| !is_placeholder(own));
    // A local part, or that of a development release, is added by the build.
    let same = |own: &Version| own.release() == version.release() && own.pre() == version.pre();
    if let Some(own) = own.filter(|own| !same(own)) {
        let message = format!("this is version `{version}`, and the project is at `{own}`");
        findings.push(Finding::new(first.place(), message));
        return Some(findings); // what else differs is as old
    }
    let built = metadata
        .get("Requires-Python")
        .and_then(|field| field.value.parse::<VersionSpecifiers>().ok());
    if let Some((built, own)) = built.zip(pyproject.requires_python()) {
        let differs =
            (0..=PYTHON_MINOR).any(|minor| allows(&built, 3, minor) != allows(&own.value, 3, minor));
        let message = format!(
            "this is for Python `{built}`, and the project for `{}`",
            own.value
        );
        findings.extend(differs.then(|| Finding::new(first.place(), message)));
    }
    Some(findings)
}
