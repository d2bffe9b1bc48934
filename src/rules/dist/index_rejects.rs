//! The index refuses the archive, or installers find different files in it.
//!
//! ## Why
//!
//! A zip archive tells of each member twice, and two programs may read two different wheels in one that contradicts itself.
//! The package index refuses such archives since August 2025, names that are
//! [not those of the standards](https://packaging.python.org/en/latest/specifications/binary-distribution-format/), and tags of platforms that say nothing. It does so after the tag is pushed, when half of the
//! release may be there.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/__init__.py: error[dist/index-rejects] `demo/__init__.py` is in the archive twice
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ## When not to follow
//!
//! If the archive is for an index of your own that takes it.

use crate::artifact::Artifact;
use crate::artifact::tags::{Platform, System};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use std::collections::BTreeSet;

/// It cannot be uploaded.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Build the archive again with maturin, and do not change it by other tools";

/// One finding for each kind of fault.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let of_archive = artifact.faults.iter().map(|fault| {
        let place = fault
            .first
            .as_ref()
            .map_or_else(Artifact::place, |path| Place::file(path.as_str()));
        let message = match (&fault.first, fault.more) {
            (None, _) => format!("the archive {}", fault.what),
            (Some(path), 0) => format!("`{path}` {}", fault.what),
            (Some(path), more) => format!("`{path}` {}, and so do {more} others", fault.what),
        };
        Finding::new(place, message)
    });
    of_archive
        .chain(name(artifact).map(|message| Finding::new(Artifact::place(), message)))
        .chain(folders(artifact).map(|message| Finding::new(Artifact::place(), message)))
        .collect()
}

/// What is wrong with the name of the file.
fn name(artifact: &Artifact) -> Option<String> {
    let Some(name) = &artifact.name else {
        let kind = if artifact.is_wheel() {
            "a wheel"
        } else {
            "a source distribution"
        };
        return Some(format!("the name of the file is not that of {kind}"));
    };
    if name.version().is_none() {
        return Some(format!(
            "the name of the file has no valid version: `{}`",
            name.version
        ));
    }
    let mut platforms = artifact.tags()?.platforms.iter();
    let is_refused = |platform: &&Platform| {
        matches!(platform.system, System::Linux | System::Other) && !TAKEN.contains(&platform.text.as_str())
    };
    let platform = platforms.find(is_refused)?;
    Some(format!(
        "the index takes no wheels for the platform `{}`",
        platform.text
    ))
}

/// The index [takes these](https://github.com/pypi/warehouse/blob/main/warehouse/forklift/legacy.py) for the Raspberry Pi.
const TAKEN: [&str; 2] = ["linux_armv6l", "linux_armv7l"];

/// What is wrong with the folders at the top of the archive.
fn folders(artifact: &Artifact) -> Option<String> {
    if artifact.members.is_empty() {
        let is_told = artifact.faults.iter().next().is_some();
        return (!is_told).then(|| "there is nothing in the archive".to_owned());
    }
    let tops = artifact
        .members
        .iter()
        .filter_map(|member| member.path.split('/').next());
    let tops: BTreeSet<&str> = tops.collect();
    let is_info = |top: &&&str| top.ends_with(".dist-info");
    let count = tops.iter().filter(is_info).count();
    match artifact.is_wheel() {
        true if count != 1 => Some(format!(
            "the wheel has {count} folders of metadata (`*.dist-info`) in the place of one"
        )),
        false if tops.len() != 1 => Some(format!(
            "the source distribution has {} folders at its top in the place of one",
            tops.len()
        )),
        _ => {
            let folder = artifact.folder.as_deref()?;
            let wanted: &[&str] = match artifact.is_wheel() {
                true => &["METADATA", "WHEEL"],
                false => &["PKG-INFO", "pyproject.toml"],
            };
            let absent = wanted
                .iter()
                .find(|name| !artifact.has(&format!("{folder}/{name}")))?;
            Some(format!("there is no `{folder}/{absent}`"))
        }
    }
}
