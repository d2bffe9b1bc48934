//! A profile in the manifest of a workspace member does nothing.
//!
//! ## Why
//!
//! Cargo reads `[profile.*]`
//! [only from the root of a workspace](https://doc.rust-lang.org/cargo/reference/profiles.html). In a member, cargo
//! ignores it with a warning that is easy to miss in the output of a wheel build, and the wheels are built with the
//! defaults.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! manifest-path = "crates/py/Cargo.toml"
//! ```
//!
//! ```toml Cargo.toml
//! [workspace]
//! members = ["crates/*"]
//! ```
//!
//! ```toml crates/py/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! # Fast wheels.
//! [profile.release]
//! lto = "fat" # slow to build
//! ```
//!
//! ```console
//! crates/py/Cargo.toml:6:10: warning[cargo/profile-ignored] `profile.release` of a workspace member is ignored: profiles belong in `Cargo.toml`, the root of the workspace
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
//! manifest-path = "crates/py/Cargo.toml"
//! ```
//!
//! ```toml Cargo.toml
//! [workspace]
//! members = ["crates/*"]
//!
//! [profile.release]
//! lto = "fat" # slow to build
//! ```
//!
//! ```toml crates/py/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! # Fast wheels.
//! ```
//!
//! ## Fix safety
//!
//! In the root, the profile applies to every crate of the workspace. It is not moved if the root already has a profile
//! of that name, or is outside the project, or if cargo would refuse it there, because it has a name of its own and no
//! `inherits`. Comments above and below it stay where they are.
//!
//! ## When not to follow
//!
//! If the crate is also built outside this workspace, where its own profile applies.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::PROFILES;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// The line does nothing where it stands.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Move the profile to the root of the workspace";

/// One finding for each profile of a member.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(cargo) = &project.cargo else {
        return Vec::new();
    };
    let (Some(root), Some(profiles)) = (&cargo.workspace, cargo.manifest.get(&["profile"])) else {
        return Vec::new();
    };
    let finding = |name: &str| {
        let profile = profiles.get(name);
        let is_whole =
            PROFILES.contains(&name) || profile.is_some_and(|profile| profile.get("inherits").is_some());
        let edits = splice::move_table(&cargo.manifest, &["profile", name], root).filter(|_| is_whole);
        let title = format!("Move `[profile.{name}]` to `{}`", root.path);
        let fix = edits.map(|edits| Fix::risky(title, edits));
        let message = format!(
            "`profile.{name}` of a workspace member is ignored: profiles belong in `{}`, the root of the workspace",
            root.path
        );
        let place = profile.map(|profile| profile.key_place());
        let finding = Finding::new(place.unwrap_or_else(|| profiles.key_place()), message).fix(fix);
        match root.get(&["workspace"]) {
            Some(workspace) => finding.related(workspace.key_place(), "the workspace"),
            None => finding,
        }
    };
    profiles
        .entries()
        .into_iter()
        .map(|profile| finding(profile.key()))
        .collect()
}
