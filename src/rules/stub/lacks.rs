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
//! The fix adds what is missing with its types, and what those need: imports, and the name in `__all__`. Where PyO3 does
//! not fix the Python type, it writes `Any`, for you to complete; it says in how many lines.
//!
//! ## When not to follow
//!
//! If something is exported only for your own tests: begin its name with `_`. The rule ignores names with `_`, special
//! methods, and stubs with `__getattr__` or `import *`. If a package passes everything on with `import *`, its stub
//! counts as the stub of the extension module; if it passes on some names, those count. The finding is an info if a
//! comment in the stub names what is missing, if the module is in a Python package whose sources do not name it and the
//! stub lacks many names, if the class begins with `_`, or if it is the function that a script of the wheel runs.

use crate::questions::stub_text;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::exports::{Export, Exported, Exports};
use crate::project::api::stub::{Stub, enum_base};
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

/// So many names may be forgotten in a stub that declares even fewer.
const FEW: usize = 2;

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
    let is_passed_on = |export: &&Export| {
        stub.passed_on
            .as_ref()
            .is_none_or(|names| names.contains(&export.name))
    };
    let exported: Vec<&Export> = exports
        .all
        .iter()
        .filter(is_passed_on)
        .filter(|export| seen.insert(&export.name))
        .collect();
    let is_complete = is_complete(&exported, stub);
    let commented = project.commented(stub);
    for export in &exported {
        let mut promised = stub.promises.named(&export.name);
        match (promised.next(), promised.next()) {
            (None, _) if !stub.promises.open && (is_public(export) || is_untyped_module(project, export)) => {
                let message = format!(
                    "`{}` is exported, but `{}` does not declare it",
                    export.name, stub.path
                );
                let fix = stub_text::addition(project, stub, None, &[export]);
                let finding = Finding::new(export.place.clone(), message).fix(fix);
                let is_met = (project.passes_on(stub, &export.name) || is_complete && is_called(export))
                    && !commented.contains(&export.name)
                    && !is_program(project, &export.name)
                    && !is_deprecated(project, export);
                findings.push(finding.mild_if(!is_met));
            }
            (Some(promise), None) if exports.named(&export.name).count() == 1 => {
                let is_met = project.passes_on(stub, &export.name) && !export.name.starts_with('_');
                let found = lacking(project, stub, &export.name, (export, promise));
                findings.extend(found.into_iter().map(|finding| finding.mild_if(!is_met)));
            }
            _ => {}
        }
    }
    findings
}

/// Whether Python code calls this by its name: a function, or a class that it can construct.
fn is_called(export: &Export) -> bool {
    match &export.what {
        Exported::Function(_) => true,
        Exported::Class(class) => class.members.iter().any(|member| member.name == "__new__"),
        _ => false,
    }
}

/// Whether a stub declares all but a few of the names that a module has, so that those were forgotten.
fn is_complete(exports: &[&Export], stub: &Stub) -> bool {
    let public = exports.iter().filter(|export| is_public(export));
    let (known, unknown): (Vec<&Export>, Vec<&Export>) =
        public.partition(|export| stub.promises.knows(&export.name));
    !known.is_empty() && (unknown.len() <= FEW || unknown.len() * 4 <= known.len())
}

/// One finding for all members that a class of the stub lacks, and one for each class in it.
fn lacking(
    project: &Project,
    stub: &Stub,
    name: &str,
    (export, promise): (&Export, &Promise),
) -> Vec<Finding> {
    let (Promised::Class(class), Exported::Class(own)) = (&promise.what, &export.what) else {
        return Vec::new();
    };
    let inner = own.members.iter().filter_map(|member| {
        let mut promised = class.body.named(&member.name);
        let inner = promised.next().filter(|_| promised.next().is_none())?;
        Some(lacking(
            project,
            stub,
            &format!("{name}.{}", member.name),
            (member, inner),
        ))
    });
    let inner: Vec<Finding> = inner.flatten().collect();
    let members = missing(&own.members, class, stub);
    let Some((first, more)) = members.split_first() else {
        return inner;
    };
    // A class without a body is meant to tell nothing of its members.
    let is_opaque = class.body.all.is_empty();
    let path = &stub.path;
    let message = match (&first.what, more.len()) {
        (Exported::New(Some(signature)), 0) => {
            format!(
                "`{name}{signature}` constructs the class, but `{path}` does not declare `{name}.__new__`"
            )
        }
        (_, 0) => format!(
            "`{name}.{}` is exported, but `{path}` does not declare it",
            first.name
        ),
        (_, more) => format!(
            "`{name}.{}` and {more} more of the class are exported, but `{path}` does not declare them",
            first.name
        ),
    };
    let finding = Finding::new(first.place.clone(), message)
        .related(stub.place(promise), "the class in the stub")
        .fix(stub_text::addition(project, stub, Some((promise, own)), &members));
    let finding = more.iter().fold(finding, |finding, member| {
        finding.related(member.place.clone(), format!("`{}`", member.name))
    });
    std::iter::once(finding.mild_if(is_opaque)).chain(inner).collect()
}

/// Whether the source of a function says that it is deprecated, so that a stub may leave it out.
fn is_deprecated(project: &Project, export: &Export) -> bool {
    let text = project.tree.text(&export.place.path);
    let Some((text, span)) = text.as_deref().zip(export.place.span) else {
        return false;
    };
    matches!(export.what, Exported::Function(_)) && body(text, span.start).contains("deprecat")
}

/// The text from inside the first line of a function to its last line: the one line, or up to the brace below its start.
fn body(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let rest = &text[start..];
    let line = rest.lines().next().unwrap_or_default();
    if line.ends_with('}') {
        return line;
    }
    let indent = line.len() - line.trim_start_matches(' ').len();
    let end = format!("\n{}}}", &line[..indent]);
    rest.split(&end).next().unwrap_or_default()
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

/// Whether this is a module that has something, and no stub in the package is called like it.
fn is_untyped_module(project: &Project, export: &Export) -> bool {
    let Exported::Module(module) = &export.what else {
        return false;
    };
    let ends = [".pyi", "/__init__.pyi"].map(|end| format!("/{}{end}", export.name));
    let mut stubs = project.package.iter().flat_map(|package| &package.stubs);
    let has_stub = stubs.any(|path| ends.iter().any(|end| path.ends_with(end)));
    export.sure && !export.name.starts_with('_') && !module.all.is_empty() && !has_stub
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
    let is_enum = family.iter().any(|class| enum_base(class).is_some());
    let knows = |name: &str| {
        let is_of_enum = is_enum && matches!(name, "name" | "value");
        is_of_enum || family.iter().any(|class| class.body.knows(name))
    };
    // A stub may name the function that makes a variant in its place.
    let is_made_by = |name: &str| name.starts_with(char::is_uppercase) && knows(&name.to_lowercase());
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
            _ => is_public(member) && !knows(&member.name) && !is_made_by(&member.name),
        })
        .collect()
}
