//! The Python sources that an import leads to, and where each of them leads.

use std::sync::Arc;

use crate::standards::names::is_identifier;
use crate::syntax::python::Module;
use crate::text::place::Span;
use crate::tree::Tree;

/// A Python source that goes into the wheel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it stands in the project.
    pub path: Arc<str>,
    /// The name by which it is imported.
    pub module: String,
    /// Whether it is the `__init__.py` of a package.
    pub is_package: bool,
}

/// An import at the top of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The module, by its whole name.
    pub module: String,
    /// The names that are taken from it, and where each stands.
    pub names: Vec<(String, Span)>,
    /// Where the module is written; in `from . import name`, the first name.
    pub span: Span,
    /// Where that begins.
    pub at: usize,
    /// Whether it is written with dots before it.
    pub is_relative: bool,
}

impl Source {
    /// The source that stands at `path`, and at `target` in the wheel; `None` if no import leads to it.
    pub fn of(target: &str, path: &Arc<str>) -> Option<Self> {
        let stem = target.strip_suffix(".py")?;
        let package = stem.strip_suffix("/__init__");
        let module = package.unwrap_or(stem);
        module.split('/').all(is_identifier).then(|| Self {
            path: path.clone(),
            module: module.replace('/', "."),
            is_package: package.is_some(),
        })
    }

    /// The module that a relative import with so many dots begins at.
    fn base(&self, level: usize) -> Option<&str> {
        let up = level.checked_sub(usize::from(self.is_package))?;
        let mut base = self.module.as_str();
        for _ in 0..up {
            base = base.rsplit_once('.')?.0;
        }
        Some(base)
    }

    /// What it imports at the top, in its order.
    pub fn taken(&self, module: &Module) -> Vec<Taken> {
        let whole = module.absolute_imports().into_iter().map(|(name, span)| Taken {
            module: name,
            names: Vec::new(),
            at: span.start,
            span,
            is_relative: false,
        });
        let parts = module.imports().into_iter().filter_map(|import| {
            let base = match import.level {
                0 => "",
                level => self.base(level)?,
            };
            let parts = [base, &import.module].into_iter().filter(|part| !part.is_empty());
            let (_, first) = import.names.first()?;
            Some(Taken {
                module: parts.collect::<Vec<_>>().join("."),
                at: import.span.unwrap_or(*first).start,
                span: import.span.unwrap_or(*first),
                names: import.names,
                is_relative: import.level > 0,
            })
        });
        let mut taken: Vec<Taken> = whole.chain(parts).collect();
        taken.sort_by_key(|taken| taken.at);
        taken
    }

    /// The modules that it imports at the top, and the names that it takes from them, which may be modules.
    pub fn imports(&self, tree: &Tree) -> Vec<String> {
        let Some(parsed) = tree.python(&self.path) else {
            return Vec::new();
        };
        let taken = self.taken(&parsed).into_iter();
        let modules = taken.flat_map(|taken| {
            let inner = taken
                .names
                .iter()
                .map(|(name, _)| format!("{}.{name}", taken.module));
            inner.chain([taken.module.clone()]).collect::<Vec<_>>()
        });
        modules.collect()
    }
}
