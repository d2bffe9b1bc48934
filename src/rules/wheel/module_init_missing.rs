//! An extension module does not export the function that Python calls to load it.
//!
//! ## Why
//!
//! To import `demo._core`, Python opens the file and calls `PyInit__core`, or from Python 3.15 on `PyModExport__core`
//! ([extension modules](https://docs.python.org/3/extending/building.html)). If the name of the file and the name in
//! `#[pymodule]` are not the same, or if the linker dropped the symbol, the wheel installs and the import fails.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit_core imports=PyList_New
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.abi3.so: error[wheel/module-init-missing] the module exports neither `PyInit__core` nor `PyModExport__core`, so that it cannot be imported; it exports `PyInit_core`
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
//! Always follow it. Libraries that Python does not import, as those of uniffi and cffi, are in wheels with the ABI tag `none`,
//! and there the rule looks only at files that are marked as extension modules.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::first_few;

/// The import fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Give the function of `#[pymodule]` the name of the file, and build again";

/// One finding for each processor of a module.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let extensions = artifact.extensions().filter(|(_, stem)| stem.is_ascii());
    let findings = extensions.flat_map(|(native, stem)| {
        let slices = native.slices.iter().filter(|slice| !slice.is_program && !slice.starts(stem));
        slices.map(move |slice| {
            let arch = match (native.slices.len(), slice.arch) {
                (1, _) | (_, None) => String::new(),
                (_, Some(arch)) => format!(" for {arch}"),
            };
            let found = slice.defines.iter().filter(|name| name.starts_with("PyInit") || name.starts_with("PyMod"));
            let found = match Vec::from_iter(found).as_slice() {
                [] => String::new(),
                found => format!("; it exports {}", first_few(found)),
            };
            let message = format!(
                "the module{arch} exports neither `PyInit_{stem}` nor `PyModExport_{stem}`, so that it cannot be imported{found}"
            );
            Finding::new(Place::file(native.path.as_str()), message)
        })
    });
    findings.collect()
}
