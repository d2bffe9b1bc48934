//! A file of the wheel is not in the source distribution, so wheels that are built from it lack the file.
//!
//! ## Why
//!
//! In the [source distribution](https://www.maturin.rs/sdist.html), pyproject.toml stands at the root, and the crate in its
//! own folder. maturin takes along the crate, the Python packages and what `include` names; not what stands beside
//! pyproject.toml without being part of the crate, nor what moves away from it in a workspace. pip builds from the source
//! distribution where no wheel fits, and `python -m build` and `uv build` always do.
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
//! manifest-path = "rust/Cargo.toml"
//! ```
//!
//! ```toml rust/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust rust/src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {
//!     #[pyo3::pyfunction]
//!     fn add(left: i64, right: i64) -> i64 {
//!         left + right
//!     }
//! }
//! ```
//!
//! ```python demo.pyi
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ```console
//! demo.pyi: warning[files/sdist-loses] `demo.pyi` goes into the wheel, but not into a wheel that is built from the source distribution
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
//! manifest-path = "rust/Cargo.toml"
//! include = [{ path = "demo.pyi", format = "sdist" }]
//! ```
//!
//! ```toml rust/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust rust/src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {
//!     #[pyo3::pyfunction]
//!     fn add(left: i64, right: i64) -> i64 {
//!         left + right
//!     }
//! }
//! ```
//!
//! ```python demo.pyi
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ## Fix safety
//!
//! The fix adds a file to the source distribution.
//!
//! ## When not to follow
//!
//! If nobody builds from the source distribution. The rule is silent about files that git ignores.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::layout::Layout;
use crate::project::contents::patterns::{Format, about};
use crate::project::contents::{File, wheel};
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::ignored::is_ignored;
use crate::standards::horizon::Table;
use crate::syntax::splice::{insert, push, quoted};
use crate::syntax::toml::Node;
use crate::text::edit::{Applicability, Fix};
use crate::text::place::Place;

/// Some users get less than others.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the file to `include` in `[tool.maturin]` with `format = \"sdist\"`";

/// One finding for the stub, for the folder of data, for the packages and for each pattern of `include`.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, layout) = (project.pyproject.as_ref()?, project.layout()?);
    let candidates = candidates(project, pyproject, layout);
    if candidates.iter().all(|(_, files)| files.is_empty()) {
        return Some(Vec::new());
    }
    let sdist = project.sdist()?;
    let packed: BTreeSet<&str> = sdist.iter().map(|file| file.target.as_str()).collect();
    let is_lost = |file: &&File| {
        let source = file.source.as_deref().filter(|source| !source.starts_with(".."));
        source.is_some_and(|source| !packed.contains(source) && !is_ignored(&project.tree, source))
    };
    let finding = |(place, files): &(Option<Place>, Vec<File>)| {
        let mut lost = files
            .iter()
            .filter(is_lost)
            .filter_map(|file| file.source.clone());
        let first = lost.next()?;
        let more = match lost.count() {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        let message = format!(
            "`{first}`{more} goes into the wheel, but not into a wheel that is built from the source distribution"
        );
        let fix = include(pyproject, &first).filter(|_| more.is_empty());
        let place = place.clone().unwrap_or_else(|| Place::file(first));
        Some(Finding::new(place, message).fix(fix).mild_if(project.is_sample()))
    };
    Some(candidates.iter().filter_map(finding).collect())
}

/// What maturin takes into the wheel for a reason that need not hold for the source distribution, and where it is said.
fn candidates(project: &Project, pyproject: &Pyproject, layout: &Layout) -> Vec<(Option<Place>, Vec<File>)> {
    let tree = &project.tree;
    let data = pyproject.maturin("data").map(Node::place);
    let items = pyproject.maturin("include").map(Node::items).unwrap_or_default();
    let included = items.into_iter().filter_map(|item| {
        let pattern = about(item, Format::Wheel)?;
        Some((Some(item.place()), wheel::included(layout, pattern, tree)))
    });
    // Without `exclude`, the packages are in both.
    let excluded = pyproject.maturin("exclude").map(Node::place);
    let packages = excluded.as_ref().map(|_| packages(project, layout));
    let alone = [
        (None, wheel::stub(layout, tree)),
        (data, wheel::data(layout, tree)),
        (excluded, packages.unwrap_or_default()),
    ];
    alone.into_iter().chain(included).collect()
}

/// The Python sources of the wheel that something may keep out of the source distribution.
fn packages(project: &Project, layout: &Layout) -> Vec<File> {
    let Some((wheel, may_lose)) = project.wheel().zip(project.may_lose()) else {
        return Vec::new();
    };
    let kept: BTreeSet<&str> = wheel.iter().map(|file| file.target.as_str()).collect();
    let is_doubtful = |file: &File| {
        let is_kept = file.target.ends_with(".py") && kept.contains(file.target.as_str());
        is_kept && file.source.as_deref().is_some_and(&may_lose)
    };
    let found = wheel::python(layout, &project.tree).into_iter();
    found.filter(is_doubtful).collect()
}

/// The fix that adds a file to the source distribution.
fn include(pyproject: &Pyproject, path: &str) -> Option<Fix> {
    let item = format!("{{ path = {}, format = \"sdist\" }}", quoted(path));
    let edit = match pyproject.maturin("include") {
        Some(list) => push(list, &item)?,
        None => insert(
            &pyproject.toml,
            &["tool", "maturin"],
            "include",
            &format!("[{item}]"),
        )?,
    };
    Some(Fix::risky("Include it in the source distribution", vec![edit]))
}
