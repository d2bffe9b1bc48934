//! The project page on the index will be empty.
//!
//! ## Why
//!
//! The index shows the description, which is the readme, and the summary in its search
//! ([core metadata](https://packaging.python.org/en/latest/specifications/core-metadata/#description)). `twine check --strict`
//! fails without a description.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! demo-0.1.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//!     Summary: A demo
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo-0.1.0.dist-info/METADATA: info[dist/description-missing] there is no description
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! demo-0.1.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//!     Summary: A demo
//!     Description-Content-Type: text/markdown
//!
//!     # demo
//! ```
//!
//! ## When not to follow
//!
//! If nobody is meant to find the package.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// People see an empty page.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Set `readme` and `description` in `[project]`";

/// One finding, at the metadata.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(metadata) = &artifact.metadata else {
        return Vec::new();
    };
    let has_description = metadata.has_body || metadata.get("Description").is_some();
    let absent: Vec<&str> = [
        (has_description, "description"),
        (metadata.get("Summary").is_some(), "summary"),
    ]
    .into_iter()
    .filter_map(|(is_there, what)| (!is_there).then_some(what))
    .collect();
    match absent.is_empty() {
        true => Vec::new(),
        false => vec![Finding::new(
            Place::file(metadata.path.clone()),
            format!("there is no {}", absent.join(" and no ")),
        )],
    }
}
