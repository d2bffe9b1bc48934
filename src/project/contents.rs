//! Which files maturin takes: those of the wheel, and those of the source distribution.
//!
//! All of it is what maturin 1.16 does, told apart from what it does not do by its own archives (docs/contents.md).

pub mod layout;
pub mod walk;
pub mod patterns;
pub mod licenses;
pub mod compiled;
pub mod wheel;
pub mod crates;
pub mod package;
pub mod sdist;

use std::sync::Arc;

/// What stands for the folder of metadata in a wheel, whose name has the version in it.
pub const DIST_INFO: &str = "*.dist-info";
/// What stands for the folder of data in a wheel.
pub const DATA: &str = "*.data";

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Its path in the archive.
    pub target: String,
    /// Where it stands in the project; `None` if maturin makes it.
    pub source: Option<Arc<str>>,
}

impl File {
    fn new(target: impl Into<String>, source: &str) -> Self {
        Self {
            target: target.into(),
            source: Some(source.into()),
        }
    }

    fn made(target: impl Into<String>) -> Self {
        Self {
            target: target.into(),
            source: None,
        }
    }
}
