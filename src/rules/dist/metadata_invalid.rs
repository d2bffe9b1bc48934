//! The metadata breaks the rules of the index.
//!
//! ## Why
//!
//! The index checks METADATA and PKG-INFO field by field and refuses an upload with a mistake
//! ([core metadata](https://packaging.python.org/en/latest/specifications/core-metadata/)); pip stumbles over some of them when
//! somebody installs it.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! demo-0.1.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//!     Requires-Dist: numpy @ https://example.org/numpy.whl
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo-0.1.0.dist-info/METADATA:4:1: error[dist/metadata-invalid] `Requires-Dist`: the index takes no dependency by address
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
//! If the archive is for an index of your own that takes it, as one with dependencies by address.

use crate::artifact::Artifact;
use crate::artifact::headers::Field;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::standards::version::is_specifiers;
use crate::standards::{license, requirement};
use crate::text::edit::Applicability;
use crate::text::place::Place;
use pep440_rs::Version;
use pep508_rs::VersionOrUrl;

/// It cannot be uploaded.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Correct the field in `[project]`, and build again";

/// One finding for each field that is refused.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(metadata) = &artifact.metadata else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for name in ["Metadata-Version", "Name", "Version"] {
        if metadata.get(name).is_none() {
            findings.push(Finding::new(
                Place::file(metadata.path.clone()),
                format!("there is no `{name}`"),
            ));
        }
    }
    let version = metadata
        .get("Metadata-Version")
        .and_then(|field| field.value.split_once('.'));
    let version: Option<(u32, u32)> =
        version.and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    if version.is_some_and(|version| version > NEWEST) {
        return findings; // its rules are not known
    }
    for field in metadata.fields() {
        if let Some(wrong) = mistake(artifact, field, version) {
            findings.push(Finding::new(
                field.place.clone(),
                format!("`{}`: {wrong}", field.name),
            ));
        }
    }
    findings
}

/// The newest version of the metadata whose rules are known.
const NEWEST: (u32, u32) = (2, 5);
/// What a description may be written in.
const TYPES: [&str; 3] = ["text/plain", "text/x-rst", "text/markdown"];

/// What is wrong with a field.
fn mistake(artifact: &Artifact, field: &Field, version: Option<(u32, u32)>) -> Option<String> {
    let value = field.value.as_str();
    match field.name.to_ascii_lowercase().as_str() {
        _ if value.is_empty() => None,
        "name" => {
            let ends = |end: Option<char>| end.is_some_and(|end| end.is_ascii_alphanumeric());
            let is_fine = value
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
                && ends(value.chars().next())
                && ends(value.chars().last());
            (!is_fine).then(|| format!("`{value}` is no valid name"))
        }
        "version" => value
            .parse::<Version>()
            .err()
            .map(|_| format!("`{value}` is no valid version")),
        "summary" if value.contains('\n') => Some("it may have only one line".to_owned()),
        "summary" if value.chars().count() > 512 => Some("it may have only 512 characters".to_owned()),
        "requires-python" => {
            (!is_specifiers(value)).then(|| format!("`{value}` is no valid list of versions"))
        }
        "requires-dist" => match requirement::parse(value)? {
            Err(reason) => Some(reason),
            Ok(read) => matches!(read.version_or_url, Some(VersionOrUrl::Url(_)))
                .then(|| "the index takes no dependency by address".to_owned()),
        },
        "license-expression" => {
            (!license::is_accepted(value)).then(|| format!("`{value}` is no valid SPDX expression"))
        }
        "description-content-type" => {
            let kind = value.split(';').next().unwrap_or_default().trim();
            (!TYPES.contains(&kind)).then(|| format!("`{kind}` is not one of {}", TYPES.join(", ")))
        }
        "license-file" if version >= Some((2, 4)) => {
            let folder = artifact.folder.as_ref()?;
            let path = match artifact.is_wheel() {
                true => format!("{folder}/licenses/{value}"),
                false => format!("{folder}/{value}"),
            };
            (!artifact.has(&path)).then(|| format!("`{path}` is not in the archive"))
        }
        _ => None,
    }
}
