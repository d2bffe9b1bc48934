//! A library for 64-bit ARM is not loaded where pages of memory are larger than 4 KiB.
//!
//! ## Why
//!
//! [Kernels for 64-bit ARM](https://docs.kernel.org/arch/arm64/memory.html) have pages of 4, 16 or 64 KiB: 16 on machines of
//! Apple, 64 on some servers. The loader refuses a library whose parts are aligned to less, and the import fails there. Linkers
//! align to 64 KiB unless they are told otherwise, or a tool that changes the file later does not know.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_aarch64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf aarch64 exports=PyInit__core align=4096
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_aarch64.whl/demo/_core.abi3.so: info[wheel/page-size] the binary is aligned to 4 KiB, and kernels with pages of 64 KiB do not load it
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_aarch64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf aarch64 exports=PyInit__core
//! ```
//!
//! ## When not to follow
//!
//! If the wheel is for machines that you know. On Android, where pages have 16 KiB at most, that much is enough. Libraries that are
//! grafted in from the system are not looked at, and neither is x86-64, whose pages have 4 KiB everywhere.

use crate::artifact::Artifact;
use crate::artifact::native::Format;
use crate::artifact::tags::System;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// Few machines are like that.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str =
    "Link with `-C link-arg=-Wl,-z,max-page-size=65536`, and without tools that align anew";

/// One finding for each binary.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let is_android = artifact
        .tags()
        .is_some_and(|tags| tags.are_all(|system| system == System::Android));
    let page: u64 = if is_android { 16 << 10 } else { 64 << 10 };
    let own = artifact.slices().filter(|(native, slice)| {
        slice.format == Format::Elf && slice.arch == Some("aarch64") && !native.path.contains(".libs/")
    });
    let findings = own.filter_map(|(native, slice)| {
        let alignment = slice.alignment.filter(|alignment| *alignment < page)?;
        let message = format!(
            "the binary is aligned to {}, and kernels with pages of {} KiB do not load it",
            told(alignment),
            page >> 10
        );
        Some(Finding::new(Place::file(native.path.as_str()), message))
    });
    findings.collect()
}

fn told(bytes: u64) -> String {
    match bytes % 1024 {
        0 if bytes > 0 => format!("{} KiB", bytes / 1024),
        _ => format!("{bytes} bytes"),
    }
}
