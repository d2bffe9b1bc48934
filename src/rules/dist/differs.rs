//! A wheel of the release lacks what the others have, or has something else.
//!
//! ## Why
//!
//! The wheels of a release are built on several machines, and are meant to be the same but for the binary. A license, a stub or a
//! module that only some of them carry was generated or checked out on some machines only, and the users of the others miss it.
//! Line ends do not count: a checkout on Windows has its own.
//!
//! ## Bad
//!
//! ```text dist/demo-0.1.0-cp314-cp314-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.pyi
//! demo/_core.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.1.0-cp314-cp314-musllinux_1_2_x86_64.whl
//! demo/__init__.py
//! demo/_core.pyi
//! demo/_core.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.1.0-cp314-cp314-win_amd64.whl
//! demo/__init__.py
//! demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python314.dll
//! ```
//!
//! ```console
//! dist/demo-0.1.0-cp314-cp314-win_amd64.whl: warning[dist/differs] this wheel lacks `demo/_core.pyi`
//! ```
//!
//! ## Good
//!
//! ```text dist/demo-0.1.0-cp314-cp314-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.pyi
//! demo/_core.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.1.0-cp314-cp314-musllinux_1_2_x86_64.whl
//! demo/__init__.py
//! demo/_core.pyi
//! demo/_core.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.1.0-cp314-cp314-win_amd64.whl
//! demo/__init__.py
//! demo/_core.pyi
//! demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python314.dll
//! ```
//!
//! ## When not to follow
//!
//! If a module is for one system on purpose. Of modules, only their names are compared: tools that repair wheels and that
//! generate bindings write the platform into some.

use crate::artifact::Artifact;
use crate::artifact::headers::Headers;
use crate::artifact::release::{Built, Release};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::printable::enumerated;
use std::collections::{BTreeMap, BTreeSet};

/// Some users get less.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Generate what is packed before the builds, in one job, or in all of them";

/// One finding for each wheel that is not as most are.
pub fn check(release: &Release<'_>) -> Vec<Finding> {
    let wheels: Vec<&Built<'_>> = release
        .wheels()
        .filter(|built| built.artifact.metadata.is_some())
        .collect();
    if wheels.len() < 2 {
        return Vec::new();
    }
    let facts: Vec<Facts> = wheels.iter().map(|built| facts(built.artifact)).collect();
    let keys: BTreeSet<&String> = facts.iter().flat_map(BTreeMap::keys).collect();
    let mut odd: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for key in keys {
        let mut counts: BTreeMap<Option<&String>, usize> = BTreeMap::new();
        for facts in &facts {
            *counts.entry(facts.get(key)).or_default() += 1;
        }
        // What most have is what is meant; of two that are as many, what is there.
        let usual = counts
            .iter()
            .max_by_key(|(value, count)| (**count, value.is_some()))
            .map(|(value, _)| *value);
        for (index, facts) in facts
            .iter()
            .enumerate()
            .filter(|(_, facts)| Some(facts.get(key)) != usual)
        {
            let what = match (facts.get(key), usual.flatten()) {
                (None, _) => format!("lacks {key}"),
                (Some(_), None) => format!("alone has {key}"),
                (Some(_), Some(_)) => format!("has another {key}"),
            };
            odd.entry(index).or_default().push(what);
        }
    }
    let finding = |(index, what): (usize, Vec<String>)| {
        let more = what.len().saturating_sub(SHOWN);
        let shown = enumerated(&what[..what.len().min(SHOWN)]);
        let tail = if more > 0 {
            format!(", and differs in {more} more")
        } else {
            String::new()
        };
        let other = (0..wheels.len())
            .find(|other| *other != index)
            .map(|other| wheels[other].place());
        let finding = Finding::new(wheels[index].place(), format!("this wheel {shown}{tail}"));
        other.into_iter().fold(finding, |finding, place| {
            finding.related(place, "another wheel of the release")
        })
    };
    odd.into_iter().map(finding).collect()
}

/// So many differences of one wheel are named.
const SHOWN: usize = 3;

/// What is compared, by what it is called.
type Facts = BTreeMap<String, String>;

fn facts(artifact: &Artifact) -> Facts {
    let mut facts = Facts::new();
    for field in artifact
        .metadata
        .iter()
        .flat_map(Headers::fields)
        .filter(|field| !is_of_tool(&field.name))
    {
        let value = facts.entry(format!("`{}` in METADATA", field.name)).or_default();
        *value += &field.value.replace('\r', "");
        value.push('\n');
    }
    let folder = artifact.folder.clone().unwrap_or_default();
    for member in artifact.files() {
        let path = member.path.as_ref();
        let (inside, rest) = match path.strip_prefix(&folder) {
            Some(rest) => (true, rest),
            None => (false, path),
        };
        let is_license = inside && rest.contains("/licenses/");
        let is_source = !inside && [".py", ".pyi", "py.typed"].iter().any(|end| rest.ends_with(end));
        if is_license || is_source && !rest.contains(".data/") {
            // Tools write the name of the platform, or a search path, into modules.
            let digest = member.normal.filter(|_| !rest.ends_with(".py"));
            facts.insert(
                format!("`{}`", rest.trim_start_matches('/')),
                format!("{digest:?}"),
            );
        }
    }
    facts
}

/// Fields that say which tool wrote the file, and nothing of the project.
fn is_of_tool(name: &str) -> bool {
    ["metadata-version", "dynamic"].contains(&name.to_ascii_lowercase().as_str())
}
