//! The Rust sources use a crate that Cargo.toml does not bring.
//!
//! ## Why
//!
//! The compiler knows the crates that stand in
//! [`[dependencies]`](https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html), and a build script those in
//! `[build-dependencies]`. Whatever else a path begins with has to be defined in the source: the crate does not compile.
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
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {
//!     #[pyo3::pyfunction]
//!     fn draw() -> u8 {
//!         rand::random()
//!     }
//! }
//! ```
//!
//! ```console
//! src/lib.rs:5:9: error[cargo/crate-undeclared] `rand` is no crate of `[dependencies]` in `Cargo.toml`: the crate does not compile
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
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
//! rand = "0.10"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {
//!     #[pyo3::pyfunction]
//!     fn draw() -> u8 {
//!         rand::random()
//!     }
//! }
//! ```
//!
//! ## When not to follow
//!
//! Never. The rule is silent where a dependency is named by no source, as its library may have another name than the crate.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Add it with `cargo add`, or correct the path";

/// One finding for each crate, where it is named first.
pub fn check(project: &Project) -> Vec<Finding> {
    let strangers = project.taken_in.strangers.iter();
    let mut met = BTreeSet::new();
    let first = strangers.filter(|found| met.insert((&found.name, &found.manifest, found.table)));
    let finding = first.map(|found| {
        let message = format!(
            "`{}` is no crate of `[{}]` in `{}`: the crate does not compile",
            found.name, found.table, found.manifest
        );
        let option = if found.table == "dependencies" {
            ""
        } else {
            " --build"
        };
        let help = format!("Add it with `cargo add{option}`, or correct the path");
        Finding::new(found.place.clone(), message).help(help)
    });
    finding.collect()
}
