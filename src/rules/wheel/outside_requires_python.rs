//! The wheel is for a Python that its own metadata excludes.
//!
//! ## Why
//!
//! pip compares `Requires-Python` with the Python that it runs for before it looks at tags, so that nobody ever installs this
//! wheel ([Requires-Python](https://packaging.python.org/en/latest/specifications/core-metadata/#requires-python)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp310-cp310-win_amd64.whl
//! demo/__init__.py
//! demo/_core.cp310-win_amd64.pyd = pe x86_64 exports=PyInit__core needs=python310.dll
//! demo-0.1.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//!     Requires-Python: >=3.11
//! ```
//!
//! ```console
//! demo-0.1.0-cp310-cp310-win_amd64.whl/demo-0.1.0.dist-info/METADATA:4:1: error[wheel/outside-requires-python] the tag is for Python 3.10, and `>=3.11` excludes it
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-cp311-win_amd64.whl
//! demo/__init__.py
//! demo/_core.cp311-win_amd64.pyd = pe x86_64 exports=PyInit__core needs=python311.dll
//! demo-0.1.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//!     Requires-Python: >=3.11
//! ```
//!
//! ## When not to follow
//!
//! Always follow it. Wheels for the stable ABI serve later Pythons too, and are not looked at.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::standards::version::allows;
use crate::text::edit::Applicability;
use pep440_rs::VersionSpecifiers;

/// Nobody can install it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Do not build for this Python, or let `requires-python` include it";

/// One finding, where all Pythons of the tag are excluded.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(tags) = artifact.tags().filter(|tags| !tags.is_stable()) else {
        return Vec::new();
    };
    let field = artifact
        .metadata
        .as_ref()
        .and_then(|metadata| metadata.get("Requires-Python"));
    let specifiers = field.and_then(|field| field.value.parse::<VersionSpecifiers>().ok().zip(Some(field)));
    let minors = tags.pythons.iter().filter_map(|tag| {
        let version = ["cp3", "pp3"].iter().find_map(|start| tag.strip_prefix(start))?;
        version.parse::<u64>().ok()
    });
    let minors: Vec<u64> = minors.collect();
    let Some((specifiers, field)) = specifiers.filter(|_| minors.len() == tags.pythons.len()) else {
        return Vec::new();
    };
    if minors.iter().any(|minor| allows(&specifiers, 3, *minor)) {
        return Vec::new();
    }
    let message = format!(
        "the tag is for Python 3.{}, and `{}` excludes it",
        minors[0], field.value
    );
    vec![Finding::new(field.place.clone(), message)]
}
