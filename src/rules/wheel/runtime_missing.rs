//! A module of Windows needs the C++ runtime, which neither Windows nor Python brings along.
//!
//! ## Why
//!
//! Python for Windows ships `vcruntime140.dll` and `vcruntime140_1.dll`, and nothing more of the Visual C++ runtime. A module
//! that needs `msvcp140.dll` can be imported only where somebody has installed the
//! [redistributable](https://learn.microsoft.com/cpp/windows/latest-supported-vc-redist): not on a fresh machine.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-win_amd64.whl
//! demo/__init__.py
//! demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python3.dll,VCRUNTIME140.dll,MSVCP140.dll
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-win_amd64.whl/demo/_core.pyd: warning[wheel/runtime-missing] the binary needs `MSVCP140.dll`, which Python does not bring along
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-win_amd64.whl
//! demo/__init__.py
//! demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python3.dll,VCRUNTIME140.dll
//! ```
//!
//! ## When not to follow
//!
//! If a package that this one depends on brings the DLL along, as PySide6 does, or if the installation guide asks for the
//! redistributable.

use crate::artifact::Artifact;
use crate::artifact::native::{Format, Native};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::first_few;

/// Some users cannot import it.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Link the C++ runtime statically, or put the DLL into the wheel with delvewheel";

/// One finding for each binary.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let is_carried = |library: &String| {
        let mut names = artifact
            .files()
            .filter_map(|member| member.path.rsplit('/').next());
        names.any(|name| name.eq_ignore_ascii_case(library))
    };
    let is_module = |native: &Native| {
        artifact
            .extensions()
            .any(|(module, _)| module.path == native.path)
    };
    let findings = artifact.slices().filter_map(|(native, slice)| {
        let is_needed = |library: &&String| is_runtime(library) && slice.format == Format::Pe;
        let missing: Vec<&String> = slice.libraries.iter().filter(is_needed).collect();
        let missing: Vec<&String> = missing
            .into_iter()
            .filter(|library| !is_carried(library))
            .collect();
        let message = format!(
            "the binary needs {}, which Python does not bring along",
            first_few(&missing)
        );
        let finding = Finding::new(Place::file(native.path.as_str()), message);
        (!missing.is_empty()).then(|| finding.mild_if(!is_module(native)))
    });
    findings.collect()
}

/// Whether a library is a part of the runtime of Visual C++ that Python does not ship.
fn is_runtime(library: &str) -> bool {
    let library = library.to_ascii_lowercase();
    ["msvcp140", "concrt140", "vcomp140"]
        .iter()
        .any(|name| library.starts_with(name))
}
