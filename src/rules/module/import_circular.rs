//! A module takes a name from the package while the package, which imports the module, does not have it yet.
//!
//! ## Why
//!
//! The package is still being imported. Python
//! [says](https://docs.python.org/3/faq/programming.html#what-are-the-best-practices-for-using-import-in-a-module) "cannot import
//! name … from partially initialized module", to everyone who imports the package.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! version = "0.1.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from .tools import double
//! from ._core import add
//! ```
//!
//! ```python demo/tools.py
//! from demo import add
//!
//!
//! def double(number: int) -> int:
//!     return add(number, number)
//! ```
//!
//! ```console
//! demo/tools.py:1:18: error[module/import-circular] `demo` has no `add` yet: it imports this module before it has the name
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! version = "0.1.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from .tools import double
//! from ._core import add
//! ```
//!
//! ```python demo/tools.py
//! from demo._core import add
//!
//!
//! def double(number: int) -> int:
//!     return add(number, number)
//! ```
//!
//! ## When not to follow
//!
//! Never. The rule follows the imports at the top of the modules in their order; it is silent if something before the
//! import, such as a branch or `import *`, may give the package the name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::importable::{Source, Taken};
use crate::questions::bound::makes_names;
use crate::standards::horizon::Table;
use crate::syntax::python::Module;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// The import of the package fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Import the name from the module that defines it, or move the import below what it needs";

/// Deeper than this no package imports.
const MAX_DEPTH: usize = 64;

/// One finding for each name.
pub fn check(project: &Project) -> Vec<Finding> {
    let sources = project.imported().iter();
    let read = sources.filter_map(|source| {
        let text = project.tree.text(&source.path)?;
        let module = project.tree.python(&source.path)?;
        let taken = source.taken(&module);
        let read = Read {
            source,
            text,
            module,
            taken,
        };
        Some((source.module.as_str(), read))
    });
    let mut imports = Imports {
        read: read.collect(),
        begun: BTreeSet::new(),
        running: Vec::new(),
        findings: Vec::new(),
    };
    let tops: Vec<&str> = imports
        .read
        .keys()
        .copied()
        .filter(|name| !name.contains('.'))
        .collect();
    for top in tops {
        imports.begin(top);
    }
    imports.findings
}

struct Read<'a> {
    source: &'a Source,
    text: Arc<str>,
    module: Arc<Module>,
    taken: Vec<Taken>,
}

/// An import of the package, followed from module to module.
struct Imports<'a> {
    read: BTreeMap<&'a str, Read<'a>>,
    begun: BTreeSet<&'a str>,
    /// The modules that are being imported, and how far each of them has run.
    running: Vec<(&'a str, usize)>,
    findings: Vec<Finding>,
}

impl<'a> Imports<'a> {
    /// Imports a module, and the packages around it before.
    fn begin(&mut self, name: &str) {
        for end in name.match_indices('.').map(|(at, _)| at).chain([name.len()]) {
            let Some((&module, _)) = self.read.get_key_value(&name[..end]) else {
                continue;
            };
            if self.running.len() < MAX_DEPTH && self.begun.insert(module) {
                self.run(module);
            }
        }
    }

    fn run(&mut self, module: &'a str) {
        self.running.push((module, 0));
        for taken in self.read[module].taken.clone() {
            let Some(last) = self.running.last_mut() else {
                break;
            };
            last.1 = taken.at;
            self.begin(&taken.module);
            for (name, span) in &taken.names {
                let inner = format!("{}.{name}", taken.module);
                if self.read.contains_key(inner.as_str()) {
                    self.begin(&inner);
                } else if self.comes_too_late(module, &taken.module, name) {
                    let message = format!(
                        "`{}` has no `{name}` yet: it imports this module before it has the name",
                        taken.module
                    );
                    let place = Place::at(&self.read[module].source.path, *span);
                    self.findings.push(Finding::new(place, message));
                }
            }
        }
        self.running.pop();
    }

    /// Whether `package`, which is being imported, surely gets the name only later.
    fn comes_too_late(&self, module: &str, package: &str, name: &str) -> bool {
        let mut running = self.running.iter();
        let Some((_, at)) = running.find(|(running, _)| *running == package && *running != module) else {
            return false;
        };
        let Some(read) = self.read.get(package) else {
            return false;
        };
        let is_plain = !name.starts_with("__") && name != "*";
        is_plain
            && read.module.bindings(name) > 0
            && !read.module.may_bind_before(name, *at)
            && !read.module.may_bind_before("*", *at)
            && !makes_names(&read.text)
    }
}
