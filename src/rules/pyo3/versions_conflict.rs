//! Two dependencies need different versions of PyO3.
//!
//! ## Why
//!
//! PyO3 [links Python](https://doc.rust-lang.org/cargo/reference/resolver.html#links), and cargo allows one crate in a
//! build to do that. If two crates of a workspace ask for different minor versions of PyO3, themselves or through a
//! crate that moves in step with PyO3, such as numpy or pythonize, cargo finds no versions for both and stops.
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
//! pyo3 = "0.30.1"
//! pythonize = "0.29"
//! ```
//!
//! ```console
//! Cargo.toml:7:13: error[pyo3/versions-conflict] `pythonize` needs PyO3 0.29, but `pyo3` is asked for as 0.30: cargo finds no version for both
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
//! pyo3 = "0.29"
//! pythonize = "0.29"
//! ```
//!
//! ## When not to follow
//!
//! Never. The rule is silent about crates from git, from a folder or by a `[patch]`, and about releases that it does
//! not know.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::dependencies::{ALL_KINDS, NORMAL, dependencies_of, inherited, version_of};
use crate::project::manifests::lock::patched;
use crate::standards::horizon::Table;
use crate::standards::pyo3_crates::{pyo3_of, words};
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Choose versions that need the same PyO3";

/// A dependency, and the minor versions of PyO3 that it can be built with.
struct Want<'a> {
    name: &'a str,
    version: Node<'a>,
    minors: BTreeSet<u64>,
}

impl Want<'_> {
    /// What is wanted, in words.
    fn said(&self) -> String {
        match self.name {
            "pyo3" | "pyo3-ffi" => format!("`{}` is asked for as {}", self.name, words(&self.minors)),
            name => format!("`{name}` needs PyO3 {}", words(&self.minors)),
        }
    }
}

/// One finding for each dependency that excludes one before it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let cargo = project.cargo.as_ref()?;
    let members = cargo.other_members(&project.tree, "py");
    let patched = patched(cargo);
    let of = |manifest, kinds| wants(manifest, cargo.root(), kinds);
    let mut all = of(&cargo.manifest, ALL_KINDS);
    all.extend(
        cargo
            .path_dependencies
            .iter()
            .flat_map(|manifest| of(manifest, NORMAL)),
    );
    all.extend(members.iter().flat_map(|manifest| of(manifest, ALL_KINDS)));
    all.sort_by_key(|want| want.version.toml().path != cargo.manifest.path || want.name != "pyo3");
    if all.iter().any(|want| patched.contains(&want.name)) {
        return None;
    }
    let conflict = |at: usize| {
        let want: &Want<'_> = &all[at];
        let other = all[..at]
            .iter()
            .find(|other| other.minors.is_disjoint(&want.minors))?;
        let message = format!(
            "{}, but {}: cargo finds no version for both",
            want.said(),
            other.said()
        );
        let related = format!("PyO3 {}", words(&other.minors));
        Some(Finding::new(want.version.place(), message).related(other.version.place(), related))
    };
    Some((1..all.len()).filter_map(conflict).collect())
}

/// What a manifest asks for by its version.
fn wants<'a>(manifest: &'a Toml, root: &'a Toml, kinds: &'static [&'static str]) -> Vec<Want<'a>> {
    let want = |node: Node<'a>| {
        let source = inherited(node, root).unwrap_or(node);
        let is_elsewhere = ["path", "git"].iter().any(|key| source.get(key).is_some());
        let name = source.get("package").and_then(Node::as_str).unwrap_or(node.key());
        let version = version_of(source).filter(|_| !is_elsewhere)?;
        let minors = pyo3_of(name, &version.as_str()?.parse().ok()?)?;
        Some(Want {
            name,
            version,
            minors,
        })
    };
    dependencies_of(manifest, kinds).filter_map(want).collect()
}
