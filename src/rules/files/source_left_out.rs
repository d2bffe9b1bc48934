//! The Rust code takes in a file that is not in the source distribution, which therefore cannot be built.
//!
//! ## Why
//!
//! maturin puts into the [source distribution](https://www.maturin.rs/sdist.html) what cargo packages of the crate and of
//! those that it depends on by path: not what stands above the folder of a crate, nor what `exclude` takes away, or `include`
//! does not name, in [Cargo.toml](https://doc.rust-lang.org/cargo/reference/manifest.html#the-exclude-and-include-fields). A
//! module, or a file that `include_str!` reads, is then missing where pip builds because no wheel fits; `python -m build` and
//! `uv build` build each wheel that way.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! manifest-path = "rust/Cargo.toml"
//! ```
//!
//! ```toml rust/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! exclude = ["assets"]
//!
//! [lib]
//! crate-type = ["cdylib"]
//! ```
//!
//! ```rust rust/src/lib.rs
//! pub const QUERY: &str = include_str!("../../sql/query.sql");
//! pub const TABLE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/table.txt"));
//! ```
//!
//! ```sql sql/query.sql
//! select 1;
//! ```
//!
//! ```text rust/assets/table.txt
//! 1
//! ```
//!
//! ```console
//! rust/src/lib.rs:1:38: warning[files/source-left-out] `sql/query.sql` is compiled into the crate, and is not in the source distribution: it cannot be built
//! rust/src/lib.rs:2:41: warning[files/source-left-out] `rust/assets/table.txt` is compiled into the crate, and is not in the source distribution: it cannot be built
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
//! manifest-path = "rust/Cargo.toml"
//! include = [{ path = "sql/*.sql", format = "sdist" }]
//! ```
//!
//! ```toml rust/Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//! ```
//!
//! ```rust rust/src/lib.rs
//! pub const QUERY: &str = include_str!("../../sql/query.sql");
//! pub const TABLE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/table.txt"));
//! ```
//!
//! ```sql sql/query.sql
//! select 1;
//! ```
//!
//! ```text rust/assets/table.txt
//! 1
//! ```
//!
//! ## When not to follow
//!
//! If nobody builds from the source distribution. The rule is silent about files that git ignores, and about what is compiled
//! only under a condition that need not hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::taken::Needed;
use crate::questions::ignored::is_ignored;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::tree;

/// Whoever has no wheel has nothing.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Let cargo package the file, or name it in `include` of `[tool.maturin]` with `format = \"sdist\"`; what stands above the source distribution has to move into the crate";

/// One finding for each file.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let needed = &project.taken_in.files;
    let may_lose = project.may_lose()?;
    if !needed.iter().flat_map(Needed::here).any(|path| may_lose(&path)) {
        return None;
    }
    let sdist = project.sdist()?;
    let packed: BTreeMap<&str, &str> = sdist
        .iter()
        .filter_map(|file| Some((file.source.as_deref()?, file.target.as_str())))
        .collect();
    let targets: BTreeSet<&str> = sdist.iter().map(|file| file.target.as_str()).collect();
    let finding = |needed: &Needed| {
        // What keeps out the source itself is said of whoever takes that in.
        packed.get(&*needed.source)?;
        let folder = tree::parent(packed.get(&*needed.beside)?);
        let mut paths = needed.paths.iter().map(|path| tree::join(folder, path));
        if paths.any(|path| targets.contains(path.as_str())) {
            return None;
        }
        let tree = &project.tree;
        let file = needed
            .here()
            .find(|path| tree.exists(path) && !is_ignored(tree, path))?;
        let message = format!(
            "`{file}` is compiled into the crate, and is not in the source distribution: it cannot be built"
        );
        Some(Finding::new(needed.place.clone(), message).mild_if(project.is_sample()))
    };
    Some(needed.iter().filter_map(finding).collect())
}
