//! A package in the wheel has stubs and no `py.typed`.
//!
//! ## Why
//!
//! Type checkers ignore the stubs of an installed package that does not have the marker
//! ([PEP 561](https://peps.python.org/pep-0561/#packaging-type-information)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.pyi
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.pyi: warning[wheel/stub-without-marker] type checkers ignore the stub: `demo` has no `py.typed`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/py.typed
//! demo/_core.pyi
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ## When not to follow
//!
//! If the package is a program that nobody imports: the rule is silent where it has entry points.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree::{join, parent};

/// The stubs are ignored.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Add an empty file `py.typed` beside the stubs";

/// One finding for each module whose stub is ignored.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(folder) = artifact.folder.as_ref().filter(|_| artifact.is_wheel()) else {
        return Vec::new();
    };
    if artifact.has(&format!("{folder}/entry_points.txt")) {
        return Vec::new();
    }
    let findings = artifact.extensions().filter_map(|(native, stem)| {
        let top = native.path.split_once('/')?.0;
        let folder = parent(&native.path);
        let beside = [
            format!("{folder}/{stem}.pyi"),
            format!("{folder}/__init__.pyi"),
            format!("{folder}/{stem}/__init__.pyi"),
        ];
        let stub = beside.into_iter().find(|path| artifact.has(path))?;
        let mut folders = ancestors(folder);
        let is_marked = folders.any(|folder| artifact.has(&join(folder, "py.typed")));
        let message = format!("type checkers ignore the stub: `{top}` has no `py.typed`");
        (!is_marked && !top.ends_with("-stubs")).then(|| Finding::new(Place::file(stub), message))
    });
    findings.collect()
}

/// The folder and those around it.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        Some(parent(folder)).filter(|above| !above.is_empty())
    })
}
