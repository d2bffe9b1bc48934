//! What stands on disk: the texts of files, and what folders hold.

use std::collections::BTreeSet;
use std::fs::{File, FileType};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use std::sync::{Arc, OnceLock};

use super::paths::join;

/// Larger files are not read: no manifest, workflow or source that people write comes near.
const MAX_BYTES: u64 = 8 << 20;
/// Larger archives are not read: the index takes none of that size without being asked.
const MAX_ARCHIVE: u64 = 256 << 20;
/// Folders below which nothing of the project's own stands.
const SKIPPED: [&str; 3] = ["node_modules", "__pycache__", "venv"];
/// The same, where they stand beside a manifest: elsewhere they are modules of that name.
const BUILT: [&str; 2] = ["target", "build"];
const MANIFESTS: [&str; 3] = ["Cargo.toml", "pyproject.toml", "setup.py"];
/// The file that makes a folder a virtual environment.
const ENVIRONMENT: &str = "pyvenv.cfg";

/// The text of one file, or why it cannot be had.
pub type Text = Result<Arc<str>, Unreadable>;

/// Why a file that exists has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is the matter, as a phrase.
    pub reason: String,
    /// Whether it is right as it is: a Python source that says in its first lines that it is not UTF-8.
    pub is_declared: bool,
}

impl Unreadable {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            is_declared: false,
        }
    }

    fn not_utf8(path: &Path, error: &FromUtf8Error) -> Self {
        let is_source = path.extension().is_some_and(|end| end == "py" || end == "pyi");
        let at = error.utf8_error().valid_up_to();
        Self {
            is_declared: is_source && declares_encoding(error.as_bytes()),
            ..Self::new(format!("the file is not valid UTF-8 at byte {at}"))
        }
    }
}

/// Whether a Python source names another encoding than UTF-8, in its first line or, behind a comment, in its second.
///
/// The rule: <https://docs.python.org/3/reference/lexical_analysis.html#encoding-declarations>.
fn declares_encoding(source: &[u8]) -> bool {
    let comment = |line: &&[u8]| line.trim_ascii_start().first().is_none_or(|first| *first == b'#');
    let lines = source.split(|byte| *byte == b'\n').take(2).take_while(comment);
    let mut names = lines.filter_map(|line| {
        let line = std::str::from_utf8(line).ok()?;
        let (_, behind) = line.split_once("coding")?;
        let name = behind.strip_prefix([':', '='])?.trim_start();
        let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_.".contains(letter));
        Some(name[..end.unwrap_or(name.len())].to_lowercase().replace('_', "-"))
    });
    names.next().is_some_and(|name| {
        !name.is_empty() && !name.starts_with("utf-8") && name != "utf8" && name != "ascii"
    })
}

/// What something in a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A file, or a symbolic link to one.
    File,
    /// A folder.
    Folder,
    /// A symbolic link to a folder.
    Link,
}

/// What stands in a folder on disk.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The names of all that it holds, in small letters as some disks compare them; `None` where it cannot be listed.
    pub names: Option<BTreeSet<String>>,
    /// All that it holds, sorted by name; `None` where it cannot be listed.
    pub all: Option<Vec<(Arc<str>, Kind)>>,
    /// The paths of its files.
    pub files: Vec<Arc<str>>,
    /// The paths of the folders in it that may hold something of the project's own.
    pub folders: Vec<String>,
    /// Whether it is a virtual environment.
    pub is_environment: bool,
    /// Whether all that is below it may be listed, once that has been asked.
    ours: OnceLock<bool>,
}

impl Folder {
    /// Whether it has been listed and holds nothing of this name, in whatever case.
    pub fn lacks(&self, name: &str) -> bool {
        let has = |names: &BTreeSet<String>| match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => names.contains(&name.to_ascii_lowercase()),
            false => names.contains(name),
        };
        self.names.as_ref().is_some_and(|names| !has(names))
    }

    /// Whether all that is below it may be listed, or nothing is; it is at `path` in the tree.
    pub fn is_ours(&self, root: &Path, path: &str) -> bool {
        let is_empty = self.files.is_empty() && self.folders.is_empty();
        is_empty || *self.ours.get_or_init(|| is_ours(root, &on_disk(root, path)))
    }
}

/// Where `path` stands on disk, without a way down and up again: the folders of that way need not be there.
pub(super) fn on_disk(root: &Path, path: &str) -> PathBuf {
    let (mut folder, mut rest) = (root, path);
    while (rest == ".." || rest.starts_with("../"))
        && let Some(above) = folder.parent()
    {
        (folder, rest) = (above, rest[2..].trim_start_matches('/'));
    }
    folder.join(rest)
}

/// The text of the file at `path`; `None` if there is no such file.
pub fn read(path: &Path) -> Option<Text> {
    let kind = match std::fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return None,
        Err(error) => return Some(Err(Unreadable::new(cause(&error)))),
    };
    Some(if kind.is_dir() {
        Err(Unreadable::new("this is a folder, not a file"))
    } else if !kind.is_file() {
        Err(Unreadable::new("this is not a regular file")) // a FIFO would make us wait for ever
    } else if kind.len() > MAX_BYTES {
        Err(Unreadable::new(format!(
            "the file has {} MB, and the limit is {} MB",
            kind.len() >> 20,
            MAX_BYTES >> 20
        )))
    } else {
        match bytes(path, kind.len()) {
            Err(error) => Err(Unreadable::new(cause(&error))),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(text.into()),
                Err(error) => Err(Unreadable::not_utf8(path, &error)),
            },
        }
    })
}

