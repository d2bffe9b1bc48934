//! A Python source of the wheel reads a file that is here, but not in the wheel.
//!
//! ## Why
//!
//! Here the read succeeds: the file stands beside the source. But maturin takes only what is in the package, and nothing that an ignore
//! file of git or [`exclude`](https://www.maturin.rs/config.html) names. Where the wheel is installed, the read fails with
//! `FileNotFoundError`.
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
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! python-source = "python"
//! exclude = ["**/*.json"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python python/demo/__init__.py
//! from pathlib import Path
//!
//! HERE = Path(__file__).parent
//! WORDS = (HERE / "words.json").read_text("utf-8")
//! ```
//!
//! ```json python/demo/words.json
//! ["a", "b"]
//! ```
//!
//! ```console
//! python/demo/__init__.py:4:9: error[files/data-left-out] the wheel has no `demo/words.json`, which is read here
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
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! python-source = "python"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python python/demo/__init__.py
//! from pathlib import Path
//!
//! HERE = Path(__file__).parent
//! WORDS = (HERE / "words.json").read_text("utf-8")
//! ```
//!
//! ```json python/demo/words.json
//! ["a", "b"]
//! ```
//!
//! ## When not to follow
//!
//! If the code that reads it runs in the repository only. The rule is silent about sources that look first whether files are there, or
//! that write files, and about tests.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::importable::Source;
use crate::project::contents::File;
use crate::questions::left_out::is_test;
use crate::standards::horizon::Table;
use crate::syntax::python::Beside;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree;

/// The read fails for everyone who installs the wheel.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Keep the file in the package, and out of `.gitignore` and `exclude`; or name it in `include` of `[tool.maturin]`";

/// One finding for each read.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(files) = project.wheel() else {
        return Vec::new();
    };
    let sources = project.importable().iter();
    let sources = sources.filter(|source| !is_test(&source.path));
    sources.flat_map(|source| of(project, files, source)).collect()
}

fn of(project: &Project, files: &[File], source: &Source) -> Vec<Finding> {
    let text = project.tree.text(&source.path);
    let beside = text.and_then(|text| Some(project.tree.python(&source.path)?.beside(&text)));
    let is_run = || project.imported().contains(source);
    let found = beside.into_iter().flatten().filter_map(|read| {
        let (target, path) = places(project, source, &read)?;
        let is_there = files.iter().any(|file| file.target == target);
        if is_there || !project.tree.exists(&path) {
            return None;
        }
        let message = format!("the wheel has no `{target}`, which is read here");
        let finding = Finding::new(Place::at(&source.path, read.span), message);
        let is_sure = read.at_once && is_run();
        Some(if is_sure {
            finding
        } else {
            finding.at_most(Severity::Warning)
        })
    });
    found.collect()
}

/// Where a file that is read would stand in the wheel, and where it stands here.
fn places(project: &Project, source: &Source, read: &Beside) -> Option<(String, String)> {
    let package = match (&read.package, source.is_package) {
        (Some(package), _) if !package.is_empty() => package.clone(),
        (_, true) => source.module.clone(),
        (_, false) => source
            .module
            .rsplit_once('.')
            .map(|(package, _)| package.to_owned())?,
    };
    let folder = package.replace('.', "/");
    let target = tree::join(&folder, &read.path);
    let here = match &read.package {
        Some(name) if !name.is_empty() => tree::join(&project.layout()?.python_dir, &folder),
        _ => tree::parent(&source.path).to_owned(),
    };
    Some((target, tree::join(&here, &read.path)))
}
