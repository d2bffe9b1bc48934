//! What of a project belongs to it alone, and whether anybody publishes it.

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::tree;

impl Project {
    /// Whether it stands among the examples or tests of its repository, which nobody publishes.
    pub fn is_sample(&self) -> bool {
        let mut folders = self.workflows.folder().split('/');
        folders.any(|folder| {
            folder.starts_with("example") || folder.starts_with("test") || folder.ends_with("tests")
        })
    }

    /// Whether it stands among the tests of its repository, which are built with the tools at hand.
    pub fn is_fixture(&self) -> bool {
        let mut folders = self.workflows.folder().split('/');
        folders.any(|folder| folder.starts_with("test") || folder.ends_with("tests"))
    }

    /// Whether other projects may read the file at `path` as well: what is outside, and in a workspace what is its own.
    pub fn shares(&self, path: &str) -> bool {
        let members = |cargo: &Crate| cargo.root().get(&["workspace", "members"]).is_some();
        let is_workspace = self.cargo.as_ref().is_some_and(members);
        let of_workspace = tree::parent(path).is_empty() || path.starts_with(".github/");
        path.starts_with("../") || is_workspace && of_workspace
    }
}
