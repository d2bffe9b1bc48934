//! The edition of the crate is newer than its `rust-version`.
//!
//! ## Why
//!
//! cargo [refuses](https://doc.rust-lang.org/cargo/reference/rust-version.html) such a manifest: nothing is built.
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
//! edition = "2024"
//! rust-version = "1.80"
//! ```
//!
//! ```console
//! Cargo.toml:4:11: error[cargo/edition-too-new] edition 2024 needs Rust 1.85, but `rust-version` is 1.80: cargo refuses to build
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
//! edition = "2024"
//! rust-version = "1.85"
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::toolchain::version;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Raise `rust-version`, or use an older edition";

/// Editions, and the second part of the first Rust that has each.
const EDITIONS: [(&str, u64); 3] = [("2018", 31), ("2021", 56), ("2024", 85)];

/// One finding, if the crate has such an edition.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let cargo = project.cargo.as_ref()?;
    let (edition, rust) = (cargo.field("edition")?, cargo.field("rust-version")?);
    let (name, first) = EDITIONS
        .into_iter()
        .find(|(name, _)| edition.as_str() == Some(*name))?;
    let (major, minor, _) = version(rust.as_str()?)?;
    let message = format!(
        "edition {name} needs Rust 1.{first}, but `rust-version` is {}: cargo refuses to build",
        rust.as_str()?
    );
    (major == 1 && minor < first).then(|| {
        Finding::new(edition.place(), message).related(rust.place(), "the oldest Rust that is promised")
    })
}
