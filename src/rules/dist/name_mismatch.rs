//! The name of the file says something else than what is inside.
//!
//! ## Why
//!
//! Installers and the index choose a file by its name, and then read the metadata inside. They refuse a file whose two names,
//! versions or tags differ
//! ([file names](https://packaging.python.org/en/latest/specifications/binary-distribution-format/#file-name-convention)); it
//! happens to whoever renames a wheel.
//!
//! ## Bad
//!
//! ```text demo-0.2.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! demo-0.2.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//! ```
//!
//! ```console
//! demo-0.2.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo-0.2.0.dist-info/METADATA:3:1: error[dist/name-mismatch] the name of the file says `0.2.0`, the metadata `0.1.0`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.2.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! demo-0.2.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.2.0
//! ```
//!
//! ## When not to follow
//!
//! Always follow it. A tag `py2` that only the name of the file has, or only WHEEL, is an info.

use crate::artifact::Artifact;
use crate::artifact::name::expanded;
use crate::artifact::tags::Tags;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::standards::requirement::normal_name;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::first_few;
use pep440_rs::Version;
use std::collections::BTreeSet;

/// Installers and the index refuse it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Build it again, or change the tags with `wheel tags`, which changes both";

/// One finding for each thing that is told twice and otherwise.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(name) = &artifact.name else {
        return Vec::new();
    };
    let is_version = |text: &str| name.version() == text.parse::<Version>().ok();
    let mut findings = Vec::new();
    for (field, own, fits) in [
        (
            "Name",
            &name.project,
            &(|value: &str| normal_name(value) == normal_name(&name.project)) as &dyn Fn(&str) -> bool,
        ),
        ("Version", &name.version, &is_version),
    ] {
        let field = artifact
            .metadata
            .as_ref()
            .and_then(|metadata| metadata.get(field));
        if let Some(field) = field.filter(|field| !fits(&field.value)) {
            let message = format!(
                "the name of the file says `{own}`, the metadata `{}`",
                field.value
            );
            findings.push(Finding::new(field.place.clone(), message));
        }
    }
    if let Some(folder) = &artifact.folder {
        let stem = folder.strip_suffix(".dist-info").unwrap_or(folder);
        let fits = stem.rsplit_once('-').is_some_and(|(project, version)| {
            normal_name(project) == normal_name(&name.project) && is_version(version)
        });
        if !fits {
            let message = format!("the folder `{folder}` is not named as the file is");
            findings.push(Finding::new(Place::file(folder.as_str()), message));
        }
    }
    findings.extend(tags(artifact));
    findings
}

/// The tags of the file's name that WHEEL does not have, or the other way round.
fn tags(artifact: &Artifact) -> Option<Finding> {
    let (wheel, own) = (artifact.wheel.as_ref()?, expanded(artifact.tags()?));
    let told = wheel.all("Tag").map(|field| {
        let parts: Vec<&str> = field.value.split('-').collect();
        // Some tools write sets there too.
        <&[&str; 3]>::try_from(parts.as_slice()).map(|parts| expanded(&Tags::of(parts)))
    });
    let told: BTreeSet<String> = told.filter_map(Result::ok).flatten().collect();
    let differing: Vec<&String> = own.symmetric_difference(&told).collect();
    let message = format!(
        "the tags in the name of the file and those in WHEEL differ: {}",
        first_few(&differing)
    );
    let place = wheel
        .get("Tag")
        .map_or_else(|| Place::file(wheel.path.clone()), |field| field.place.clone());
    // Nobody looks there for a Python 2 that the name of a program's wheel goes on to serve.
    let is_old = differing.iter().all(|tag| tag.starts_with("py2-"));
    (!differing.is_empty()).then(|| Finding::new(place, message).mild_if(is_old))
}
