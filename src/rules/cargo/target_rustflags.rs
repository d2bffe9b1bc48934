//! Cargo.toml has compiler settings that cargo does not read there.
//!
//! ## Why
//!
//! `rustflags`, `linker` and `runner` belong in
//! [`.cargo/config.toml`](https://doc.rust-lang.org/cargo/reference/config.html#target). Under `[target.…]` in a
//! manifest, cargo knows only dependencies. For other keys it prints `unused manifest key`, which is easy to miss in
//! the output of a wheel build, and compiles without them.
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
//! [target.x86_64-pc-windows-msvc]
//! rustflags = ["-C", "target-feature=+crt-static"]
//! ```
//!
//! ```console
//! Cargo.toml:6:1: warning[cargo/target-rustflags] cargo does not read `rustflags` from a manifest: it belongs in `.cargo/config.toml`
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
//! ```
//!
//! ```toml .cargo/config.toml
//! [target.x86_64-pc-windows-msvc]
//! rustflags = ["-C", "target-feature=+crt-static"]
//! ```
//!
//! ## When not to follow
//!
//! Never: the lines have no effect where they are. There is no fix, because moving them changes how every crate of the
//! workspace is compiled, and cargo looks for the file in the folder in which it is started and in the folders above.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;

/// A line that does not do what it says.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Move it to `.cargo/config.toml`";

/// What cargo reads from its configuration only.
const SETTINGS: [&str; 5] = ["linker", "runner", "rustdocflags", "rustflags", "rustc-wrapper"];

/// One finding for each such key of the crate or of the root of its workspace.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(cargo) = &project.cargo else {
        return Vec::new();
    };
    let manifests = std::iter::once(&cargo.manifest).chain(&cargo.workspace);
    manifests.flat_map(misplaced).map(finding).collect()
}

fn misplaced(manifest: &Toml) -> Vec<Node<'_>> {
    let targets = manifest.get(&["target"]).map(Node::entries).unwrap_or_default();
    let tables = targets.into_iter().chain(manifest.get(&["build"]));
    let is_setting = |entry: &Node<'_>| SETTINGS.contains(&entry.key());
    tables.flat_map(Node::entries).filter(is_setting).collect()
}

fn finding(setting: Node<'_>) -> Finding {
    let message = format!(
        "cargo does not read `{}` from a manifest: it belongs in `.cargo/config.toml`",
        setting.key()
    );
    Finding::new(setting.key_place(), message)
}
