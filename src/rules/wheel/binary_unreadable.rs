//! A binary of the wheel is cut off, or none at all.
//!
//! ## Why
//!
//! The loader refuses such a file, so that the import fails. It happens when an upload or a cache is interrupted, or when a
//! pointer of Git LFS is packed in the place of the file.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so:
//!     version https://git-lfs.github.com/spec/v1
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.abi3.so: error[wheel/binary-unreadable] the module is no binary of Linux, macOS, Windows or WebAssembly that can be read to its end
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
//! Always follow it. Only modules that Python imports are looked at.

use crate::artifact::Artifact;
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
pub const HELP: &str = "Build the wheel again";

/// One finding for each module.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let broken = artifact
        .extensions()
        .filter(|(native, _)| native.slices.is_empty());
    let message =
        "the module is no binary of Linux, macOS, Windows or WebAssembly that can be read to its end";
    broken
        .map(|(native, _)| Finding::new(Place::file(native.path.as_str()), message))
        .collect()
}