/// The bytes of a file that has about as many.
fn bytes(path: &Path, length: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of the file at `path`, if it can be read and is not too large.
pub(super) fn bytes_of(path: &Path) -> Option<Vec<u8>> {
    let length = std::fs::metadata(path)
        .ok()
        .filter(std::fs::Metadata::is_file)?
        .len();
    bytes(path, length).ok().filter(|_| length <= MAX_BYTES)
}

/// All bytes of a file that may be as large as what is published.
///
/// # Errors
///
/// Why it cannot be read, as a phrase.
pub fn whole(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let read = || {
        let kind = std::fs::metadata(path)?;
        let is_readable = kind.is_file() && kind.len() <= MAX_ARCHIVE;
        let mut bytes = Vec::new();
        if is_readable {
            bytes.reserve_exact(usize::try_from(kind.len()).unwrap_or_default());
            File::open(path)?.take(MAX_ARCHIVE).read_to_end(&mut bytes)?;
        }
        Ok((kind, is_readable.then_some(bytes)))
    };
    match read() {
        Err(error) => Err(Unreadable::new(cause(&error))),
        Ok((_, Some(bytes))) => Ok(bytes),
        Ok((kind, None)) if kind.is_file() => Err(Unreadable::new(format!(
            "the file has {} MB, and the limit is {} MB",
            kind.len() >> 20,
            MAX_ARCHIVE >> 20
        ))),
        Ok(_) => Err(Unreadable::new("this is not a regular file")),
    }
}

fn cause(error: &std::io::Error) -> String {
    format!("the file cannot be read: {}", error.kind())
}

/// Whether all that is below `folder` may be listed: it stands in the repository of the project in `root`, or where
/// there is none, in the folder of the topmost crate around it or beside that.
fn is_ours(root: &Path, folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else {
        return true; // there is nothing to list
    };
    let has = |name: &'static str| move |folder: &&Path| folder.join(name).exists();
    let is_below = |top: &Path| folder.starts_with(top);
    let is_beside = |top: &Path| {
        top.parent()
            .is_some_and(|around| folder != around && is_below(around))
    };
    if is_below(root) {
        return true;
    }
    match root.ancestors().find(has(".git")) {
        Some(top) => is_below(top),
        None => {
            let top = root.ancestors().filter(has("Cargo.toml")).last().unwrap_or(root);
            is_below(top) || is_beside(top)
        }
    }
}

/// What the folder holds, which is at `path` in the tree.
pub(super) fn list(folder: &Path, path: &str) -> Folder {
    let listed: std::io::Result<Vec<_>> = std::fs::read_dir(folder).and_then(Iterator::collect);
    let is_listed = match &listed {
        Ok(_) => true,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    let entries = listed.into_iter().flatten();
    let named: Vec<_> = entries
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.file_type().ok()?)))
        .collect();
    let names = named.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    let kind = |(name, kind): &(String, FileType)| match kind {
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_symlink() && folder.join(name).is_dir() => Kind::Link,
        _ => Kind::File,
    };
    let all = named
        .iter()
        .map(|entry| (Arc::from(entry.0.as_str()), kind(entry)));
    let mut all: Vec<(Arc<str>, Kind)> = all.collect();
    all.sort();
    let (folders, files): (Vec<_>, Vec<_>) = named.into_iter().partition(|(_, kind)| kind.is_dir());
    let has = |wanted: &str| files.iter().any(|(name, _)| name == wanted);
    let builds = || MANIFESTS.into_iter().any(has);
    let folders = folders.iter().filter(|(name, _)| may_be_own(name, builds));
    Folder {
        names: is_listed.then_some(names),
        all: is_listed.then_some(all),
        folders: folders.map(|(name, _)| join(path, name)).collect(),
        is_environment: has(ENVIRONMENT),
        files: files.iter().map(|(name, _)| join(path, name).into()).collect(),
        ours: OnceLock::new(),
    }
}

/// Whether a folder of this name may hold something of the project's own; `builds`: a manifest stands beside it.
fn may_be_own(name: &str, builds: impl Fn() -> bool) -> bool {
    let is_built = BUILT.contains(&name) && builds();
    !name.starts_with('.') && !SKIPPED.contains(&name) && !is_built
}

/// Whether a folder may hold projects: it is not hidden, not made by a tool, and no template of one.
pub fn may_hold_projects(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_template = name.contains("{{") || name.contains("{%");
    let holds_manifest = |folder: &Path| MANIFESTS.iter().any(|name| folder.join(name).exists());
    let builds = || path.parent().is_some_and(holds_manifest);
    !is_template && may_be_own(&name, builds) && !path.join(ENVIRONMENT).exists()
}
