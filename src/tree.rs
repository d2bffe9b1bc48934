//! All texts of a project, read from disk when first asked for, or held in memory, and what they parse to.

mod paths;
mod index;
mod disk;
mod memo;
mod standing;
mod parsed;
mod repository;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::tree::disk::{Folder, list, on_disk};
use crate::tree::memo::{Documents, locked};

pub use disk::{Kind, Text, Unreadable, may_hold_projects, read, whole};
use paths::is_plain;
pub use paths::{join, parent, within};
pub use standing::Standing;

/// Folders that stand deeper are not looked at.
const MAX_DEPTH: usize = 24;

/// The files of one project by path relative to its root, with `/`; a path may begin with `..`.
#[derive(Debug, Default)]
pub struct Tree {
    root: Option<PathBuf>,
    /// The path of the root, from the topmost folder.
    top: String,
    /// How many folders stand above the root.
    above: usize,
    /// Whether the disk is no longer asked.
    closed: bool,
    /// Whether files are held that the disk has not, or not so.
    changed: bool,
    files: Mutex<BTreeMap<Arc<str>, Option<Text>>>,
    /// The folders on disk that have been listed.
    folders: Mutex<BTreeMap<String, Arc<Folder>>>,
    standing: Standing,
    documents: Documents,
}

impl Clone for Tree {
    fn clone(&self) -> Self {
        Self {
            root: self.root.clone(),
            top: self.top.clone(),
            above: self.above,
            closed: self.closed,
            changed: self.changed,
            files: Mutex::new(locked(&self.files).clone()),
            folders: Mutex::new(locked(&self.folders).clone()),
            standing: self.standing.clone(),
            documents: Documents::default(),
        }
    }
}

impl Tree {
    /// The files below and above the folder `root`.
    pub fn disk(root: &Path) -> Self {
        Self::beside(root, &Standing::default())
    }

