//! The stub makes a Python enum of a class that is none.
//!
//! ## Why
//!
//! PyO3 makes a [plain class](https://pyo3.rs/latest/class.html#pyclass-enums) of a Rust enum, with a value of the class
//! for each variant. With `Enum` in the stub, type checkers accept `list(Level)`, `Level["Low"]`, `Level(0)` and
//! `Level.Low.name`; all of them fail.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! use pyo3::prelude::*;
//!
//! #[pyclass(eq, eq_int)]
//! #[derive(PartialEq)]
//! enum Level {
//!     Low,
//!     High,
//! }
//!
//! #[pymodule]
//! mod _core {
//!     #[pymodule_export]
//!     use super::Level;
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! from enum import Enum
//!
//! class Level(Enum):
//!     Low = 0
//!     High = 1
//! ```
//!
//! ```console
//! demo/_core.pyi:3:7: warning[stub/enum-base] `Level` is an `Enum` in the stub, but a plain class in Python: `list(Level)` raises `TypeError`
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```rust src/lib.rs
//! use pyo3::prelude::*;
//!
//! #[pyclass(eq, eq_int)]
//! #[derive(PartialEq)]
//! enum Level {
//!     Low,
//!     High,
//! }
//!
//! #[pymodule]
//! mod _core {
//!     #[pymodule_export]
//!     use super::Level;
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! from typing import ClassVar, final
//!
//! @final
//! class Level:
//!     Low: ClassVar[Level]
//!     High: ClassVar[Level]
//!     def __int__(self) -> int: ...
//! ```
//!
//! ## When not to follow
//!
//! If type checkers should see that a `match` handles all values, and your users know that nothing else of an enum works.
//! The finding is an info if the class in Rust imitates one, with its own `name` and `value`, or if pyo3-stub-gen made the
//! stub.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{ClassExports, Exported};
use crate::project::api::stub::enum_base;
use crate::standards::horizon::Table;
use crate::syntax::python::Promised;
use crate::text::edit::Applicability;

/// What type checkers accept fails.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Declare it as a class without `Enum`, with its variants as class variables";

/// What makes stubs of Rust sources, and says so in them.
const MAKER: &str = "pyo3_stub_gen";

/// One finding for the classes of each stub.
pub fn check(project: &Project) -> Vec<Finding> {
    let made: BTreeSet<_> = project
        .stubs
        .iter()
        .filter(|stub| {
            project
                .tree
                .text(&stub.path)
                .is_some_and(|text| text.contains(MAKER))
        })
        .map(|stub| &stub.path)
        .collect();
    let pairs = project.pairs();
    let enums = pairs
        .iter()
        .filter_map(|pair| match (&pair.export.what, &pair.promise.what) {
            (Exported::Class(own), Promised::Class(class)) if pair.export.sure && own.base.is_none() => {
                let is_mild = imitates(own) || made.contains(&pair.stub.path);
                Some((pair, enum_base(class)?, is_mild))
            }
            _ => None,
        });
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (pair, base, is_mild) in enums {
        found
            .entry((&pair.stub.path, is_mild))
            .or_default()
            .push((pair, base));
    }
    let findings = found.into_iter().filter_map(|((_, is_mild), enums)| {
        let ((pair, base), more) = enums.split_first()?;
        let name = &pair.name;
        let message = match more.len() {
            0 => format!("`{name}` is {} `{base}` in the stub, but a plain class in Python: `list({name})` raises `TypeError`", article(base)),
            more => format!("`{name}` and {more} more are enums in the stub, but plain classes in Python: `list({name})` raises `TypeError`"),
        };
        let finding = Finding::new(pair.stub.place(pair.promise), message)
            .related(pair.export.place.clone(), "the class in Rust");
        let finding = more.iter().fold(finding, |finding, (pair, base)| {
            finding.related(pair.stub.place(pair.promise), format!("`{}` is {} `{base}`", pair.name, article(base)))
        });
        Some(finding.mild_if(is_mild))
    });
    findings.collect()
}

fn article(base: &str) -> &str {
    if base.starts_with(['E', 'I']) { "an" } else { "a" }
}

/// Whether a class has what the values of an enum have.
fn imitates(class: &ClassExports) -> bool {
    let has = |name: &str| class.members.iter().any(|member| member.name == name);
    has("name") && has("value")
}
