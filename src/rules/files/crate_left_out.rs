//! What a crate begins with is not in the source distribution, which therefore cannot be built.
//!
//! ## Why
//!
//! pip builds from the [source distribution](https://www.maturin.rs/sdist.html) where no wheel fits, and `python -m build` and
//! `uv build` always do. What `exclude` takes out of it, or Cargo.toml by its own `exclude` and `include`, is not there then.
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
//! dynamic = ["version"]
//!
//! [tool.maturin]
//! exclude = [{ path = "src/l*", format = "sdist" }]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ```console
//! pyproject.toml:10:12: error[files/crate-left-out] the source distribution lacks `src/lib.rs`, which the build needs
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
//! dynamic = ["version"]
//!
//! [tool.maturin]
//! exclude = [{ path = "src/l*", format = "wheel" }]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ## When not to follow
//!
//! If nobody ever gets a source distribution. The rule is silent about files that git ignores, since something may make them.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::crates;
use crate::project::contents::patterns::{Format, excluding};
use crate::project::manifests::cargo::{self, Crate};
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::ignored::is_ignored;
use crate::standards::horizon::Table;
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree::{join, parent};

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Maturin];
/// What to do where no fix is offered.
pub const HELP: &str = "Do not exclude it from the source distribution";

/// One finding for each pattern of `exclude`, and one for all other files.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let needed = needed(project, pyproject, cargo);
    let may_lose = project.may_lose()?;
    if !needed.iter().any(|path| may_lose(path)) {
        return None;
    }
    let sdist = project.sdist()?;
    let packed: BTreeSet<&str> = sdist.iter().filter_map(|file| file.source.as_deref()).collect();
    let is_lost = |path: &String| {
        !packed.contains(path.as_str()) && project.tree.exists(path) && !is_ignored(&project.tree, path)
    };
    let lost: Vec<String> = needed.into_iter().filter(is_lost).collect();
    let place = |path: &String| {
        let item = excluding(pyproject, Format::Sdist, &project.tree, path);
        item.map_or_else(|| Place::file(path.as_str()), Node::place)
    };
    let mut places: Vec<Place> = lost.iter().map(place).collect();
    places.dedup();
    let finding = |at: Place| {
        let mut here = lost.iter().filter(|path| place(path) == at);
        let first = here.next()?;
        let more = match here.count() {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        let message = format!("the source distribution lacks `{first}`{more}, which the build needs");
        Some(Finding::new(at, message).mild_if(project.is_sample()))
    };
    Some(places.into_iter().filter_map(finding).collect())
}

/// The manifests, first sources and build scripts of the crate and of those that it depends on by path.
fn needed(project: &Project, pyproject: &Pyproject, cargo: &Crate) -> Vec<String> {
    let first = |manifest: &Toml| {
        let named = manifest.get(&["package", "build"]);
        let script = named.and_then(Node::as_str).unwrap_or("build.rs");
        let script = join(parent(&manifest.path), script);
        // Without one that no manifest names, cargo builds; it fails if sources include what the script writes.
        let writes = || {
            project
                .tree
                .text(&script)
                .is_some_and(|text| text.contains("OUT_DIR"))
        };
        let is_needed = match named {
            Some(named) => named.as_str().is_some(),
            None => writes(),
        };
        let script = is_needed.then_some(script);
        [manifest.path.to_string(), cargo::library(manifest)]
            .into_iter()
            .chain(script)
    };
    // maturin leaves out those that no feature switches on, and takes them out of the manifest.
    let taken = crates::local(pyproject, cargo, &project.tree);
    let is_taken = |other: &&Toml| taken.iter().any(|local| local.manifest.path == other.path);
    let others = cargo.path_dependencies.iter().filter(is_taken);
    std::iter::once(&cargo.manifest)
        .chain(others)
        .flat_map(first)
        .collect()
}
