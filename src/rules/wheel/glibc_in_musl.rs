//! A binary in a wheel for musl was linked for glibc.
//!
//! ## Why
//!
//! `musllinux` wheels are installed on systems that have no glibc, as Alpine
//! ([PEP 656](https://peps.python.org/pep-0656/)). A binary that asks for it cannot be loaded there.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-musllinux_1_2_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core needs=libc.so.6 glibc=memcpy@2.14
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-musllinux_1_2_x86_64.whl/demo/_core.abi3.so: error[wheel/glibc-in-musl] the binary asks for glibc 2.14 (`memcpy`), which is not there with musl
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-musllinux_1_2_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core needs=libc.so
//! ```
//!
//! ## When not to follow
//!
//! Always follow it.

use crate::artifact::Artifact;
use crate::artifact::tags::System;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// It cannot be loaded.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Build in a container of musllinux, or with `--zig` and a target that ends in `musl`";

/// One finding for each binary.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let is_musl = |system: System| matches!(system, System::Musllinux(..));
    if !artifact.tags().is_some_and(|tags| tags.are_all(is_musl)) {
        return Vec::new();
    }
    let findings = artifact.slices().filter_map(|(native, slice)| {
        let library = || {
            slice
                .libraries
                .iter()
                .find(|library| *library == "libc.so.6" || library.starts_with("ld-linux"))
        };
        let asked = match slice.glibc.last_key_value() {
            Some(((major, minor), symbol)) => format!("glibc {major}.{minor} (`{symbol}`)"),
            None => format!("`{}` of glibc", library()?),
        };
        let message = format!("the binary asks for {asked}, which is not there with musl");
        Some(Finding::new(Place::file(native.path.as_str()), message))
    });
    findings.collect()
}
