//! RECORD does not list what is in the wheel.
//!
//! ## Why
//!
//! [RECORD](https://packaging.python.org/en/latest/specifications/recording-installed-packages/#the-record-file) lists every file
//! with its SHA-256 and its size. Installers refuse a file that is not as RECORD says, and uninstall by it; the index refuses
//! wheels whose RECORD does not fit.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! demo-0.1.0.dist-info/RECORD:
//!     demo/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0
//!     demo/gone.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0
//!     demo-0.1.0.dist-info/RECORD,,
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo-0.1.0.dist-info/RECORD: error[wheel/record-mismatch] `RECORD` lists what is not in the wheel: `demo/gone.py`
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo-0.1.0.dist-info/RECORD: error[wheel/record-mismatch] `RECORD` does not list `demo-0.1.0.dist-info/METADATA`, `demo-0.1.0.dist-info/WHEEL` and `demo/_core.abi3.so`
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
//! Always follow it.

use crate::artifact::record::sha256;
use crate::artifact::{Artifact, Member};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::first_few;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Installers and the index refuse it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Change a wheel only with tools that write RECORD anew, as `wheel pack` does";

/// One finding for each kind of difference.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(folder) = artifact.folder.as_ref().filter(|_| artifact.is_wheel()) else {
        return Vec::new();
    };
    let path: Arc<str> = format!("{folder}/RECORD").into();
    let Some(rows) = &artifact.record else {
        return match artifact.has(&path) {
            true => vec![Finding::new(
                Place::file(path),
                "`RECORD` is no table of three columns",
            )],
            false => vec![Finding::new(Artifact::place(), "there is no `RECORD`")],
        };
    };
    let is_signature = |file: &str| SIGNATURES.iter().any(|name| file == format!("{folder}/{name}"));
    let members: BTreeMap<&str, &Member> = artifact
        .files()
        .map(|member| (member.path.as_ref(), member))
        .collect();
    let mut listed = BTreeSet::new();
    let (mut twice, mut gone, mut other, mut bare, mut strange) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        if !listed.insert(row.path.as_str()) {
            twice.push(&row.path);
        }
        let slashed = row.path.replace('\\', "/");
        if row.path != slashed && members.contains_key(slashed.as_str()) {
            strange.push(&row.path);
            continue;
        }
        match members.get(row.path.as_str()) {
            None if row.path.ends_with('/') => {}
            None => gone.push(&row.path),
            Some(_) if is_signature(&row.path) => {}
            Some(_) if row.digest.is_empty() => bare.push(&row.path),
            Some(member) => {
                let is_size = row.size.is_empty() || row.size == member.size.to_string();
                let is_digest = member.sha256.is_none_or(|digest| sha256(&digest) == row.digest);
                if !is_size || !is_digest {
                    other.push(&row.path);
                }
            }
        }
    }
    if !strange.is_empty() {
        let message = format!("`RECORD` writes paths with backslashes: {}", first_few(&strange));
        return vec![Finding::new(Place::file(path), message).at_most(Severity::Warning)]; // pip understands it
    }
    let unlisted = members
        .keys()
        .filter(|file| !listed.contains(**file) && !is_signature(file));
    let unlisted: Vec<&str> = unlisted.copied().collect();
    let place = || Place::file(path.clone());
    let say = |names: String, what| Finding::new(place(), format!("`RECORD` {what} {names}"));
    let mut findings = Vec::new();
    for (names, what) in [
        (twice, "lists twice:"),
        (gone, "lists what is not in the wheel:"),
        (other, "has another digest or size than the wheel for"),
        (bare, "has no digest for"),
    ] {
        findings.extend((!names.is_empty()).then(|| say(first_few(&names), what)));
    }
    findings.extend((!unlisted.is_empty()).then(|| say(first_few(&unlisted), "does not list")));
    findings
}

/// The files that RECORD cannot or need not have a digest of.
const SIGNATURES: [&str; 3] = ["RECORD", "RECORD.jws", "RECORD.p7s"];
