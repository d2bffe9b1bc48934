//! Whether PyO3 makes an extension module of the crate, and for which Pythons it can.

use super::cargo::Dependency;
use super::{Project, features};
use crate::syntax::toml::Node;
use crate::tree;

/// The oldest CPython (3.x) by the first PyO3 (0.x) that no longer supports the one before it.
const OLDEST: [(u64, u64); 4] = [(13, 6), (16, 7), (29, 8), (30, 9)];

/// The dependency on PyO3 of a crate that becomes an extension module, and no program.
pub fn of_extension(project: &Project) -> Option<Dependency<'_>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let kind = pyproject.maturin("bindings").and_then(Node::as_str);
    let exists = |path: &str| project.tree.exists(&tree::join(cargo.folder(), path));
    let is_program = cargo.manifest.get(&["lib"]).is_none() && exists("src/main.rs") && !exists("src/lib.rs");
    let (_, dependency) = features::bindings(cargo)?;
    let takes_part = features::takes_part(pyproject, cargo, &dependency);
    (takes_part && !is_program && matches!(kind, None | Some("pyo3" | "pyo3-ffi"))).then_some(dependency)
}

/// The minor number of the oldest Python that a PyO3 supports.
///
/// Of a PyO3 beyond the horizon it knows nothing: who asks looks there first.
pub fn oldest_of(pyo3: &semver::Version) -> Option<u64> {
    let known = OLDEST.iter().rfind(|(since, _)| *since <= pyo3.minor);
    known.map(|(_, oldest)| *oldest)
}
