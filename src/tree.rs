//! All texts of a project, read from disk when first asked for, or held in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Larger files are not read: no manifest, workflow or source that people write comes near.
const MAX_BYTES: u64 = 8 << 20;
/// Folders below which nothing of the project's own stands.
const SKIPPED: [&str; 3] = ["node_modules", "__pycache__", "venv"];
/// The same, where they stand beside a manifest: elsewhere they are modules of that name.
const BUILT: [&str; 2] = ["target", "build"];
const MANIFESTS: [&str; 3] = ["Cargo.toml", "pyproject.toml", "setup.py"];
/// The file that makes a folder a virtual environment.
const ENVIRONMENT: &str = "pyvenv.cfg";
/// Folders that stand deeper are not looked at.
const MAX_DEPTH: usize = 24;

/// The text of one file, or why it cannot be had.
pub type Text = Result<Arc<str>, Unreadable>;

/// Why a file that exists has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is the matter, as a phrase.
    pub reason: String,
}

impl Unreadable {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}

/// The files of one project by path relative to its root, with `/`; a path may begin with `..`.
#[derive(Debug, Default)]
pub struct Tree {
    root: Option<PathBuf>,
    /// How many folders stand above the root.
    above: usize,
    /// Whether the disk is no longer asked.
    closed: bool,
    files: Mutex<BTreeMap<Arc<str>, Option<Text>>>,
    /// The folders on disk that have been listed.
    folders: Mutex<BTreeMap<String, Arc<Folder>>>,
}

/// What stands in a folder on disk.
#[derive(Debug, Default)]
struct Folder {
    /// The paths of its files.
    files: Vec<Arc<str>>,
    /// The paths of the folders in it that may hold something of the project's own.
    folders: Vec<String>,
    /// Whether it is a virtual environment.
    is_environment: bool,
}

impl Clone for Tree {
    fn clone(&self) -> Self {
        Self {
            root: self.root.clone(),
            above: self.above,
            closed: self.closed,
            files: Mutex::new(locked(&self.files).clone()),
            folders: Mutex::new(locked(&self.folders).clone()),
        }
    }
}

