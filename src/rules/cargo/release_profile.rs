//! The release profile lacks settings that make wheels small and fast.
//!
//! ## Why
//!
//! Cargo's [release profile](https://doc.rust-lang.org/cargo/reference/profiles.html#release) is made for quick builds:
//! many codegen units, no link-time optimization across crates, symbols left in the library. A wheel is built once and
//! downloaded many times.
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
//! [profile.release]
//! lto = "thin"
//! ```
//!
//! ```console
//! Cargo.toml:5:10: info[cargo/release-profile] `profile.release` does not set `codegen-units`, `strip`: wheels are larger or slower than necessary
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
//! lto = "thin"
//! codegen-units = 1
//! strip = true
//! ```
//!
//! ## Fix safety
//!
//! Every wheel is built otherwise: it takes longer, and with `strip` a crash report has no names of functions. Profiles
//! that inherit from this one change too.
//!
//! ## When not to follow
//!
//! If build time matters more than the wheel, or if crash reports need the symbols. Any value that is set, even
//! `lto = false`, counts as a decision; `debug` and `split-debuginfo`, also in a profile that inherits from this one,
//! count as one about `strip`. There is no fix in a workspace with several crates, because they share the profile.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::PROFILES;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// An opinion.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Set `lto = true`, `codegen-units = 1` and `strip = true` in the profile";

/// What a profile for wheels sets, and to what.
const SETTINGS: [(&str, &str); 3] = [("lto", "\"fat\""), ("codegen-units", "1"), ("strip", "true")];

/// The profile that is for wheels if nothing else is said.
const RELEASE: &str = "release";

/// A finding if the profile that wheels are built with leaves something out.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let root = cargo.root();
    let elsewhere = [".cargo/config.toml", ".cargo/config"].iter().any(|path| {
        let text = project.tree.text(path);
        text.is_some_and(|text| text.contains("profile"))
    });
    // Cargo passes over the profile of a member; `cargo/profile-ignored` says so.
    let ignored = cargo.workspace.is_some() && cargo.manifest.get(&["profile"]).is_some();
    let name = pyproject.profile();
    let profiles = cargo.profiles(name);
    // Those for development are not to be made slow, and one of a name that nobody has written is not there at all.
    let is_for_wheels = name == RELEASE || !profiles.is_empty() && !PROFILES.contains(&name);
    if elsewhere || ignored || !is_for_wheels {
        return None;
    }
    let set = |key: &str| profiles.iter().any(|profile| profile.get(key).is_some());
    let keeps_symbols = set("debug") || set("split-debuginfo") || is_base_with_symbols(root, name);
    let stripped = pyproject.maturin("strip").is_some() || keeps_symbols;
    let done = |key: &str| set(key) || key == "strip" && stripped;
    let left_out: Vec<(&str, &str)> = SETTINGS.into_iter().filter(|(key, _)| !done(key)).collect();
    if left_out.is_empty() {
        return None;
    }
    let names: Vec<String> = left_out.iter().map(|(key, _)| format!("`{key}`")).collect();
    let names = names.join(", ");
    let message =
        format!("`profile.{name}` does not set {names}: wheels are larger or slower than necessary");
    let head = root.get(&["package"]).or_else(|| root.get(&["workspace"]));
    let place = profiles.first().copied().or(head)?.key_place();
    let edit = splice::insert_all(root, &["profile", name], &left_out);
    let alone = root
        .get(&["workspace"])
        .is_none_or(|workspace| workspace.get("members").is_none());
    let fix = edit
        .filter(|_| alone)
        .map(|edit| Fix::risky(format!("Set {names} in `[profile.{name}]`"), vec![edit]));
    Some(Finding::new(place, message).fix(fix))
}

/// Whether a profile that keeps the symbols takes what it does not set from the profile `name`.
fn is_base_with_symbols(root: &Toml, name: &str) -> bool {
    let profiles = root.get(&["profile"]).map(Node::entries).unwrap_or_default();
    profiles.into_iter().any(|profile| {
        let inherits = profile.get("inherits").and_then(Node::as_str) == Some(name);
        inherits && profile.get("debug").is_some() && profile.get("strip").is_none()
    })
}
