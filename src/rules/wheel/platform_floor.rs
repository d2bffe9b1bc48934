//! A binary needs a newer glibc or macOS than the tag of its wheel promises.
//!
//! ## Why
//!
//! pip installs `manylinux_2_17` wheels on systems with glibc 2.17
//! ([PEP 600](https://peps.python.org/pep-0600/)), and `macosx_11_0` wheels on macOS 11. A binary that was linked for something
//! newer fails there when it is imported, and pip cannot know.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core glibc=memcpy@2.14,pthread_create@2.34
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.abi3.so: error[wheel/platform-floor] the binary needs glibc 2.34 (`pthread_create`), and the tag promises that 2.17 is enough
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core glibc=memcpy@2.14
//! ```
//!
//! ## When not to follow
//!
//! Always follow it. For macOS, an `arm64` tag below 11.0 counts as 11.0, as no older one exists.

use crate::artifact::Artifact;
use crate::artifact::native::{Format, Slice};
use crate::artifact::tags::{System, Tags};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// It cannot be loaded on systems that the tag promises.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Build in the container of that tag, or with `--zig` and `--compatibility`; for macOS set MACOSX_DEPLOYMENT_TARGET";

/// One finding for each processor of a binary.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(tags) = artifact.tags() else {
        return Vec::new();
    };
    let findings = artifact.slices().filter_map(|(native, slice)| {
        let message = match slice.format {
            Format::Elf => glibc(slice, tags),
            Format::MachO => macos(slice, tags),
            _ => None,
        };
        Some(Finding::new(Place::file(native.path.as_str()), message?))
    });
    findings.collect()
}

fn glibc(slice: &Slice, tags: &Tags) -> Option<String> {
    let fitting = tags.platforms.iter().filter(|platform| slice.fits(platform));
    let floors = fitting.filter_map(|platform| match platform.system {
        System::Manylinux(major, minor) => Some((major, minor)),
        _ => None,
    });
    let floor = floors.min()?;
    let ((major, minor), symbol) = slice
        .glibc
        .last_key_value()
        .filter(|(needed, _)| **needed > floor)?;
    Some(format!(
        "the binary needs glibc {major}.{minor} (`{symbol}`), and the tag promises that {}.{} is enough",
        floor.0, floor.1
    ))
}

fn macos(slice: &Slice, tags: &Tags) -> Option<String> {
    let (needed, arch) = (slice.macos?, slice.arch?);
    let least = if arch == "aarch64" { (11, 0) } else { (0, 0) };
    let fitting = tags.platforms.iter().filter(|platform| slice.fits(platform));
    let floors = fitting.filter_map(|platform| match platform.system {
        System::MacOs(major, minor) => Some((major, minor).max(least)),
        _ => None,
    });
    let floor = floors.min().filter(|floor| needed > *floor)?;
    Some(format!(
        "the binary for {arch} needs macOS {}.{}, and the tag promises that {}.{} is enough",
        needed.0, needed.1, floor.0, floor.1
    ))
}
