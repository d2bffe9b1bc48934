//! The git repository around a folder, and what git tracks in it.

use crate::tree::disk::{bytes_of, on_disk};
use crate::tree::paths::join;
use crate::tree::{Tree, index};

impl Tree {
    /// Whether `folder` is the top of a git repository.
    pub fn is_repository(&self, folder: &str) -> bool {
        // Without a disk there are only files.
        self.exists(&join(folder, ".git")) || !self.is_disk() && self.exists(&join(folder, ".git/HEAD"))
    }

    /// The top of the git repository that holds `folder`.
    pub fn top(&self, folder: &str) -> Option<String> {
        self.upwards(folder).find(|folder| self.is_repository(folder))
    }

    /// The files below `folder` that git tracks, each by its path from there; none outside a repository.
    ///
    /// `None` where that is not known.
    pub fn tracked(&self, folder: &str) -> Option<Vec<String>> {
        let Some(top) = self.top(folder) else {
            return Some(Vec::new());
        };
        let index = bytes_of(&on_disk(self.folder()?, &join(&top, ".git/index")))?;
        let folder = self.below(folder, &top)?;
        let paths = index::paths(&index)?.into_iter();
        let below = paths.filter_map(|path| match folder.is_empty() {
            true => Some(path),
            false => path.strip_prefix(folder.as_str())?.strip_prefix('/'),
        });
        Some(below.map(str::to_owned).collect())
    }
}
