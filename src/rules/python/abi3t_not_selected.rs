//! cibuildwheel is told to build for `cp315-*`, takes the `abi3` wheel for it, and never builds the `abi3t` wheel.
//!
//! ## Why
//!
//! Before cibuildwheel builds, it [looks for a wheel](https://cibuildwheel.pypa.io/en/stable/faq/#abi3) of this run that
//! fits already. An `abi3` wheel for an older Python fits Python 3.15, so nothing is built for `cp315-*`. The wheel with the
//! stable ABI that free-threaded Pythons share ([PEP 803](https://peps.python.org/pep-0803/)) is built only for `cp315t-*`,
//! which no older wheel fits.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! features = [
//!   { feature = "pyo3/abi3-py311", python-version = "<3.15" },
//!   { feature = "pyo3/abi3t-py315", python-version = ">=3.15" },
//! ]
//!
//! [tool.cibuildwheel]
//! build = ["cp311-*", "cp315-*"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30"
//! ```
//!
//! ```console
//! pyproject.toml:12:9: warning[python/abi3t-not-selected] no `abi3t` wheel is built: cibuildwheel takes the `abi3` wheel for `cp315-*`, and `cp315t-*` is not selected
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! features = [
//!   { feature = "pyo3/abi3-py311", python-version = "<3.15" },
//!   { feature = "pyo3/abi3t-py315", python-version = ">=3.15" },
//! ]
//!
//! [tool.cibuildwheel]
//! build = ["cp311-*", "cp315t-*"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30"
//! ```
//!
//! ## When not to follow
//!
//! If a variable of the workflow selects other wheels in a way that the rule does not see. It is silent where a workflow sets
//! `CIBW_BUILD` or `CIBW_SKIP`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::{bindings, features};
use crate::standards::horizon::Table;
use crate::syntax::glob::Glob;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// Free-threaded Pythons get no wheel.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Maturin, Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Add `cp315t-*` to `build`";

/// One platform of every system: patterns for `cp315` are seldom about others.
const PLATFORMS: [&str; 4] = [
    "manylinux_x86_64",
    "musllinux_x86_64",
    "macosx_arm64",
    "win_amd64",
];

/// A finding where the only wheel with `abi3t` is the one that is skipped.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let (krate, _) = bindings::dependency(cargo)?;
    let active = features::active(pyproject, cargo, krate);
    let has = |kind: &str| {
        active
            .iter()
            .any(|feature| feature.conditional && feature.name.starts_with(kind))
    };
    let table = pyproject.toml.get(&["tool", "cibuildwheel"])?;
    let build = table.get("build")?;
    let is_elsewhere = project
        .workflows
        .texts()
        .any(|text| text.contains("CIBW_BUILD") || text.contains("CIBW_SKIP"));
    if !has("abi3-py3") || !has("abi3t-") || is_elsewhere {
        return None;
    }
    let (wanted, skipped) = (
        patterns(build)?,
        table.get("skip").map_or(Some(Vec::new()), patterns)?,
    );
    let is_selected = |python: &str| {
        PLATFORMS.iter().any(|platform| {
            let identifier = format!("{python}-{platform}");
            let is_in = |globs: &[Glob]| globs.iter().any(|glob| glob.matches(&identifier));
            is_in(&wanted) && !is_in(&skipped)
        })
    };
    let older = (9..15).any(|minor| is_selected(&format!("cp3{minor}")));
    let is_lost = older && is_selected("cp315") && !is_selected("cp315t");
    is_lost.then(|| {
        Finding::new(
            build.place(),
            "no `abi3t` wheel is built: cibuildwheel takes the `abi3` wheel for `cp315-*`, and `cp315t-*` is not selected",
        )
    })
}

/// The patterns of a setting, in one text or in a list; `None` where one cannot be judged.
fn patterns(node: Node<'_>) -> Option<Vec<Glob>> {
    let words: Vec<&str> = match node.as_str() {
        Some(text) => text.split_whitespace().collect(),
        None => node
            .items()
            .into_iter()
            .map(Node::as_str)
            .collect::<Option<_>>()?,
    };
    words.into_iter().map(Glob::parse).collect()
}
