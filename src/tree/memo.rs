//! What has been parsed, each text once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::syntax::SyntaxError;
use crate::syntax::gitignore::Gitignore;
use crate::syntax::python::Module;
use crate::syntax::toml::Toml;

/// What is shared, for one thread at a time; a panic of another changes nothing.
pub(super) fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a file is parsed to, or why it is not valid.
pub type Parsed<T> = Result<T, SyntaxError>;

/// Texts of this many bytes together are kept as they were parsed; others are parsed again, or a tree of thousands of
/// sources would need many times its own size.
pub(super) const MAX_KEPT: usize = 1 << 20;

/// The files that have been parsed.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub toml: Memo<Toml>,
    pub python: Memo<Arc<Module>>,
    pub gitignore: Memo<Arc<Gitignore>>,
}

/// The texts of one language.
#[derive(Debug)]
pub(super) struct Memo<T>(Mutex<Kept<T>>);

#[derive(Debug)]
struct Kept<T> {
    /// By path, each with the text that it comes from.
    documents: BTreeMap<Arc<str>, (Arc<str>, Parsed<T>)>,
    bytes: usize,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(Mutex::new(Kept {
            documents: BTreeMap::new(),
            bytes: 0,
        }))
    }
}

impl<T: Clone> Memo<T> {
    /// What `text`, the text of the file at `path`, is parsed to.
    pub fn get(&self, path: &str, text: &Arc<str>, parse: impl FnOnce(&Arc<str>) -> Parsed<T>) -> Parsed<T> {
        if let Some((known, parsed)) = locked(&self.0).documents.get(path)
            && Arc::ptr_eq(known, text)
        {
            return parsed.clone();
        }
        let path = Arc::from(path);
        let parsed = parse(&path);
        let mut kept = locked(&self.0);
        if kept.bytes + text.len() <= MAX_KEPT {
            kept.bytes += text.len();
            let before = kept.documents.insert(path, (text.clone(), parsed.clone()));
            kept.bytes -= before.map_or(0, |(before, _)| before.len());
        }
        parsed
    }
}
