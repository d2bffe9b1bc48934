//! The wheel says that it is typed, and has no types for its extension module.
//!
//! ## Why
//!
//! With `py.typed` in a package, type checkers believe what it says ([PEP 561](https://peps.python.org/pep-0561/)). They cannot
//! look into an extension module: without a stub, everything that comes from it is an error or `Any`.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/py.typed
//! demo/demo.abi3.so = elf x86_64 exports=PyInit_demo
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/demo.abi3.so: info[wheel/untyped] `py.typed` says that `demo` is typed, and no stub is there for the module `demo`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/py.typed
//! demo/demo.pyi
//! demo/demo.abi3.so = elf x86_64 exports=PyInit_demo
//! ```
//!
//! ## When not to follow
//!
//! If Python code wraps all of the module with annotations of its own. The rule is silent about a module whose name begins with
//! `_` for that reason.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree::{join, parent};

/// Only type checkers notice.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Write a stub for the module, or generate it with `maturin generate-stubs`";

/// One finding for each module of a typed package without stubs.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let findings = artifact.extensions().filter_map(|(native, stem)| {
        let folder = parent(&native.path);
        let top = native.path.split('/').next().filter(|_| !folder.is_empty())?;
        let is_typed = artifact.has(&join(top, "py.typed"));
        let has_stub = artifact
            .files()
            .any(|member| member.path.ends_with(".pyi") && member.path.starts_with(top));
        let message =
            format!("`py.typed` says that `{top}` is typed, and no stub is there for the module `{stem}`");
        let finding = Finding::new(Place::file(native.path.as_str()), message);
        (is_typed && !has_stub && !native.path.contains("/_")).then_some(finding)
    });
    findings.collect()
}
