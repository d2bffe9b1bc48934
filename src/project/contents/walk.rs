//! Walks through folders, past what ignore files name.

use std::sync::Arc;

use crate::syntax::gitignore::Gitignore;
use crate::tree::{self, Kind, Tree};

/// Folders that stand deeper are not looked at.
const MAX_DEPTH: usize = 32;
/// The file that marks a folder as one that a tool fills.
const CACHE_TAG: &str = "CACHEDIR.TAG";
/// What it begins with.
const SIGNATURE: &str = "Signature: 8a477f597d28d172789f06886806bc55";

/// What is passed over.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// What .gitignore names in a repository.
    pub git: bool,
    /// Hidden files and folders.
    pub hidden: bool,
    /// What a file .ignore names.
    pub ignore: bool,
    /// Folders that a tool fills: those that say so, and this one.
    pub caches: Option<&'a str>,
    /// Folders that hold another crate.
    pub crates: bool,
    /// Whether links to folders are followed.
    pub links: bool,
}

/// The ignore files of a folder.
#[derive(Debug)]
struct Level {
    folder: String,
    ignore: Option<Arc<Gitignore>>,
    git: Option<Arc<Gitignore>>,
    /// Whether a repository begins here.
    is_top: bool,
}

/// A walk that is under way.
struct Walk<'a> {
    tree: &'a Tree,
    manner: Manner<'a>,
    /// What is looked for, files or folders; the rest is passed over.
    wanted: &'a [String],
    levels: Vec<Level>,
    /// Whether it begins in a repository: only there, .gitignore counts.
    is_git: bool,
    found: Vec<String>,
}

/// The files that are, or stand below, one of the paths `wanted`, on a walk that begins in `from`.
///
/// Ignore files above `from` count if `above` says so.
pub fn files(tree: &Tree, from: &str, above: bool, wanted: &[String], manner: Manner<'_>) -> Vec<String> {
    let mut walk = Walk {
        tree,
        manner,
        wanted,
        levels: Vec::new(),
        is_git: tree.top(from).is_some(),
        found: Vec::new(),
    };
    if above {
        let mut folders: Vec<String> = tree.upwards(from).skip(1).collect();
        folders.reverse();
        walk.levels = folders.into_iter().map(|folder| walk.level(folder)).collect();
    }
    walk.folder(from, 0);
    walk.found
}

impl Walk<'_> {
    fn level(&self, folder: String) -> Level {
        let list = |name: &str| self.tree.gitignore(&tree::join(&folder, name));
        Level {
            ignore: self.manner.ignore.then(|| list(".ignore")).flatten(),
            git: self.manner.git.then(|| list(".gitignore")).flatten(),
            is_top: self.tree.is_repository(&folder),
            folder,
        }
    }

    fn folder(&mut self, folder: &str, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        self.levels.push(self.level(folder.to_owned()));
        for (name, kind) in self.tree.entries(folder) {
            let path = tree::join(folder, &name);
            match kind {
                Kind::File if self.is_wanted(&path) && !self.is_ignored(&path, false) => {
                    self.found.push(path)
                }
                Kind::Folder if self.enters(&path) => self.folder(&path, depth + 1),
                Kind::Link if self.manner.links && self.enters(&path) => {
                    self.folder(&path, depth + MAX_DEPTH / 2)
                }
                _ => {}
            }
        }
        self.levels.pop();
    }

    fn is_wanted(&self, path: &str) -> bool {
        self.wanted
            .iter()
            .any(|wanted| path == wanted || tree::within(path, wanted))
    }

    fn enters(&self, folder: &str) -> bool {
        let leads = self
            .wanted
            .iter()
            .any(|wanted| wanted == folder || tree::within(wanted, folder));
        let has = |name: &str| self.tree.exists(&tree::join(folder, name));
        let is_cache = || {
            let marks = |text: &str| text.starts_with(SIGNATURE);
            let tagged = self.tree.text(&tree::join(folder, CACHE_TAG));
            self.manner.caches == Some(folder) || tagged.is_some_and(|text| marks(&text))
        };
        let is_passed_over = folder.rsplit('/').next() == Some(".git")
            || self.manner.crates && has("Cargo.toml")
            || self.manner.caches.is_some() && !leads && is_cache();
        (leads || self.is_wanted(folder)) && !is_passed_over && !self.is_ignored(folder, true)
    }

    /// Whether the deepest ignore file that says something of the path, or its name, has it passed over.
    fn is_ignored(&self, path: &str, is_folder: bool) -> bool {
        let is_git = self.is_git || self.levels.iter().any(|level| level.is_top);
        let (mut by_ignore, mut by_git) = (None, None);
        let mut is_beyond = !is_git;
        for level in self.levels.iter().rev() {
            let Some(below) = self.tree.below(path, &level.folder) else {
                continue;
            };
            let verdict = |list: &Option<Arc<Gitignore>>| list.as_ref()?.verdict(&below, is_folder);
            by_ignore = by_ignore.or_else(|| verdict(&level.ignore));
            by_git = by_git.or_else(|| verdict(&level.git).filter(|_| !is_beyond));
            is_beyond |= level.is_top;
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_hidden = self.manner.hidden && name.starts_with('.');
        by_ignore.or(by_git).unwrap_or(is_hidden)
    }
}
