//! The stub promises another type than the Rust code gives.
//!
//! ## Why
//!
//! PyO3 [fixes the Python type](https://pyo3.rs/latest/conversions/tables.html) that a function or a property gives by
//! its type in Rust. Type checkers believe the stub: they accept what fails when it runs, for example where `None` comes
//! unexpectedly, and refuse what works.
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
//!     fn find(text: &str, part: &str) -> Option<usize> {
//!         text.find(part)
//!     }
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! def find(text: str, part: str) -> int: ...
//! ```
//!
//! ```console
//! demo/_core.pyi:1:35: warning[stub/returns] `find` gives `int` in the stub, but `int | None` in Rust
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
//!     fn find(text: &str, part: &str) -> Option<usize> {
//!         text.find(part)
//!     }
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! def find(text: str, part: str) -> int | None: ...
//! ```
//!
//! ## Fix safety
//!
//! The fix writes the type that Rust gives. Perhaps it is the Rust code that should be corrected.
//!
//! ## When not to follow
//!
//! If something in Python changes what Rust gives. The rule compares the types that are plain in Rust: `bool`, numbers,
//! strings, bytes, `()`, tuples, `Option`, `Vec`, arrays, maps, sets, PyO3's own types, and the module's classes. It is
//! silent where the stub is wider (`object`, `float` for an `int`, a union that contains the type) or says something that
//! it cannot judge (`Any`, protocols, aliases, type variables), and about special methods, overloads and decorated
//! functions. It is an info if the name begins with `_`, or if the Python package around the module does not use it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{Exported, Exports};
use crate::project::api::stub::Stub;
use crate::questions::stub_lines::imports;
use crate::questions::typed::Pair;
use crate::standards::horizon::Table;
use crate::syntax::hint::Hint;
use crate::syntax::python::{Promised, Typed};
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};
use crate::text::place::Place;

/// What type checkers accept fails, or the other way round.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the type that Python gets";

/// One finding for each function and value.
pub fn check(project: &Project) -> Vec<Finding> {
    let pairs = project.pairs().into_iter();
    pairs.filter_map(|pair| compare(&pair)).collect()
}

fn compare(pair: &Pair<'_>) -> Option<Finding> {
    let (own, promised) = match (&pair.export.what, &pair.promise.what) {
        (
            Exported::Function(Some(own)) | Exported::ClassMethod(Some(own)) | Exported::Static(Some(own)),
            Promised::Function(function),
        ) if !function.is_changed && !pair.promise.name.starts_with("__") => {
            let promised = Typed {
                hint: function.signature.returns.clone(),
                span: function.signature.returns_span,
            };
            (&own.returns, promised)
        }
        (Exported::Property(own, _), Promised::Property(promised) | Promised::Value(promised))
        | (Exported::Value(own), Promised::Value(promised)) => (own, promised.clone()),
        _ => return None,
    };
    let span = promised.span?;
    let known = known(&promised.hint, pair);
    let is_own = |name: &str| is_own(name, pair.exports, pair.stub);
    if !own.breaks(&known, &is_own) {
        return None;
    }
    let message = format!("`{}` gives `{known}` in the stub, but `{own}` in Rust", pair.name);
    let text = own.to_string();
    let needs_nothing = imports(std::slice::from_ref(&text)).is_empty();
    let fix = needs_nothing.then(|| {
        let edit = Edit::replace(&pair.stub.path, span, text);
        Fix::risky(format!("Write `{own}`"), vec![edit])
    });
    let finding = Finding::new(Place::at(&pair.stub.path, span), message)
        .related(pair.export.place.clone(), "what gives it in Rust")
        .fix(fix);
    Some(finding.mild_if(!pair.is_met))
}

/// A type of the stub; names that mean something there that is not known are not.
fn known(promised: &Hint, pair: &Pair<'_>) -> Hint {
    let part = |part: Hint| match part {
        Hint::Class(name, _) if name == "Self" => pair.owner.map(Hint::class).unwrap_or_default(),
        Hint::Class(name, inner) => {
            let mut definitions = pair.stub.promises.named(&name);
            let is_imported = definitions.all(|one| one.what == Promised::Import);
            match name.as_str() {
                "List" | "Dict" | "Tuple" if is_imported => Hint::Class(name.to_lowercase(), inner),
                name if !pair.stub.promises.knows(name) || is_class(name, pair.exports, pair.stub) => {
                    Hint::Class(name.to_owned(), inner)
                }
                _ => Hint::Any,
            }
        }
        part => part,
    };
    promised.clone().map(&part)
}

/// Whether a name is that of a class of the module, on both sides.
fn is_class(name: &str, exports: &Exports, stub: &Stub) -> bool {
    let mut own = exports.named(name);
    let mut promised = stub.promises.named(name);
    let is_one = matches!(own.next().map(|export| &export.what), Some(Exported::Class(_)))
        && matches!(
            promised.next().map(|promise| &promise.what),
            Some(Promised::Class(_))
        );
    is_one && own.next().is_none() && promised.next().is_none()
}

/// The same, if it is derived from no other class.
fn is_own(name: &str, exports: &Exports, stub: &Stub) -> bool {
    let is_base = exports.named(name).any(|export| match &export.what {
        Exported::Class(class) => class.base.is_none(),
        _ => false,
    });
    is_base && is_class(name, exports, stub)
}
