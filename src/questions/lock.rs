//! Whether the lock is committed.

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::lock;
use crate::questions::ignored;

/// Whether git is told to pass over the lock, which then is each developer's own.
pub fn is_ignored(project: &Project, cargo: &Crate) -> bool {
    ignored::is_ignored(&project.tree, &lock::path(cargo))
}