impl Tree {
    /// The files below and above the folder `root`.
    pub fn disk(root: &Path) -> Self {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let above = root.ancestors().count().saturating_sub(1);
        Self {
            root: Some(root),
            above,
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

    /// The text of the file at `path`; `None` if there is no such file.
    pub fn read(&self, path: &str) -> Option<Text> {
        if let Some(known) = locked(&self.files).get(path) {
            return known.clone();
        }
        let text = read(&self.folder()?.join(path));
        locked(&self.files).insert(path.into(), text.clone());
        text
    }

    /// The text of the file at `path`, if there is one that can be read.
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        self.read(path)?.ok()
    }

    /// Whether a file, readable or not, stands at `path`.
    pub fn exists(&self, path: &str) -> bool {
        match locked(&self.files).get(path) {
            Some(known) => known.is_some(),
            None => self.folder().is_some_and(|root| root.join(path).exists()),
        }
    }

    /// `path` from the topmost folder, so that two ways to one file are the same text; for a tree in memory, its root.
    pub fn from_top(&self, path: &str) -> String {
        let root = self.root.iter().flat_map(|root| root.components());
        let names = root.filter_map(|part| match part {
            std::path::Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        join(&names.collect::<Vec<_>>().join("/"), path)
    }

    /// How many `..` lead to the topmost folder.
    pub fn above(&self) -> usize {
        self.above
    }

    /// The paths of all files below the folder `under` that end in `suffix`, sorted.
    ///
    /// Hidden folders, build folders, virtual environments and symbolic links to folders are passed over.
    pub fn files(&self, under: &str, suffix: &str) -> Vec<Arc<str>> {
        self.list(under, suffix, MAX_DEPTH)
    }

    /// The paths of the files that stand in `folder` itself and end in `suffix`, sorted.
    pub fn files_in(&self, folder: &str, suffix: &str) -> Vec<Arc<str>> {
        self.list(folder, suffix, 0)
    }

    fn list(&self, under: &str, suffix: &str, depth: usize) -> Vec<Arc<str>> {
        let mut found: Vec<Arc<str>> = Vec::new();
        if let Some(root) = self.folder() {
            self.walk(root, &self.folder_at(root, under), suffix, depth, &mut found);
        }
        let known = locked(&self.files);
        found.retain(|path| known.get(path).is_none_or(Option::is_some));
        let near = |path: &str| path[under.len()..].trim_start_matches('/').matches('/').count() <= depth;
        let held = known.iter().filter(|(path, text)| {
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
        let folder = Arc::new(list(&root.join(path), path));
        locked(&self.folders).insert(path.to_owned(), folder.clone());
        folder
    }

    /// The same tree with `path` holding `text`, or without it.
    #[must_use]
    pub fn with(self, path: &str, text: Option<&str>) -> Self {
        locked(&self.files).insert(path.into(), text.map(|text| Ok(text.into())));
        self
    }

    /// The same tree with the texts at `paths` alone, for whom the disk is no longer asked.
    #[must_use]
    pub fn keep(self, paths: &BTreeSet<&str>) -> Self {
        locked(&self.files).retain(|path, _| paths.contains(path.as_ref()));
        Self { closed: true, ..self }
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

    /// The folder on disk, as long as it is asked.
    fn folder(&self) -> Option<&Path> {
        self.root.as_deref().filter(|_| !self.closed)
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The path `relative` seen from the folder `base`, without `.` and with as few `..` as can be.
pub fn join(base: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(relative.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folder that holds `path`; empty at the root.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether `path` stands below the folder `under`.
pub fn within(path: &str, under: &str) -> bool {
    under.is_empty() || path.strip_prefix(under).is_some_and(|rest| rest.starts_with('/'))
}

fn read(path: &Path) -> Option<Text> {
    let kind = match std::fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return None,
        Err(error) => return Some(Err(Unreadable::new(cause(&error)))),
    };
    Some(if kind.is_dir() {
        Err(Unreadable::new("a folder stands where a file is expected"))
    } else if !kind.is_file() {
        Err(Unreadable::new("this is no regular file")) // a FIFO would make us wait for ever
    } else if kind.len() > MAX_BYTES {
        Err(Unreadable::new(format!(
            "the file has {} MB, more than the {} MB that are read",
            kind.len() >> 20,
            MAX_BYTES >> 20
        )))
    } else {
        match std::fs::read(path) {
            Err(error) => Err(Unreadable::new(cause(&error))),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(text.into()),
                Err(error) => Err(Unreadable::new(format!(
                    "the file is not valid UTF-8 at byte {}",
                    error.utf8_error().valid_up_to()
                ))),
            },
        }
    })
}

fn cause(error: &std::io::Error) -> String {
    format!("the file cannot be read: {}", error.kind())
}

fn list(folder: &Path, path: &str) -> Folder {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let named =
        entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.file_type().ok()?)));
    let (folders, files): (Vec<_>, Vec<_>) = named.partition(|(_, kind)| kind.is_dir());
    let has = |wanted: &str| files.iter().any(|(name, _)| name == wanted);
    let builds = MANIFESTS.into_iter().any(has);
    let folders = folders.iter().filter(|(name, _)| may_be_own(name, builds));
    Folder {
        folders: folders.map(|(name, _)| join(path, name)).collect(),
        is_environment: has(ENVIRONMENT),
        files: files.iter().map(|(name, _)| join(path, name).into()).collect(),
    }
}

/// Whether a folder of this name may hold something of the project's own; `builds`: a manifest stands beside it.
fn may_be_own(name: &str, builds: bool) -> bool {
    let is_built = builds && BUILT.contains(&name);
    !name.starts_with('.') && !SKIPPED.contains(&name) && !is_built
}

/// Whether a folder may hold projects: it is not hidden, not made by a tool, and no template of one.
pub fn may_hold_projects(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_template = name.contains("{{") || name.contains("{%");
    let holds_manifest = |folder: &Path| MANIFESTS.iter().any(|name| folder.join(name).exists());
    let builds = path.parent().is_some_and(holds_manifest);
    !is_template && may_be_own(&name, builds) && !path.join(ENVIRONMENT).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_by_their_parts() {
        assert_eq!(join("crates/py", "../../Cargo.toml"), "Cargo.toml");
        assert_eq!(join("", "../Cargo.toml"), "../Cargo.toml");
        assert_eq!(join("../a", "../../b"), "../../b");
        assert_eq!(join("a", "./b\\c"), "a/b/c");
        assert!(within("a/b", "a") && !within("ab", "a") && within("x", ""));
    }

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
