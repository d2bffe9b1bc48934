//! The stub declares a function, class or method that the Rust code does not export.
//!
//! ## Why
//!
//! Type checkers accept everything that a [stub](https://typing.python.org/en/latest/spec/distributing.html#stub-files)
//! declares. If the extension module does not have it, its first use raises `ImportError` or `AttributeError`.
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
//! #[pyo3::pymodule]
//! mod _core {
//!     #[pyo3::pyfunction]
//!     fn add(left: i64, right: i64) -> i64 {
//!         left + right
//!     }
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! def add(left: int, right: int) -> int: ...
//! def subtract(left: int, right: int) -> int: ...
//! ```
//!
//! ```console
//! demo/_core.pyi:2:5: warning[stub/invents] the stub declares `subtract`, but the Rust code does not export it
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
//! #[pyo3::pymodule]
//! mod _core {
//!     #[pyo3::pyfunction]
//!     fn add(left: i64, right: i64) -> i64 {
//!         left + right
//!     }
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ## When not to follow
//!
//! If the name is only for type checkers: mark it with `@type_check_only` or begin it with `_`. The rule ignores
//! protocols, typed dictionaries, named tuples, aliases, type variables, imports, definitions in branches, and classes
//! whose instances Rust only passes on. It ignores the whole stub if a macro or a loop hides what Rust exports.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{ClassExports, Exported, Exports};
use crate::project::api::stub::Stub;
use crate::standards::horizon::Table;
use crate::syntax::python::{Class, Promise, Promised};
use crate::text::edit::Applicability;

/// What type checkers accept fails.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove it from the stub, or export it from the Rust code";

/// Bases and decorators of classes that need not exist at run time.
const TYPES_ONLY: [&str; 5] = [
    "Protocol",
    "TypedDict",
    "NamedTuple",
    "type_check_only",
    "dataclass",
];

/// One finding for each name.
pub fn check(project: &Project) -> Vec<Finding> {
    let compared = project
        .typed()
        .map(|(exports, stub)| compare(project, exports, stub));
    compared.flatten().collect()
}

fn compare(project: &Project, exports: &Exports, stub: &Stub) -> Vec<Finding> {
    let is_passed_on = |name: &str| {
        let whole = project.exports.as_ref();
        whole.is_some_and(|exports| exports.classes.contains(name))
    };
    let mut findings = Vec::new();
    for promise in stub.promises.all.iter().filter(|promise| !promise.sometimes) {
        let mut exported = exports.named(&promise.name);
        match (exported.next(), exported.next()) {
            (None, _) if exports.whole && is_promised(promise) && !is_passed_on(&promise.name) => {
                let message = format!(
                    "the stub declares `{}`, but the Rust code does not export it",
                    promise.name
                );
                findings.push(Finding::new(stub.place(promise), message));
            }
            (Some(export), None) => {
                if let (Promised::Class(class), Exported::Class(own)) = (&promise.what, &export.what)
                    && own.whole
                {
                    let found = invented(class, own, promise, stub, project);
                    findings.extend(
                        found
                            .into_iter()
                            .map(|finding| finding.related(export.place.clone(), "the class in Rust")),
                    );
                }
            }
            _ => {}
        }
    }
    findings
}

fn is_promised(promise: &Promise) -> bool {
    let is_real = match &promise.what {
        Promised::Function(_) | Promised::Property => true,
        Promised::Class(class) => {
            let mut marks = class.bases.iter().chain(&class.decorators);
            !marks.any(|mark| TYPES_ONLY.contains(&mark.as_str()))
        }
        Promised::Value | Promised::Alias | Promised::Import => false,
    };
    is_real && !promise.name.starts_with('_')
}

/// What the class of the stub promises and the class in Rust does not have.
fn invented(
    class: &Class,
    own: &ClassExports,
    promise: &Promise,
    stub: &Stub,
    project: &Project,
) -> Vec<Finding> {
    let has = |name: &str| own.members.iter().any(|member| member.name == name);
    let mut findings = Vec::new();
    for member in class.body.all.iter().filter(|member| !member.sometimes) {
        let full = format!("{}.{}", promise.name, member.name);
        let constructs = matches!(member.name.as_str(), "__init__" | "__new__");
        if constructs && !has("__new__") && !has("__init__") && !own.is_made_elsewhere {
            if let Promised::Function(function) = &member.what
                && function.signature.says_something()
            {
                let message = format!("the stub declares `{full}`, but the class in Rust has no `#[new]`");
                findings.push(Finding::new(stub.place(member), message));
            }
        } else if is_promised(member) && !has(&member.name) && !project.patches(&promise.name, &member.name) {
            let message = format!("the stub declares `{full}`, but the class in Rust has no such member");
            findings.push(Finding::new(stub.place(member), message));
        }
    }
    findings
}
