//! A pattern of `include` is no relative path inside the project, or no pattern at all.
//!
//! ## Why
//!
//! Patterns of [`include`](https://www.maturin.rs/config.html#include-and-exclude) are relative to pyproject.toml.
//! Since 1.12.1 maturin fails if a pattern begins with `./` or `/`, or leaves the project with `..`. Older versions
//! ignored such a file, or put it outside the folder that is unpacked. Every version fails if `**` is only a part of a name.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! include = [
//!   { path = "./rust-toolchain.toml", format = "sdist" },
//! ]
//! ```
//!
//! ```console
//! pyproject.toml:7:12: error[maturin/include-refused] `./rust-toolchain.toml` begins with `./`: maturin refuses to build
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
//! include = [
//!   { path = "rust-toolchain.toml", format = "sdist" },
//! ]
//! ```
//!
//! ## When not to follow
//!
//! Never. The rule is silent if the project keeps an older maturin.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::{Pyproject, is_absolute};
use crate::standards::horizon::Table;
use crate::syntax::splice::respell;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write a path relative to the folder of pyproject.toml, without `./` and `..`";

/// One finding for each pattern.
pub fn check(project: &Project) -> Vec<Finding> {
    let strict = |pyproject: &&Pyproject| !pyproject.maturin_stays_below("1.12.1");
    let include = project
        .pyproject
        .as_ref()
        .filter(strict)
        .and_then(|file| file.maturin("include"));
    let items = include.map(Node::items).unwrap_or_default();
    items.into_iter().filter_map(finding).collect()
}

fn finding(item: Node<'_>) -> Option<Finding> {
    if item.get("from").is_some() {
        return None; // it is relative to the folder of a build script
    }
    let node = item.get("path").unwrap_or(item);
    let pattern = node.as_str()?;
    let said = |what: &str| {
        Finding::new(
            node.place(),
            format!("`{pattern}` {what}: maturin refuses to build"),
        )
    };
    if is_absolute(pattern) {
        Some(said("is an absolute path"))
    } else if pattern.split('/').any(|part| part == "..") {
        Some(said("contains `..`"))
    } else if pattern.split('/').any(|part| part != "**" && part.contains("**")) {
        Some(said("has `**` beside other letters, where it must stand alone"))
    } else {
        let inner = pattern.strip_prefix("./")?.trim_start_matches("./");
        let edit = respell(node, inner);
        let fix = edit.map(|edit| Fix::safe(format!("Write `{inner}`"), vec![edit]));
        Some(said("begins with `./`").fix(fix))
    }
}
