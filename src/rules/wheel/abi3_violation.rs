//! A wheel for the stable ABI uses a symbol that its oldest Python does not have or that is not stable.
//!
//! ## Why
//!
//! A wheel with the tag `cp311-abi3` is installed by Python 3.11 and by every later one. It may use only what is in the
//! [stable ABI](https://docs.python.org/3/c-api/stable.html) since 3.11; each other symbol can be absent, or have another
//! meaning, in one of these Pythons, and then the import fails or the process crashes.
//!
//! A wheel with the tag `abi3t` serves free-threaded Pythons too. There, a module says what it is by `PyModExport_…`; what takes
//! a `PyModuleDef`, as `PyInit_…` does, is of no use ([PEP 803](https://peps.python.org/pep-0803/)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core imports=PyList_New,PyType_GetModuleByDef,_PyObject_GetDictPtr
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.abi3.so: error[wheel/abi3-violation] the stable ABI of Python 3.11 does not have `PyType_GetModuleByDef (3.13)` and `_PyObject_GetDictPtr (not stable)`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core imports=PyList_New
//! ```
//!
//! ## When not to follow
//!
//! If the code looks at the version of Python before it uses the symbol, and finds the symbol by itself. Weak symbols are not
//! reported. The list is that of CPython, as the package abi3info repeats it; symbols that a library in the wheel defines are
//! no matter of this rule.

use crate::artifact::Artifact;
use crate::artifact::tags::Tags;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::PYTHON_MINOR;
use crate::standards::horizon::Table;
use crate::standards::stable_abi::{added, needs_lock};
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::first_few;
use std::collections::BTreeSet;

/// The import fails, or worse.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str =
    "Switch on the `abi3-py3XX` feature of PyO3 that the tag names, and use nothing beyond it";

/// One finding for each processor of a module, with the symbols.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let tags = artifact.tags().filter(|tags| tags.is_stable());
    let Some(floor) = tags.and_then(Tags::floor).filter(|floor| *floor <= PYTHON_MINOR) else {
        return Vec::new();
    };
    let is_free = tags.is_some_and(|tags| tags.has_abi("abi3t"));
    let own: BTreeSet<&String> = artifact.slices().flat_map(|(_, slice)| &slice.defines).collect();
    let modules = artifact
        .extensions()
        .flat_map(|(native, _)| native.slices.iter().map(move |slice| (native, slice)));
    let findings = modules.filter_map(|(native, slice)| {
        let foreign = slice.pythons.iter().filter(|symbol| !own.contains(symbol));
        // Who exports a module for both has the other way for older Pythons only.
        let exports = slice.defines.iter().any(|name| name.starts_with("PyModExport_"));
        let is_free = is_free && !exports;
        let wrong: Vec<String> = foreign
            .filter_map(|symbol| match added(symbol) {
                None => Some(format!("{symbol} (not stable)")),
                Some(_) if is_free && needs_lock(symbol) => Some(format!("{symbol} (not in abi3t)")),
                Some(minor) => (minor > floor).then(|| format!("{symbol} (3.{minor})")),
            })
            .collect();
        let message = format!(
            "the stable ABI of Python 3.{floor} does not have {}",
            first_few(&wrong)
        );
        (!wrong.is_empty()).then(|| Finding::new(Place::file(native.path.as_str()), message))
    });
    findings.collect()
}
