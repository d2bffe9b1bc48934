//! The workflows build a crate from the wrong one of two pyproject.toml.
//!
//! ## Why
//!
//! maturin takes the name and the version of a wheel from the pyproject.toml in the folder in which it runs, even if
//! [`manifest-path`](https://www.maturin.rs/config.html) leads to a crate that has a pyproject.toml of its own. A
//! workflow that runs at the root of a workspace then publishes a wheel with the name and the placeholder of the
//! workspace.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo-workspace"
//! version = "0.0.0"
//!
//! [tool.maturin]
//! manifest-path = "demo/Cargo.toml"
//! ```
//!
//! ```toml demo/pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//! ```
//!
//! ```toml demo/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.3.0"
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   release:
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! pyproject.toml:10:17: warning[ci/other-project] the workflows build the wheel `demo-workspace` 0.0.0 from this crate, not `demo`
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
//! name = "demo-workspace"
//! version = "0.0.0"
//!
//! [tool.maturin]
//! manifest-path = "demo/Cargo.toml"
//! ```
//!
//! ```toml demo/pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//! ```
//!
//! ```toml demo/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.3.0"
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   release:
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!           working-directory: demo
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## When not to follow
//!
//! If the outer wheel is the one that is meant, and the inner is for development. The rule is silent unless the outer
//! version is a placeholder, and if a workflow names the folder of the inner project.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::requirement::normal_name;
use crate::standards::version::{is_placeholder, to_pep440};
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;
use crate::tree;

/// Users get a wheel with another name and version.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Build in the folder of this pyproject.toml, or remove one of the two files";

/// One finding, if two projects build the crate and the workflows take the outer one.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let own = &project.pyproject.as_ref()?.toml;
    let manifest = &project.cargo.as_ref()?.manifest.path;
    let beside = tree::parent(manifest);
    let read = |folder: &str| project.tree.toml(&tree::join(folder, "pyproject.toml"));
    let found = if beside.is_empty() {
        project.tree.upwards("").skip(1).find_map(|folder| {
            let builds = |outer: &Toml| {
                let path = outer
                    .get(&["tool", "maturin", "manifest-path"])
                    .and_then(Node::as_str);
                let path = path.map(|path| project.tree.from_top(&tree::join(&folder, path)));
                path.is_some_and(|path| path == project.tree.from_top(manifest))
            };
            read(&folder).filter(builds)
        })
    } else {
        read(beside)
    }?;
    let (outer, inner) = if beside.is_empty() {
        (&found, own)
    } else {
        (own, &found)
    };
    let name = |toml: &Toml| Some(toml.get(&["project", "name"])?.as_str()?.to_owned());
    let (outer_name, inner_name) = (name(outer)?, name(inner)?);
    let version = outer.get(&["project", "version"])?.as_str()?;
    let inner_version = inner
        .get(&["project", "version"])
        .and_then(Node::as_str)
        .and_then(to_pep440);
    let is_meant = normal_name(&outer_name) == normal_name(&inner_name)
        || !is_placeholder(&to_pep440(version)?)
        || inner_version.is_some_and(|version| is_placeholder(&version))
        || !is_maturin(inner);
    let folder = if beside.is_empty() {
        project.workflows.folder()
    } else {
        beside
    };
    let folder = folder.rsplit('/').next()?;
    let mut texts = project.workflows.texts();
    let is_built = project.workflows.texts().any(|text| text.contains("maturin"));
    if is_meant || folder.is_empty() || !is_built || texts.any(|text| text.contains(folder)) {
        return None;
    }
    let place = outer.get(&["tool", "maturin", "manifest-path"])?.place();
    let message =
        format!("the workflows build the wheel `{outer_name}` {version} from this crate, not `{inner_name}`");
    let inner = inner.get(&["project", "name"])?.place();
    Some(Finding::new(place, message).related(inner, "the project of the crate"))
}

fn is_maturin(pyproject: &Toml) -> bool {
    pyproject
        .get(&["build-system", "build-backend"])
        .and_then(Node::as_str)
        == Some("maturin")
}
