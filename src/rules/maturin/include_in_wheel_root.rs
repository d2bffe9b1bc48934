//! A file that is meant only for the source distribution is installed into site-packages.
//!
//! ## Why
//!
//! A plain string in [`include`](https://www.maturin.rs/config.html#include-and-exclude) applies to the source
//! distribution *and* to the wheel; since maturin 1.12 also if there is a `python-source`. A file at the root of the
//! project is unpacked to the root of site-packages, among all other packages, and overwrites a file of the same name.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! include = ["rust-toolchain.toml", "tests/**/*", { path = "LICENSE", format = ["sdist", "wheel"] }]
//! ```
//!
//! ```text LICENSE
//! Do what you like.
//! ```
//!
//! ```toml rust-toolchain.toml
//! [toolchain]
//! channel = "stable"
//! ```
//!
//! ```python tests/test_demo.py
//! import demo
//! ```
//!
//! ```console
//! pyproject.toml:6:12: warning[maturin/include-in-wheel-root] `rust-toolchain.toml` goes into the wheel too and is unpacked to the root of site-packages
//! pyproject.toml:6:35: warning[maturin/include-in-wheel-root] `tests/**/*` goes into the wheel too and is unpacked to the root of site-packages
//! pyproject.toml:6:49: warning[maturin/include-in-wheel-root] `LICENSE` goes into the wheel too and is unpacked to the root of site-packages
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
//! include = [{ path = "rust-toolchain.toml", format = "sdist" }, { path = "tests/**/*", format = "sdist" }, { path = "LICENSE", format = "sdist" }]
//! ```
//!
//! ```text LICENSE
//! Do what you like.
//! ```
//!
//! ```toml rust-toolchain.toml
//! [toolchain]
//! channel = "stable"
//! ```
//!
//! ```python tests/test_demo.py
//! import demo
//! ```
//!
//! ## Fix safety
//!
//! The wheel loses the file. Something may read it from where it is unpacked today.
//!
//! ## When not to follow
//!
//! If the file should be there: `format = ["sdist", "wheel"]` makes that explicit, except for files that a build or a
//! reader of the sources needs, such as `LICENSE`. If a notice must come with the wheel, name it in
//! `project.license-files`, which puts it beside the metadata of the package. The finding is an info if nothing exists at
//! the path yet, because it may be created before the build, and if the project is a program.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::patterns::{Format, about};
use crate::project::manifests::cargo;
use crate::project::manifests::pyproject::{Pyproject, is_absolute};
use crate::questions::extension::is_program;
use crate::questions::named;
use crate::standards::horizon::Table;
use crate::syntax::splice::{quoted, replace};
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// It is unpacked where nobody expects it.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write `{ path = \"…\", format = \"sdist\" }`";

/// Files that only a build needs, or that maturin puts beside the metadata by itself.
const OF_THE_BUILD: [&str; 12] = [
    "cargo.lock",
    "cargo.toml",
    "build.rs",
    "clippy.toml",
    "copying",
    "licence",
    "license",
    "notice",
    "pyproject.toml",
    "readme",
    "rust-toolchain",
    "rustfmt.toml",
];
/// Folders beside the package, never of it.
const BESIDE: [&str; 6] = ["benches", "doc", "docs", "examples", "test", "tests"];
/// What Python or an installer looks for at the root of site-packages, or may.
const IMPORTABLE: [&str; 8] = ["py", "pyi", "pth", "so", "pyd", "dll", "dylib", "exe"];

/// One finding for each pattern.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let pyproject = project.pyproject.as_ref()?;
    let source = cargo::python_source(pyproject, &project.tree);
    // Before 1.12 patterns were relative to the Python source, if there is one.
    if source.is_some() && pyproject.maturin_stays_below("1.12") {
        return None;
    }
    let items = pyproject.maturin("include")?.items();
    let source = source.unwrap_or_default();
    Some(
        items
            .into_iter()
            .filter_map(|item| finding(project, pyproject, item, &source))
            .collect(),
    )
}

fn finding(project: &Project, pyproject: &Pyproject, item: Node<'_>, source: &str) -> Option<Finding> {
    let is_explicit = item.as_str().is_none();
    let pattern = about(item, Format::Wheel).filter(|pattern| !is_absolute(pattern))?;
    let (first, below) = match pattern.split_once('/') {
        Some((first, below)) => (first, !below.is_empty()),
        None => (pattern, false),
    };
    let is_of_package = source.split('/').next() == Some(first);
    if is_of_package || first.contains(['*', '?', '[', '{']) || first.starts_with('.') {
        return None;
    }
    let lower = first.to_lowercase();
    let is_build = OF_THE_BUILD.iter().any(|name| lower.starts_with(name));
    let is_stray = match below {
        true => !is_explicit && (BESIDE.contains(&first) || pattern.ends_with(".rs")),
        false => !pattern.ends_with('/') && (is_build || !is_explicit && is_other_file(&lower)),
    };
    if !is_stray {
        return None;
    }
    let message = format!("`{pattern}` goes into the wheel too and is unpacked to the root of site-packages");
    let table = format!("{{ path = {}, format = \"sdist\" }}", quoted(pattern));
    // The texts that maturin takes by itself are others where the project names its own.
    let is_kept = lower.starts_with("readme") || pyproject.field("license-files").is_none();
    let edit = match item.get("format") {
        Some(format) => about(item, Format::Sdist).and_then(|_| replace(format, &quoted("sdist"))),
        None => replace(item, &table),
    };
    let edit = edit.filter(|_| below || is_build && is_kept);
    let fix = edit.map(|edit| Fix::risky("Include it in the source distribution only", vec![edit]));
    let finding = Finding::new(item.place(), message).fix(fix);
    // What no build needs may be wanted in the wheel, though hardly there; cargo makes its lock by itself.
    let is_there = lower == "cargo.lock" || named::matches_something(project, pattern) == Some(true);
    // Nothing is imported beside a program.
    let is_mild = project.is_fixture() || is_program(project);
    Some(finding.mild_if(!is_there || !below && !is_build || is_mild))
}

/// Whether a name has an ending, and none that Python or an installer looks for.
fn is_other_file(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| !IMPORTABLE.contains(&ending))
}
