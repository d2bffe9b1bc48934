//! A binary looks for libraries in a folder of the machine that built it.
//!
//! ## Why
//!
//! The run path of a binary leads to its libraries; in a wheel it has to begin with the place of the binary itself, `$ORIGIN` or
//! `@loader_path` ([auditwheel](https://github.com/pypa/auditwheel) writes such ones). An absolute path leads to whatever stands
//! there on the user's machine, which anybody may have put there.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core runpath=/home/ci/openssl/lib
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.abi3.so: warning[wheel/run-path-outside] the binary looks for libraries in `/home/ci/openssl/lib`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core runpath=$ORIGIN/../demo.libs
//! ```
//!
//! ## When not to follow
//!
//! If the library is installed at this place with another package of the system, on all systems that the wheel is for.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::first_few;

/// It loads what it finds.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Remove the path with `patchelf --remove-rpath` or `install_name_tool -delete_rpath`, or do not pass it to the linker";

/// One finding for each slice of a binary.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let findings = artifact.slices().filter_map(|(native, slice)| {
        let depth = native.path.matches('/').count();
        let outside: Vec<&String> = slice.paths.iter().filter(|path| leads_out(path, depth)).collect();
        let message = format!("the binary looks for libraries in {}", first_few(&outside));
        (!outside.is_empty()).then(|| Finding::new(Place::file(native.path.as_str()), message))
    });
    findings.collect()
}

/// Whether a run path leads out of the wheel, from a binary that stands `depth` folders deep.
fn leads_out(path: &str, depth: usize) -> bool {
    const OWN: [&str; 4] = ["$ORIGIN", "${ORIGIN}", "@loader_path", "@executable_path"];
    let is_system = ["/usr/lib/", "/System/"]
        .iter()
        .any(|start| path.starts_with(start));
    match OWN.iter().find_map(|own| path.strip_prefix(own)) {
        // The folder with the packages stands in one of Python: two more are still its own.
        Some(rest) => rest.matches("..").count() > depth + 2,
        None => path.starts_with('/') && !is_system,
    }
}
