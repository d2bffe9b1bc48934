//! Whether the lock is committed.

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::tree;

/// Whether git is told to pass over the lock, which then is each developer's own.
pub fn is_ignored(project: &Project, cargo: &Crate) -> bool {
    [cargo.root_folder(), ""].into_iter().any(|folder| {
        let text = project.tree.text(&tree::join(folder, ".gitignore"));
        let mut lines = text.iter().flat_map(|text| text.lines()).map(str::trim);
        lines.any(|line| matches!(line.rsplit('/').next(), Some("Cargo.lock" | "*.lock")))
    })
}
