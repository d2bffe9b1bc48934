//! The Rust code takes in a file that does not exist.
//!
//! ## Why
//!
//! A [module](https://doc.rust-lang.org/reference/items/modules.html) without a body stands in a file of its own, and
//! `include_str!`, `include_bytes!` and `include!` read a file [when the crate is
//! compiled](https://doc.rust-lang.org/std/macro.include_str.html). Without the file, nobody can build it.
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
//! [lib]
//! crate-type = ["cdylib"]
//! ```
//!
//! ```rust src/lib.rs
//! mod tables;
//!
//! pub const QUERY: &str = include_str!("query.sql");
//! ```
//!
//! ```console
//! src/lib.rs:1:5: error[cargo/source-missing] neither `src/tables.rs` nor `src/tables/mod.rs` exists: the crate does not compile
//! src/lib.rs:3:38: error[cargo/source-missing] `src/query.sql` does not exist: the crate does not compile
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
//! [lib]
//! crate-type = ["cdylib"]
//! ```
//!
//! ```rust src/lib.rs
//! mod tables;
//!
//! pub const QUERY: &str = include_str!("query.sql");
//! ```
//!
//! ```rust src/tables.rs
//! ```
//!
//! ```sql src/query.sql
//! select 1;
//! ```
//!
//! ## When not to follow
//!
//! If the file is made before the build. The rule is silent if a workflow, a script or an ignore file names it, and about
//! what is compiled only under a condition that need not hold.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::taken::Needed;
use crate::questions::ignored::is_ignored;
use crate::questions::named::{is_missing, is_or_may_be};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Create the file, or correct the path";

/// One finding for each file.
pub fn check(project: &Project) -> Vec<Finding> {
    let tree = &project.tree;
    let is_absent =
        |path: &String| is_missing(project, "", path) && !is_or_may_be(tree, path) && !is_ignored(tree, path);
    let finding = |needed: &Needed| {
        let paths: Vec<String> = needed.here().collect();
        let is_absent = paths.iter().all(is_absent);
        let named = match paths.as_slice() {
            [one, other] => format!("neither `{one}` nor `{other}` exists"),
            _ => format!("`{}` does not exist", paths.first()?),
        };
        is_absent.then(|| {
            Finding::new(
                needed.place.clone(),
                format!("{named}: the crate does not compile"),
            )
        })
    };
    project.taken_in.files.iter().filter_map(finding).collect()
}
