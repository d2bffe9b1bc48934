//! A profile has something that cargo refuses.
//!
//! ## Why
//!
//! Cargo reads the [profiles](https://doc.rust-lang.org/cargo/reference/profiles.html) of a workspace before it builds
//! anything, and stops at the first that is wrong. `panic`, `lto` and `rpath` are for a whole program and cannot be set
//! [for one package](https://doc.rust-lang.org/cargo/reference/profiles.html#overrides) or for build scripts; a profile
//! with a name of its own needs `inherits`.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [profile.release.package."*"]
//! opt-level = 3
//! lto = true
//!
//! [profile.dist]
//! lto = true
//! ```
//!
//! ```console
//! Cargo.toml:7:1: error[cargo/profile-refused] cargo refuses `lto` for a single package: no build starts
//! Cargo.toml:9:10: error[cargo/profile-refused] cargo refuses `profile.dist` without `inherits`: no build starts
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [profile.release]
//! lto = true
//!
//! [profile.release.package."*"]
//! opt-level = 3
//!
//! [profile.dist]
//! inherits = "release"
//! lto = true
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::{PROFILES, is_reserved};
use crate::questions::profiles::may_be_defined_elsewhere;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the key, or add `inherits = \"release\"` to a profile of your own";

/// A profile of old cargos, which is of no effect today.
const OLD: &str = "doc";

/// What can only be set for all that is built.
const WHOLE: [&str; 3] = ["lto", "panic", "rpath"];

/// One finding for each key, or each profile, in the manifest that cargo takes profiles from.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(cargo) = &project.cargo else {
        return Vec::new();
    };
    let profiles = cargo.root().get(&["profile"]);
    let profiles = profiles.map(Node::entries).unwrap_or_default();
    let names: Vec<&str> = profiles.iter().map(|profile| profile.key()).collect();
    let is_elsewhere = |name: &str| may_be_defined_elsewhere(project, cargo, name);
    let found = profiles.iter().flat_map(|profile| {
        let name = of_name(*profile, &names, &is_elsewhere);
        of_parts(*profile).into_iter().chain(name)
    });
    found.collect()
}

/// What can be set for all that a profile builds, and is set for a part of it.
fn of_parts(profile: Node<'_>) -> Vec<Finding> {
    let refused = |table: Node<'_>, what: &str| {
        let keys = WHOLE.into_iter().filter_map(move |key| table.get(key));
        let finding = |node: Node<'_>| {
            let message = format!("cargo refuses `{}` for {what}: no build starts", node.key());
            Finding::new(node.key_place(), message)
        };
        keys.map(finding).collect::<Vec<_>>()
    };
    let packages = profile.get("package").map(Node::entries).unwrap_or_default();
    let packages = packages
        .into_iter()
        .flat_map(|table| refused(table, "a single package"));
    let scripts = profile.get("build-override").into_iter();
    let scripts = scripts.flat_map(|table| refused(table, "build scripts"));
    packages.chain(scripts).collect()
}

/// What is wrong with the name of a profile, or with what it inherits.
///
/// `is_elsewhere` says whether another file may define a profile, or complete it.
fn of_name(profile: Node<'_>, known: &[&str], is_elsewhere: &dyn Fn(&str) -> bool) -> Option<Finding> {
    let name = profile.key();
    let inherits = profile.get("inherits");
    if is_reserved(name) {
        let message = format!("cargo keeps the name `{name}` for itself: no build starts");
        return Some(Finding::new(profile.key_place(), message));
    }
    if matches!(name, "dev" | "release") {
        let message = format!("cargo refuses `inherits` in `profile.{name}`: no build starts");
        return inherits.map(|node| Finding::new(node.key_place(), message));
    }
    let Some(node) = inherits else {
        let message = format!("cargo refuses `profile.{name}` without `inherits`: no build starts");
        return (!PROFILES.contains(&name) && name != OLD && !is_elsewhere(name))
            .then(|| Finding::new(profile.key_place(), message));
    };
    let base = node.as_str()?;
    let message = format!("`profile.{base}` is not defined: no build starts");
    (!PROFILES.contains(&base) && base != OLD && !known.contains(&base) && !is_elsewhere(base))
        .then(|| Finding::new(node.place(), message))
}
