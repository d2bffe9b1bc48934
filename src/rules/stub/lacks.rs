//! The Rust code exports something that the stub does not declare.
//!
//! ## Why
//!
//! A type checker, an editor and the documentation know of an extension module only what its
//! [stub](https://typing.python.org/en/latest/spec/distributing.html#stub-files) declares. What the stub lacks does not
//! exist for them, and its use is an error.
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
//!
//!     #[pyo3::pyfunction]
//!     #[pyo3(signature = (text, /, width = 80))]
//!     fn wrap(text: &str, width: usize) -> String {
//!         text.chars().take(width).collect()
//!     }
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! def add(left: int, right: int) -> int: ...
//! ```
//!
//! ```console
//! src/lib.rs:10:8: warning[stub/lacks] `wrap` is exported, but `demo/_core.pyi` does not declare it
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
//!
//!     #[pyo3::pyfunction]
//!     #[pyo3(signature = (text, /, width = 80))]
//!     fn wrap(text: &str, width: usize) -> String {
//!         text.chars().take(width).collect()
//!     }
//! }
//! ```
//!
//! ```python demo/_core.pyi
//! def add(left: int, right: int) -> int: ...
//! def wrap(text: str, /, width: int = 80) -> str: ...
//! ```
//!
//! ## Fix safety
//!
//! The fix adds the name, its parameters and the types that are simple in Rust (numbers, strings, `bool`, and an
//! `Option` of them). Parameters with other types stay without a type, for you to fill in.
//!
//! ## When not to follow
//!
//! If something is exported only for your own tests: begin its name with `_`. The rule ignores names with `_`, special
//! methods, modules without their own stub, and stubs with `__getattr__` or `import *`. If a package passes everything
//! on with `import *`, its stub counts as the stub of the extension module. The finding is an info if a comment in the
//! stub names what is missing, if the module is in a Python package whose sources do not name it, if the class begins
//! with `_`, or if it is the function that a script of the wheel runs.

use crate::questions::stub_text;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{Export, Exported, Exports};
use crate::project::api::stub::Stub;
use crate::syntax::python::{Class, Promise, Promised};
use crate::syntax::toml::Node;

/// Type checkers refuse what works.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::PyO3];
/// What to do where no fix is offered.
pub const HELP: &str = "Declare it in the stub";

/// One finding for each name of the module, and for each class that lacks members.
pub fn check(project: &Project) -> Vec<Finding> {
    let compared = project
        .typed()
        .map(|(exports, stub)| compare(project, exports, stub));
    compared.flatten().collect()
}

fn compare(project: &Project, exports: &Exports, stub: &Stub) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for export in exports.all.iter().filter(|export| seen.insert(&export.name)) {
        let mut promised = stub.promises.named(&export.name);
        match (promised.next(), promised.next()) {
            (None, _) if !stub.promises.open && is_public(export) => {
                let message = format!(
                    "`{}` is exported, but `{}` does not declare it",
                    export.name, stub.path
                );
                let fix = stub_text::addition(project, stub, None, &[export]);
                let finding = Finding::new(export.place.clone(), message).fix(fix);
                let is_met = project.passes_on(stub, &export.name)
                    && !project.has_comment_on(stub, &export.name)
                    && !is_program(project, &export.name);
                findings.push(finding.mild_if(!is_met));
            }
            (Some(promise), None) => {
                if let (Promised::Class(class), Exported::Class(own)) = (&promise.what, &export.what)
                    && exports.named(&export.name).count() == 1
                {
                    let members = missing(&own.members, class, stub);
                    findings.extend(lacking(project, stub, promise, &members));
                }
            }
            _ => {}
        }
    }
    findings
}

/// One finding for all members that a class of the stub lacks.
fn lacking(project: &Project, stub: &Stub, class: &Promise, members: &[&Export]) -> Option<Finding> {
    let (first, more) = members.split_first()?;
    let (class_name, path) = (&class.name, &stub.path);
    let message = match (&first.what, more.len()) {
        (Exported::New(Some(signature)), 0) => {
            format!(
                "`{class_name}{signature}` constructs the class, but `{path}` has no `{class_name}.__init__`"
            )
        }
        (_, 0) => format!(
            "`{class_name}.{}` is exported, but `{path}` does not declare it",
            first.name
        ),
        (_, more) => format!(
            "`{class_name}.{}` and {more} more of the class are exported, but `{path}` does not declare them",
            first.name
        ),
    };
    let finding = Finding::new(first.place.clone(), message)
        .related(stub.place(class), "the class in the stub")
        .fix(stub_text::addition(project, stub, Some(class), members));
    let finding = more.iter().fold(finding, |finding, member| {
        finding.related(member.place.clone(), format!("`{}`", member.name))
    });
    let is_met = project.passes_on(stub, class_name) && !class_name.starts_with('_');
    Some(finding.mild_if(!is_met))
}

/// Whether a script of the wheel runs a function of this name, so that it is there for the script.
fn is_program(project: &Project, name: &str) -> bool {
    let tables = ["scripts", "gui-scripts"].map(|key| project.pyproject.as_ref()?.field(key));
    let mut scripts = tables.into_iter().flatten().flat_map(Node::entries);
    scripts.any(|script| {
        let function = script.as_str().and_then(|target| target.split_once(':'));
        function.is_some_and(|(_, function)| function.trim() == name)
    })
}

fn is_public(export: &Export) -> bool {
    let is_plain = !export.name.starts_with('_') && !export.name.contains('.');
    export.sure && is_plain && !matches!(export.what, Exported::Module(_))
}

/// The members that neither the class of the stub nor one of its bases knows, if all of these stand in the stub.
fn missing<'a>(members: &'a [Export], class: &Class, stub: &Stub) -> Vec<&'a Export> {
    let Some(family) = stub.family(class) else {
        return Vec::new();
    };
    let knows = |name: &str| family.iter().any(|class| class.body.knows(name));
    if knows("__getattr__") {
        return Vec::new();
    }
    let is_constructed = knows("__init__") || knows("__new__") || !class.decorators.is_empty();
    let mut seen = BTreeSet::new();
    let members = members.iter().filter(|member| seen.insert(&member.name));
    members
        .filter(|member| match &member.what {
            Exported::New(Some(signature)) => member.sure && !is_constructed && signature.says_something(),
            Exported::New(None) => false,
            _ => is_public(member) && !knows(&member.name),
        })
        .collect()
}
