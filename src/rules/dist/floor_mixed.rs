//! A wheel asks for a newer glibc than the other wheels of the release, and does not need it.
//!
//! ## Why
//!
//! Wheels of one release are installed by the same users. If those for one Python were built in a newer image than the others,
//! its users on older systems get no wheel and have to compile, although the binary would run there
//! ([PEP 600](https://peps.python.org/pep-0600/)). It happens when a new Python is built with the default of another machine.
//!
//! ## Bad
//!
//! ```text dist/demo-0.1.0-cp314-cp314-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.so = elf x86_64 exports=PyInit__core glibc=memcpy@2.14
//! ```
//!
//! ```text dist/demo-0.1.0-cp315-cp315-manylinux_2_39_x86_64.whl
//! demo/__init__.py
//! demo/_core.so = elf x86_64 exports=PyInit__core glibc=memcpy@2.14
//! ```
//!
//! ```console
//! dist/demo-0.1.0-cp315-cp315-manylinux_2_39_x86_64.whl: warning[dist/floor-mixed] the tag asks for glibc 2.39, others of the release for 2.17, and the wheel needs only 2.14
//! ```
//!
//! ## Good
//!
//! ```text dist/demo-0.1.0-cp314-cp314-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.so = elf x86_64 exports=PyInit__core glibc=memcpy@2.14
//! ```
//!
//! ```text dist/demo-0.1.0-cp315-cp315-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.so = elf x86_64 exports=PyInit__core glibc=memcpy@2.14
//! ```
//!
//! ## When not to follow
//!
//! If no system with an older glibc has this Python. The rule is silent about wheels that need the C++ library of the system, of
//! which newer ones ask for a newer tag.

use crate::artifact::Artifact;
use crate::artifact::native::Slice;
use crate::artifact::release::{Built, Release};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// Some users have to compile.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Give all Linux builds the same `manylinux` setting";

/// One finding for each wheel.
pub fn check(release: &Release<'_>) -> Vec<Finding> {
    let linux = release.wheels().filter_map(|built| {
        let (floor, arch) = floor(built)?;
        Some((built, floor, arch))
    });
    let linux: Vec<_> = linux.collect();
    let findings = linux.iter().filter_map(|(built, floor, arch)| {
        let others = linux.iter().filter(|(_, other, same)| same == arch && other < floor);
        let (lowest, (major, minor), _) = others.min_by_key(|(other, floor, _)| (*floor, &other.path))?;
        let needed = needed(built.artifact).filter(|needed| *needed <= (*major, *minor))?;
        let message = format!(
            "the tag asks for glibc {}.{}, others of the release for {major}.{minor}, and the wheel needs only {}.{}",
            floor.0, floor.1, needed.0, needed.1
        );
        Some(Finding::new(built.place(), message).related(lowest.place(), "one with a lower tag"))
    });
    findings.collect()
}

/// The lowest glibc of the tags, and the processor.
fn floor<'a>(built: &Built<'a>) -> Option<((u32, u32), &'a str)> {
    let tags = built.artifact.tags()?;
    let platform = tags.platforms.first()?;
    Some((tags.glibc()?, platform.arch.as_str()))
}

/// The newest glibc that a binary of the wheel asks for; `None` where more than that decides.
fn needed(artifact: &Artifact) -> Option<(u32, u32)> {
    let mut slices = artifact.slices().map(|(_, slice)| slice).peekable();
    slices.peek()?;
    let is_known = artifact.natives.iter().all(|native| !native.slices.is_empty());
    let asks_more = |slice: &Slice| {
        slice
            .libraries
            .iter()
            .any(|library| library.starts_with("libstdc++"))
    };
    let all: Vec<&Slice> = slices.collect();
    let newest = all
        .iter()
        .filter_map(|slice| slice.glibc.last_key_value().map(|(version, _)| *version))
        .max();
    newest.filter(|_| is_known && !all.iter().any(|slice| asks_more(slice)))
}
