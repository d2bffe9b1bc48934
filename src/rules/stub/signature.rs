//! A function has other parameters in the stub than in Rust.
//!
//! ## Why
//!
//! PyO3 takes a function's parameters from its
//! [`signature`, or from those in Rust](https://pyo3.rs/latest/function/signature.html). A call that only the stub
//! allows raises `TypeError` at run time. If the stub lacks a default value, type checkers do not let callers leave the
//! argument out.
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
//!     #[pyo3(signature = (text, /, width = 80))]
//!     fn wrap(text: &str, width: usize) -> String {
//!         text.chars().take(width).collect()
//!     }
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! def wrap(string: str, width: int) -> str: ...
//! ```
//!
//! ```console
//! demo/_core.pyi:1:5: warning[stub/signature] `wrap(string, width)` in the stub is `wrap(text, /, width=80)` in Rust
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
//!     #[pyo3(signature = (text, /, width = 80))]
//!     fn wrap(text: &str, width: usize) -> String {
//!         text.chars().take(width).collect()
//!     }
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! def wrap(text: str, /, width: int = 80) -> str: ...
//! ```
//!
//! ## Fix safety
//!
//! The fix gives the stub's parameters the names, defaults and `/` of those in Rust and keeps their types. There is a
//! fix only if both have the same number of parameters, because it matches them by position.
//!
//! ## When not to follow
//!
//! If the stub is intentionally stricter than Rust, for example if an argument has no name or no default there. Nothing
//! fails then, and the finding is an info; so it is if the name begins with `_`, or if the Python package around the
//! module does not use it. Of long signatures, the message names only what differs. The rule ignores overloads, decorated functions, `*args, **kwargs` in the stub, special
//! methods, and functions that a macro defines in Rust.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{Export, Exported};
use crate::project::api::stub::Stub;
use crate::standards::horizon::Table;
use crate::syntax::python::{Function, Promise, Promised};
use crate::syntax::signature::{Agreement, Default, Kind, Parameter, Signature};
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};

/// What type checkers accept fails, or the other way round.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the parameters in the stub as they are in Rust";

/// Where both signatures together are longer, only what differs is said.
const READABLE: usize = 160;

/// One finding for each function.
pub fn check(project: &Project) -> Vec<Finding> {
    let pairs = project.pairs().into_iter();
    let found = pairs.filter_map(|pair| match &pair.promise.what {
        Promised::Function(function) => {
            let is_new = matches!(pair.export.what, Exported::New(_));
            let is_compared = is_new || !pair.promise.name.starts_with("__");
            let finding =
                is_compared.then(|| call(&pair.name, pair.export, pair.promise, function, pair.stub));
            finding.flatten().map(|finding| finding.mild_if(!pair.is_met))
        }
        _ => None,
    });
    found.collect()
}

fn call(name: &str, export: &Export, promise: &Promise, function: &Function, stub: &Stub) -> Option<Finding> {
    if matches!(export.what, Exported::Property(..)) && export.sure {
        let message = format!("`{name}` is a method in the stub, but a property in Rust");
        return Some(
            Finding::new(stub.place(promise), message).related(export.place.clone(), "the property in Rust"),
        );
    }
    let (Exported::Function(own) | Exported::ClassMethod(own) | Exported::Static(own) | Exported::New(own)) =
        &export.what
    else {
        return None;
    };
    let own = own.as_ref().filter(|_| !function.is_changed)?;
    let promised = &function.signature;
    let agreement = own.agrees(promised);
    let mut message = format!("`{name}{promised}` in the stub is `{name}{own}` in Rust");
    let differences = own.differences(promised);
    let worst = differences.iter().find(|one| one.agreement == agreement);
    if let (Some(worst), true) = (worst, message.len() > READABLE) {
        let more = match differences.len() - 1 {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        message = format!("`{name}` has other parameters in the stub than in Rust: {worst}{more}");
    }
    let finding = Finding::new(stub.place(promise), message)
        .related(export.place.clone(), "the function in Rust")
        .fix(repair(own, promised, stub));
    match agreement {
        Agreement::Same => None,
        Agreement::Stricter => Some(finding.fix(None).mild()),
        Agreement::Contradiction => Some(finding),
    }
}

/// Gives the parameters of the stub the names and defaults of those in Rust, where the two lists have the same shape.
fn repair(own: &Signature, promised: &Signature, stub: &Stub) -> Option<Fix> {
    let (own, promised) = (&own.parameters, &promised.parameters);
    let same = |kind: Kind| match kind {
        Kind::Positional => Kind::Either,
        kind => kind,
    };
    let mut pairs = own.iter().zip(promised);
    let is_positional = |parameters: &[Parameter]| {
        parameters
            .iter()
            .filter(|one| one.kind == Kind::Positional)
            .count()
    };
    let (slash, known_slash) = (is_positional(own), is_positional(promised));
    let has_shape =
        own.len() == promised.len() && pairs.all(|(own, promised)| same(own.kind) == same(promised.kind));
    let is_legacy = promised.iter().any(|one| one.name.starts_with("__"));
    if !has_shape || is_legacy || (known_slash != slash && known_slash != 0) {
        return None;
    }
    let mut edits = Vec::new();
    let mut replace =
        |range: std::ops::Range<usize>, text: String| edits.push(Edit::replace(&stub.path, range, text));
    for (index, (own, promised)) in own.iter().zip(promised).enumerate() {
        let start = promised.span.start;
        if own.name != promised.name {
            replace(start..start + promised.name.len(), own.name.clone());
        }
        let is_typed = promised.span.end > start + promised.name.len();
        let default = match &own.default {
            None => String::new(),
            Some(Default::Literal(text)) if is_typed => format!(" = {text}"),
            Some(Default::Literal(text)) => format!("={text}"),
            Some(Default::Unknown) if is_typed => " = ...".to_owned(),
            Some(Default::Unknown) => "=...".to_owned(),
        };
        let ends = promised.default_span.map_or(promised.span.end, |span| span.end);
        let is_same = match (&own.default, &promised.default) {
            (Some(Default::Literal(own)), Some(Default::Literal(promised))) => own == promised,
            (own, promised) => own.is_some() == promised.is_some(),
        };
        let comma = if index + 1 == slash && known_slash == 0 {
            ", /"
        } else {
            ""
        };
        if !is_same {
            replace(promised.span.end..ends, format!("{default}{comma}"));
        } else if !comma.is_empty() {
            replace(ends..ends, comma.to_owned());
        }
    }
    let title = "Write the parameters as they are in Rust";
    (!edits.is_empty()).then(|| Fix::risky(title, edits))
}
