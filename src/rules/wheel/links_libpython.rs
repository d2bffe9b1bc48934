//! An extension module asks for the library of Python.
//!
//! ## Why
//!
//! A module finds the functions of Python in the process that imports it. One that asks for `libpython` too cannot be loaded
//! where Python is not installed with a shared library, and elsewhere a second Python may be loaded beside the first
//! ([PEP 513](https://peps.python.org/pep-0513/#libpythonx-y-so-1)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core needs=libc.so.6,libpython3.11.so.1.0
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.abi3.so: error[wheel/links-libpython] the module asks for `libpython3.11.so.1.0`, which is already there, or not at all
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core needs=libc.so.6,libgcc_s.so.1
//! ```
//!
//! ## When not to follow
//!
//! Always follow it. Programs that carry Python inside are not looked at.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// It cannot be loaded everywhere.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str =
    "Build with maturin; without it, set `PYO3_BUILD_EXTENSION_MODULE` when cargo builds the module";

/// One finding for each processor of a module.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let modules = artifact
        .extensions()
        .flat_map(|(native, _)| native.slices.iter().map(move |slice| (native, slice)));
    let findings = modules.filter_map(|(native, slice)| {
        let is_python =
            |library: &&String| library.contains("libpython3") || library.contains("Python.framework");
        let library = slice
            .libraries
            .iter()
            .find(is_python)
            .filter(|_| !slice.is_program)?;
        let message = format!("the module asks for `{library}`, which is already there, or not at all");
        Some(Finding::new(Place::file(native.path.as_str()), message))
    });
    findings.collect()
}
