//! A pattern of `include` or `exclude` names a folder and does nothing.
//!
//! ## Why
//!
//! Patterns of [`include` and `exclude`](https://www.maturin.rs/config.html#include-and-exclude) match files. A folder is not
//! followed: `include = ["docs/"]` and `include = ["docs/**"]` add nothing, and `exclude = ["docs"]` keeps nothing out. maturin
//! says nothing about it.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! include = [{ path = "docs/", format = "sdist" }]
//! exclude = ["demo/tests"]
//! ```
//!
//! ```text docs/index.txt
//! Read me.
//! ```
//!
//! ```python demo/tests/test_demo.py
//! import demo
//! ```
//!
//! ```console
//! pyproject.toml:6:21: warning[maturin/folder-in-pattern] `docs/` names a folder and adds no file
//! pyproject.toml:7:12: warning[maturin/folder-in-pattern] `demo/tests` names a folder and keeps no file out
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
//! include = [{ path = "docs/**/*", format = "sdist" }]
//! exclude = ["demo/tests/**/*"]
//! ```
//!
//! ```text docs/index.txt
//! Read me.
//! ```
//!
//! ```python demo/tests/test_demo.py
//! import demo
//! ```
//!
//! ## Fix safety
//!
//! The fix changes what is shipped.
//!
//! ## When not to follow
//!
//! If the line should do nothing: then delete it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::is_absolute;
use crate::standards::horizon::Table;
use crate::syntax::splice::respell;
use crate::syntax::toml::Node;
use crate::text::edit::{Applicability, Fix};

/// The line does not do what it says.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write `folder/**/*`";

/// One finding for each pattern.
pub fn check(project: &Project) -> Vec<Finding> {
    let list = |key| {
        let list = project.pyproject.as_ref().and_then(|file| file.maturin(key));
        let items = list.map(Node::items).unwrap_or_default().into_iter();
        items.filter_map(move |item| finding(project, key, item))
    };
    list("include").chain(list("exclude")).collect()
}

fn finding(project: &Project, key: &str, item: Node<'_>) -> Option<Finding> {
    let node = match item.get("from") {
        Some(_) => return None, // it is relative to the folder of a build script
        None => item.get("path").unwrap_or(item),
    };
    let is_open = |pattern: &&str| !is_absolute(pattern) && !pattern.starts_with(['!', '#']);
    let pattern = node.as_str().filter(is_open)?;
    let folder = match key {
        "include" => pattern.strip_suffix("/**").unwrap_or(pattern),
        _ => pattern,
    };
    let folder = folder.trim_end_matches('/');
    let is_folder = || !folder.contains(['*', '?', '[', '{']) && !project.tree.entries(folder).is_empty();
    if folder.is_empty() || folder == pattern && !is_folder() {
        return None;
    }
    let what = if key == "include" {
        "adds no file"
    } else {
        "keeps no file out"
    };
    let message = format!("`{pattern}` names a folder and {what}");
    let below = format!("{folder}/**/*");
    let edit = respell(node, &below);
    let fix = edit.map(|edit| Fix::risky(format!("Write `{below}`"), vec![edit]));
    Some(Finding::new(node.place(), message).fix(fix))
}
