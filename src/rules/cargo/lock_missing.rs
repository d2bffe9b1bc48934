//! The build requires a Cargo.lock, but there is none.
//!
//! ## Why
//!
//! With [`locked`](https://doc.rust-lang.org/cargo/commands/cargo-build.html#manifest-options) or `frozen` in
//! `[tool.maturin]`, or with `--locked` in a workflow, cargo must not write the lock file. If no lock file is committed, every
//! build from a checkout or a source distribution fails with `cannot create the lock file`.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! locked = true
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! pyproject.toml:6:10: error[cargo/lock-missing] with `locked` cargo must not create `Cargo.lock`, which does not exist: every build fails
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
//! locked = true
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```toml Cargo.lock
//! version = 4
//!
//! [[package]]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ## When not to follow
//!
//! If something creates the lock file before every build: the rule is silent if a command before may do so. Otherwise a
//! library does not need to commit its lock file. Of what workflows demand, nothing is said of a project that never had a
//! lock: the first build makes it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::lock;
use crate::questions::build_files::is_in_build_files;
use crate::questions::lock::is_ignored;
use crate::questions::locked_builds::demands;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// Nothing can be built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Run `cargo generate-lockfile` and commit `Cargo.lock`, or remove `locked`";

/// The keys of maturin that forbid cargo to write the lock.
const KEYS: [&str; 2] = ["locked", "frozen"];

/// One finding, if a lock is demanded and missing.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let path = lock::path(cargo);
    let is_left_over = project.tree.exists(&path);
    let is_tracked = || {
        let tracked = project.tree.tracked(cargo.root_folder())?;
        Some(tracked.iter().any(|file| file == "Cargo.lock"))
    };
    if is_left_over && (!is_ignored(project, cargo) || is_tracked().unwrap_or(true)) {
        return None;
    }
    let demand = |key| pyproject.maturin(key).filter(|node| node.as_bool() == Some(true));
    let node: Option<Node<'_>> = KEYS.into_iter().find_map(demand);
    let is_made = || {
        let makes = |command| is_in_build_files(project, cargo, command);
        ["generate-lockfile", "cargo update"].into_iter().any(makes)
    };
    if let Some(node) = node.filter(|_| !is_made()) {
        let problem = match is_left_over {
            false => "does not exist: every build fails",
            true => "git ignores: builds fail in every other place",
        };
        let message = format!(
            "with `{}` cargo must not create `{path}`, which {problem}",
            node.key()
        );
        return Some(Finding::new(node.place(), message));
    }
    // A project that never had one gets it with the first build.
    if !is_left_over && !is_ignored(project, cargo) && !is_tracked().unwrap_or(false) {
        return None;
    }
    let mut demands = demands(project, cargo).into_iter();
    let first = demands.next()?;
    let problem = if is_left_over {
        "git ignores"
    } else {
        "does not exist"
    };
    let message =
        format!("the build is locked, and cargo must not create `{path}`, which {problem}: the step fails");
    let others: Vec<_> = demands.map(|place| (place, "this step, too")).collect();
    let help = "Run `cargo generate-lockfile` and commit `Cargo.lock`, or remove `--locked`";
    Some(Finding::new(first, message).related_to(&others).help(help))
}
