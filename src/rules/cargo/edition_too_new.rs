//! The edition of the crate is newer than its `rust-version`, or than the Rust that builds it.
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
//! ```toml rust-toolchain.toml
//! [toolchain]
//! channel = "1.80.1"
//! ```
//!
//! ```console
//! Cargo.toml:4:11: error[cargo/edition-too-new] edition 2024 needs Rust 1.85, but `rust-version` is 1.80: cargo refuses to build
//! rust-toolchain.toml:2:11: error[cargo/edition-too-new] edition 2024 needs Rust 1.85, but toolchain 1.80 is used here: cargo refuses to build
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
//! ```toml rust-toolchain.toml
//! [toolchain]
//! channel = "1.85.1"
//! ```
//!
//! ## When not to follow
//!
//! Never.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::toolchain::{Toolchain, Version, version};
use crate::questions::toolchains::chosen;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Raise `rust-version` and the toolchain, or use an older edition";

/// Editions, and the second part of the first Rust that has each.
const EDITIONS: [(&str, u64); 3] = [("2018", 31), ("2021", 56), ("2024", 85)];

/// A finding for the promise of an older Rust, and one for each older toolchain.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let cargo = project.cargo.as_ref()?;
    let edition = cargo.field("edition")?;
    let (name, first) = EDITIONS
        .into_iter()
        .find(|(name, _)| edition.as_str() == Some(*name))?;
    let is_old = |(major, minor, _): Version| major == 1 && minor < first;
    let needs = format!("edition {name} needs Rust 1.{first}, but");
    let promise = cargo.field("rust-version").and_then(|rust| {
        let text = rust.as_str()?;
        let message = format!("{needs} `rust-version` is {text}: cargo refuses to build");
        is_old(version(text)?).then(|| {
            Finding::new(edition.place(), message).related(rust.place(), "the oldest Rust that is promised")
        })
    });
    let old = chosen(project)
        .into_iter()
        .filter(|chosen| is_old(chosen.version));
    let old = old.map(
        |Toolchain {
             version: (major, minor, _),
             place,
         }| {
            let message = format!("{needs} toolchain {major}.{minor} is used here: cargo refuses to build");
            Finding::new(place, message).related(edition.place(), "the edition")
        },
    );
    Some(promise.into_iter().chain(old).collect())
}