    /// The same, for one of several roots: what stands around them is asked once for all.
    pub fn beside(root: &Path, standing: &Standing) -> Self {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let above = root.ancestors().count().saturating_sub(1);
        let names = root.components().filter_map(|part| match part {
            std::path::Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        Self {
            top: names.collect::<Vec<_>>().join("/"),
            root: Some(root),
            above,
            standing: standing.clone(),
            ..Self::default()
        }
    }

    /// Exactly these files.
    pub fn memory<P: AsRef<str>, T: AsRef<str>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        let files = files
            .into_iter()
            .map(|(path, text)| (Arc::from(path.as_ref()), Some(Ok(Arc::from(text.as_ref())))))
            .collect();
        Self {
            files: Mutex::new(files),
            ..Self::default()
        }
    }

    /// Exactly these files, some of which may have no text.
    pub fn held(files: impl IntoIterator<Item = (Arc<str>, Text)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path, Some(text)));
        Self {
            files: Mutex::new(files.collect()),
            ..Self::default()
        }
    }

    /// The text of the file at `path`; `None` if there is no such file.
    pub fn read(&self, path: &str) -> Option<Text> {
        if let Some(known) = locked(&self.files).get(path) {
            return known.clone();
        }
        let root = self.folder()?;
        let place = (!self.is_absent(root, path)).then(|| on_disk(root, path));
        // What stands around the root, other trees may have asked for.
        let is_gone = |place: &Path| path.starts_with("..") && matches!(self.standing.has(place), Ok(false));
        let text = place
            .filter(|place| !is_gone(place))
            .and_then(|place| read(&place));
        locked(&self.files).insert(path.into(), text.clone());
        text
    }

    /// The text of the file at `path`, if there is one that can be read.
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        self.read(path)?.ok()
    }

    /// Whether a file, readable or not, stands at `path`.
    pub fn exists(&self, path: &str) -> bool {
        if let Some(known) = locked(&self.files).get(path) {
            return known.is_some();
        }
        let Some(root) = self.folder().filter(|root| !self.is_absent(root, path)) else {
            return false;
        };
        self.standing.has(&on_disk(root, path)).unwrap_or(false)
    }

    /// Whether the folders that have been listed show that nothing stands at `path`.
    fn is_absent(&self, root: &Path, path: &str) -> bool {
        if !is_plain(path) || path.bytes().any(|byte| byte == b':' || !byte.is_ascii()) {
            return false;
        }
        if let Some(folder) = locked(&self.folders).get(parent(path))
            && folder.names.is_some()
        {
            return folder.lacks(path.rsplit('/').next().unwrap_or_default());
        }
        let mut folder = self.folder_at(root, "");
        let mut end = 0;
        for name in path.split('/') {
            if folder.lacks(name) {
                return true;
            }
            end += name.len();
            match locked(&self.folders).get(&path[..end]) {
                Some(known) => folder = known.clone(),
                None => return false,
            }
            end += 1;
        }
        false
    }

    /// What stands at `path`, if the folder that holds it has been listed; a link to a file counts as one.
    fn listed(&self, path: &str) -> Option<Kind> {
        let folder = locked(&self.folders).get(parent(path)).cloned()?;
        let name = path.rsplit('/').next()?;
        let all = folder.all.as_ref()?;
        let at = all.binary_search_by(|(known, _)| (**known).cmp(name));
        at.ok().map(|at| all[at].1)
    }

    /// Whether `path` is the root, or the folders that have been listed show that it is a folder below, without links.
    fn is_below(&self, path: &str) -> bool {
        let ways = std::iter::successors(Some(path), |path| Some(parent(path)));
        let mut ways = ways.take_while(|path| !path.is_empty());
        path.is_empty() || is_plain(path) && ways.all(|path| self.listed(path) == Some(Kind::Folder))
    }

    /// `path` from the topmost folder, so that two ways to one file are the same text; for a tree in memory, its root.
    pub fn from_top(&self, path: &str) -> String {
        join(&self.top, path)
    }

    /// Where `path` stands on disk.
    pub fn place(&self, path: &str) -> Option<PathBuf> {
        Some(on_disk(self.root.as_ref()?, path))
    }

    /// `folder` and those above it, one after the other, up to the topmost.
    pub fn upwards(&self, folder: &str) -> impl Iterator<Item = String> {
        let climbs = |folder: &str| folder.split('/').filter(|part| *part == "..").count();
        std::iter::successors(Some(folder.to_owned()), move |folder| {
            Some(join(folder, "..")).filter(|above| climbs(above) <= self.above)
        })
    }

    /// The paths of all files below the folder `under` that end in `suffix`, sorted.
    ///
    /// Hidden folders, build folders, virtual environments and symbolic links to folders are passed over; so is a
    /// folder outside of the repository, which may be the whole disk.
    pub fn files(&self, under: &str, suffix: &str) -> Vec<Arc<str>> {
        self.list(under, suffix, MAX_DEPTH)
    }

    /// The paths of the files that stand in `folder` itself and end in `suffix`, sorted.
    pub fn files_in(&self, folder: &str, suffix: &str) -> Vec<Arc<str>> {
        self.list(folder, suffix, 0)
    }

    /// All that stands in `folder`, hidden or not, sorted by name.
    pub fn entries(&self, folder: &str) -> Vec<(Arc<str>, Kind)> {
        let on_disk = self.folder().map(|root| self.folder_at(root, folder));
        let listed = on_disk.iter().filter_map(|folder| folder.all.as_ref()).flatten();
        let mut found: Vec<(Arc<str>, Kind)> = listed.cloned().collect();
        if self.is_disk() {
            return found;
        }
        let start = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let known = locked(&self.files);
        for (path, text) in known.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded)) {
            let Some(rest) = path.strip_prefix(start.as_str()) else {
                break;
            };
            let (name, kind) = match rest.split_once('/') {
                Some((name, _)) => (name, Kind::Folder),
                None => (rest, Kind::File),
            };
            match (found.binary_search_by(|(known, _)| (**known).cmp(name)), text) {
                (Ok(at), None) if kind == Kind::File => drop(found.remove(at)),
                (Err(at), Some(_)) if name != ".." => found.insert(at, (name.into(), kind)),
                _ => {}
            }
        }
        found
    }

    /// The shortest path from the root of the tree, so that two ways to one file are the same.
    pub fn shortest(&self, path: &str) -> String {
        if !path.starts_with("..") {
            return join("", path);
        }
        let (file, here) = (self.from_top(path), self.from_top(""));
        let (file, here): (Vec<&str>, Vec<&str>) = (file.split('/').collect(), here.split('/').collect());
        let both = file.iter().zip(&here);
        let shared = both.take_while(|(one, other)| one == other).count();
        let up = here[shared..]
            .iter()
            .filter(|name| !name.is_empty())
            .map(|_| "..");
        up.chain(file[shared..].iter().copied())
            .collect::<Vec<_>>()
            .join("/")
    }

    /// `path` as seen from `folder`, if it stands in it; the root of a tree in memory has no name.
    pub fn below(&self, path: &str, folder: &str) -> Option<String> {
        if is_plain(path) && (is_plain(folder) || folder.is_empty()) {
            return within(path, folder).then(|| path[folder.len()..].trim_start_matches('/').to_owned());
        }
        let (path, folder) = (self.from_top(path), self.from_top(folder));
        let rest = match folder.is_empty() {
            true => path.as_str(),
            false if path == folder => "",
            false => path.strip_prefix(&folder)?.strip_prefix('/')?,
        };
        (!rest.starts_with("..")).then(|| rest.to_owned())
    }

    fn list(&self, under: &str, suffix: &str, depth: usize) -> Vec<Arc<str>> {
        let mut found: Vec<Arc<str>> = Vec::new();
        if let Some(root) = self.folder() {
            let folder = self.folder_at(root, under);
            if depth == 0 || self.is_below(under) || folder.is_ours(root, under) {
                self.walk(root, &folder, suffix, depth, &mut found);
            }
        }
        if self.is_disk() {
            found.sort();
            return found;
        }
        let known = locked(&self.files);
        found.retain(|path| known.get(path).is_none_or(Option::is_some));
        let near = |path: &str| path[under.len()..].trim_start_matches('/').matches('/').count() <= depth;
        let below = known
            .range::<str, _>((Bound::Included(under), Bound::Unbounded))
            .take_while(|(path, _)| path.starts_with(under));
        let held = below.filter(|(path, text)| {
            text.is_some() && path.ends_with(suffix) && within(path, under) && near(path)
        });
        found.extend(held.map(|(path, _)| path.clone()));
        drop(known);
        found.sort();
        found.dedup();
        found
    }

    fn walk(&self, root: &Path, folder: &Folder, suffix: &str, depth: usize, found: &mut Vec<Arc<str>>) {
        found.extend(folder.files.iter().filter(|path| path.ends_with(suffix)).cloned());
        for path in folder.folders.iter().filter(|_| depth > 0) {
            let folder = self.folder_at(root, path);
            if !folder.is_environment {
                self.walk(root, &folder, suffix, depth - 1, found);
            }
        }
    }

    /// What stands in the folder at `path` on disk, which is asked once.
    fn folder_at(&self, root: &Path, path: &str) -> Arc<Folder> {
        if let Some(known) = locked(&self.folders).get(path) {
            return known.clone();
        }
        let folder = if self.is_absent(root, path) || self.listed(path) == Some(Kind::File) {
            Arc::default()
        } else {
            Arc::new(list(&on_disk(root, path), path))
        };
        locked(&self.folders).insert(path.to_owned(), folder.clone());
        folder
    }

    /// The same tree with `path` holding `text`, or without it.
    #[must_use]
    pub fn with(self, path: &str, text: Option<&str>) -> Self {
        locked(&self.files).insert(path.into(), text.map(|text| Ok(text.into())));
        Self {
            changed: true,
            ..self
        }
    }

    /// The same tree with the texts at `paths` alone, for whom the disk is no longer asked.
    #[must_use]
    pub fn keep(self, paths: &BTreeSet<&str>) -> Self {
        locked(&self.files).retain(|path, _| paths.contains(path.as_ref()));
        Self {
            root: self.root,
            top: self.top,
            above: self.above,
            closed: true,
            files: self.files,
            ..Self::default()
        }
    }

    /// The texts that have been read, sorted by path.
    pub fn read_so_far(&self) -> Vec<(Arc<str>, Arc<str>)> {
        let known = locked(&self.files);
        let texts = known.iter().filter_map(|(path, text)| {
            let text = text.as_ref()?.as_ref().ok()?;
            Some((path.clone(), text.clone()))
        });
        texts.collect()
    }

    /// Whether the disk alone shows what is there.
    fn is_disk(&self) -> bool {
        self.folder().is_some() && !self.changed
    }

    /// The folder on disk, as long as it is asked.
    fn folder(&self) -> Option<&Path> {
        self.root.as_deref().filter(|_| !self.closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_file_is_gone_and_others_stay() {
        let tree = Tree::memory([("a.rs", "1"), ("d/b.rs", "2")]).with("a.rs", None);
        assert!(tree.read("a.rs").is_none() && !tree.exists("a.rs"));
        assert_eq!(tree.files("", ".rs"), ["d/b.rs".into()]);
        let disk = Tree::disk(Path::new(env!("CARGO_MANIFEST_DIR")));
        assert!(disk.exists("src/tree.rs"));
        let disk = disk.with("src/tree.rs", None);
        assert!(!disk.exists("src/tree.rs") && !disk.files("src", ".rs").contains(&"src/tree.rs".into()));
    }
}
