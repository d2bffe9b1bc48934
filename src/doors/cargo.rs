//! What Python asks about crates.                                                           [door: pyo3]

use std::path::{Path, PathBuf};

use pyo3::prelude::*;

use crate::project::manifests::workspace::claiming;
use crate::project::reader::Reader;
use crate::syntax::toml::Toml;
use crate::tree::Tree;

/// The cargo workspace that claims the crate in `folder`, and whether the crate is a member of it.
#[pyfunction]
pub fn workspace(folder: PathBuf, manifest: &str) -> Option<(PathBuf, bool)> {
    let manifest = Toml::parse(&"Cargo.toml".into(), &manifest.into()).ok()?;
    let tree = Tree::disk(&folder);
    let (root, is_member) = claiming(&manifest, &mut Reader::new(&tree))?;
    let place = tree.place(&root.path)?;
    Some((place.parent().map(Path::to_owned)?, is_member))
}
