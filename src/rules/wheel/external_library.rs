//! A binary needs a library that is neither in the wheel nor promised by its tag.
//!
//! ## Why
//!
//! A `manylinux` tag promises that a short list of system libraries is enough
//! ([PEP 600](https://peps.python.org/pep-0600/)), `musllinux` only libc, and macOS its own. Any other library has to be in the
//! wheel, where the binary finds it through its run path; otherwise the import fails on machines that do not happen to have it.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core needs=libc.so.6,libssl.so.3
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.abi3.so: error[wheel/external-library] the binary needs `libssl.so.3`, which is not in the wheel
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core needs=libc.so.6,libssl-1a2b3c.so.3 runpath=$ORIGIN/../demo.libs
//! demo.libs/libssl-1a2b3c.so.3 = elf x86_64 needs=libc.so.6
//! ```
//!
//! ## When not to follow
//!
//! If another package that is installed along loads the library before.

use crate::artifact::Artifact;
use crate::artifact::native::Format;
use crate::artifact::tags::System;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::first_few;

/// It cannot be loaded.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Let maturin repair the wheel (`--auditwheel repair`), or link the library statically";

/// One finding for each slice of a binary.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(tags) = artifact.tags() else {
        return Vec::new();
    };
    let is_own = |library: &str| {
        let file = library.rsplit('/').next().unwrap_or_default();
        artifact
            .files()
            .any(|member| member.path.rsplit('/').next() == Some(file))
    };
    let findings = artifact.slices().filter_map(|(native, slice)| {
        let is_promised: fn(&str) -> bool = match slice.format {
            Format::Elf if tags.are_all(|system| matches!(system, System::Manylinux(..))) => is_of_manylinux,
            Format::Elf if tags.are_all(|system| matches!(system, System::Musllinux(..))) => is_of_musllinux,
            Format::MachO if tags.are_all(|system| matches!(system, System::MacOs(..))) => is_of_macos,
            _ => return None,
        };
        let libraries = slice.libraries.iter().map(String::as_str);
        let foreign: Vec<&str> = libraries
            .filter(|library| !is_promised(library) && !is_python(library) && !is_own(library))
            .collect();
        let message = format!(
            "the binary needs {}, which is not in the wheel",
            first_few(&foreign)
        );
        (!foreign.is_empty()).then(|| Finding::new(Place::file(native.path.as_str()), message))
    });
    findings.collect()
}

/// The libraries that every manylinux has.
const MANYLINUX: [&str; 26] = [
    "libICE.so.6",
    "libGL.so.1",
    "libSM.so.6",
    "libX11.so.6",
    "libXext.so.6",
    "libXrender.so.1",
    "libanl.so.1",
    "libatomic.so.1",
    "libc.so.6",
    "libdl.so.2",
    "libexpat.so.1",
    "libgcc_s.so.1",
    "libglib-2.0.so.0",
    "libgobject-2.0.so.0",
    "libgthread-2.0.so.0",
    "libm.so.6",
    "libmvec.so.1",
    "libnsl.so.1",
    "libpthread.so.0",
    "libresolv.so.2",
    "librt.so.1",
    "libstdc++.so.6",
    "libthread_db.so.1",
    "libutil.so.1",
    "libz.so.1",
    "linux-vdso.so.1",
];

fn is_of_manylinux(library: &str) -> bool {
    MANYLINUX.contains(&library) || library.starts_with("ld-linux") || library.starts_with("ld64.so")
}

fn is_of_musllinux(library: &str) -> bool {
    let musl = ["libc.so", "libc.musl-", "ld-musl-"];
    musl.iter().any(|name| library.starts_with(name)) && library != "libc.so.6"
}

fn is_of_macos(library: &str) -> bool {
    ["/usr/lib/", "/System/", "@rpath/libswift"]
        .iter()
        .any(|start| library.starts_with(start))
}

/// Another rule speaks of these.
fn is_python(library: &str) -> bool {
    library.contains("libpython") || library.contains("Python.framework")
}
