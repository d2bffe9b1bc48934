//! CI builds the crate with a Rust that is older than its `rust-version`.
//!
//! ## Why
//!
//! cargo refuses to build a crate whose [`rust-version`](https://doc.rust-lang.org/cargo/reference/rust-version.html)
//! (MSRV) is newer than the compiler. Either the job has failed since the field was raised, or the field is higher than
//! necessary.
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
//! rust-version = "1.85"
//! ```
//!
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: dtolnay/rust-toolchain@1.83
//!       - run: cargo test
//! ```
//!
//! ```console
//! .github/workflows/ci.yml:7:15: warning[cargo/msrv-ci] toolchain 1.83 is used here, but `rust-version` is 1.85: cargo refuses to build
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
//! rust-version = "1.85"
//! ```
//!
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: dtolnay/rust-toolchain@1.85
//!       - run: cargo test
//! ```
//!
//! ## When not to follow
//!
//! If the job tests that an older Rust is refused. The rule ignores jobs that build other crates of a workspace, and
//! toolchains without a version, such as `stable`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::toolchain::{Toolchain, Version, version};
use crate::questions::toolchains::chosen;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Use that toolchain or a newer one in CI, or lower `rust-version`";

/// A finding for each toolchain that is too old for the crate that is built with it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let cargo = project.cargo.as_ref()?;
    let node = cargo.field("rust-version")?;
    let needed = version(node.as_str()?)?;
    let chosen = chosen(project);
    let finding = |Toolchain { version, place }: Toolchain| {
        let (major, minor, patch) = version;
        let patch = patch.map_or(String::new(), |patch| format!(".{patch}"));
        let needed = node.as_str().unwrap_or_default();
        let message = format!(
            "toolchain {major}.{minor}{patch} is used here, but `rust-version` is {needed}: cargo refuses to build"
        );
        Finding::new(place, message).related(node.place(), "what the crate needs")
    };
    let old = chosen
        .into_iter()
        .filter(|chosen| is_below(chosen.version, needed));
    Some(old.map(finding).collect())
}

/// Where no patch is named, it is the newest of a toolchain, and the first of a crate.
fn is_below((major, minor, patch): Version, needed: Version) -> bool {
    let patched =
        (major, minor) == (needed.0, needed.1) && patch.is_some_and(|patch| patch < needed.2.unwrap_or(0));
    (major, minor) < (needed.0, needed.1) || patched
}
