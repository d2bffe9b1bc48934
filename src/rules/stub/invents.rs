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

use std::collections::HashMap;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{ClassExports, Export, Exported, Exports};
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

/// One finding for each name, and one for the values of each class.
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
                if let (Promised::Class(class), Exported::Class(own)) = (&promise.what, &export.what) {
                    let found = invented(&promise.name, class, (own, &[]), stub, project);
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
        Promised::Function(_) | Promised::Property(_) => true,
        Promised::Class(class) => {
            let mut marks = class.bases.iter().chain(&class.decorators);
            !marks.any(|mark| TYPES_ONLY.contains(&mark.as_str()))
        }
        Promised::Value(_) | Promised::Alias | Promised::Import => false,
    };
    is_real && !promise.name.starts_with('_')
}

/// What the class of the stub promises and the class in Rust does not have, nor any of those that it is derived from.
fn invented(
    name: &str,
    class: &Class,
    (own, inherited): (&ClassExports, &[Export]),
    stub: &Stub,
    project: &Project,
) -> Vec<Finding> {
    // The first of a name counts.
    let members = own.members.iter().chain(inherited).rev();
    let members: HashMap<&str, &Export> = members.map(|member| (member.name.as_str(), member)).collect();
    let named = |name: &str| members.get(name).copied();
    let mut findings = Vec::new();
    let mut values = Vec::new();
    for member in class.body.all.iter().filter(|member| !member.sometimes) {
        let full = format!("{name}.{}", member.name);
        let is_value = match &member.what {
            Promised::Value(_) => !own.has_dict,
            Promised::Alias => own.is_enum,
            _ => false,
        };
        let constructs = matches!(member.name.as_str(), "__init__" | "__new__");
        let has = named(&member.name);
        if let (Promised::Class(class), Some(Exported::Class(variant))) =
            (&member.what, has.map(|member| &member.what))
        {
            findings.extend(invented(&full, class, (variant, &own.members), stub, project));
            continue;
        }
        if !own.whole || has.is_some() || project.patches(name, &member.name) {
            continue;
        }
        if constructs {
            let is_made = own.is_made_elsewhere || named("__new__").or(named("__init__")).is_some();
            if let Promised::Function(function) = &member.what
                && function.signature.says_something()
                && !is_made
            {
                let message = format!("the stub declares `{full}`, but the class in Rust has no `#[new]`");
                findings.push(Finding::new(stub.place(member), message));
            }
        } else if is_value && !member.name.starts_with('_') {
            values.push((full, member));
        } else if is_promised(member) {
            let message = format!("the stub declares `{full}`, but the class in Rust has no such member");
            findings.push(Finding::new(stub.place(member), message));
        }
    }
    findings.extend(unknown(&values, stub));
    findings
}

/// One finding for the values of a class that Rust does not have.
fn unknown(values: &[(String, &Promise)], stub: &Stub) -> Option<Finding> {
    let ((first, member), more) = values.split_first()?;
    let more_of_them = match more.len() {
        0 => String::new(),
        more => format!(" and {more} more of the class"),
    };
    let message =
        format!("the stub declares `{first}`{more_of_them}, but the class in Rust has no such member");
    let finding = Finding::new(stub.place(member), message);
    Some(more.iter().fold(finding, |finding, (name, member)| {
        finding.related(stub.place(member), format!("`{name}`"))
    }))
}
