//! A stub of the package does not go into the wheel.
//!
//! ## Why
//!
//! Type checkers see the stub where the package is developed, and not where it is installed: users get `Any`, or an error.
//! maturin leaves out what [`exclude`](https://www.maturin.rs/config.html) or `.gitignore` names, and what stands outside the
//! package.
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
//! version = "0.1.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! exclude = ["**/*.pyi"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```python demo/_core.pyi
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ```text demo/py.typed
//! ```
//!
//! ```console
//! demo/_core.pyi: warning[stub/left-out] `demo/_core.pyi` does not go into the wheel: type checkers of users do not see it
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
//! version = "0.1.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```python demo/_core.pyi
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ```text demo/py.typed
//! ```
//!
//! ## When not to follow
//!
//! If another distribution ships the stubs. The rule looks at stubs in the package, and, if the wheel has none at all, at
//! `demo.pyi` and `demo-stubs/` beside the package or beside `pyproject.toml`; it is silent about tests.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::ignored::is_ignored;
use crate::questions::left_out::is_test;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree;

/// Types are lost.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Put it into the package, name it in `include`, or take it out of `exclude` or `.gitignore`";

/// One finding for each stub.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (layout, files) = (project.layout()?, project.wheel()?);
    layout.package.as_ref()?;
    let taken: BTreeSet<&str> = files.iter().filter_map(|file| file.source.as_deref()).collect();
    let top = layout.module.split('.').next()?;
    let has_none = !files.iter().any(|file| file.target.ends_with(".pyi"));
    let mut beside = Vec::new();
    for folder in ["", layout.python_dir.as_str()] {
        beside.push(tree::join(folder, &format!("{top}.pyi")).into());
        beside.extend(
            project
                .tree
                .files_in(&tree::join(folder, &format!("{top}-stubs")), ".pyi"),
        );
    }
    beside.retain(|path: &std::sync::Arc<str>| has_none && project.tree.exists(path));
    beside.dedup();
    let inside = project.package.iter().flat_map(|package| &package.stubs).cloned();
    let lost = inside
        .chain(beside)
        .filter(|path| !taken.contains(&**path) && !is_test(path));
    let finding = |path: std::sync::Arc<str>| {
        let message = format!("`{path}` does not go into the wheel: type checkers of users do not see it");
        let finding = Finding::new(Place::file(&*path), message);
        match is_ignored(&project.tree, &path) {
            true => finding.help("Take it out of `.gitignore`, or name it in `include` of `[tool.maturin]`"),
            false => finding,
        }
    };
    Some(lost.map(finding).collect())
}
