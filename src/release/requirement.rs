//! What crates of the repository ask of each other: kept where the new version satisfies it, otherwise written anew.

use semver::{Comparator, Op, VersionReq};

use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of, path_dependencies, version_of};
use crate::release::own::Own;
use crate::release::refusal::Refusal;
use crate::syntax::toml::{Node, Toml};
use crate::text::place::Lines;
use crate::tree;

/// A requirement that a manifest has of another crate of the repository.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Where it is written.
    pub node: Node<'a>,
    /// The manifest of the crate that it is about.
    pub of: &'a Toml,
}

/// What becomes of a requirement when the crate gets another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It allows the version.
    Kept,
    /// It is written anew.
    Written(String),
    /// Nobody but a person can say what it should be.
    Stuck,
}

/// All requirements with a version that a manifest has of crates in folders, in its tables and in those of its workspace.
pub fn all<'a>(own: &'a Own<'a>, manifest: &'a Toml) -> Vec<Asked<'a>> {
    let shared = manifest.get(&["workspace", "dependencies"]).map(Node::entries);
    let entries = dependencies_of(manifest, ALL_KINDS).chain(shared.into_iter().flatten());
    let asked = |entry: Node<'a>| {
        let here = || Some((manifest, entry.get("path")?.as_str()?));
        let (base, path) = here().or_else(|| patched(own, manifest, entry))?;
        let folder = tree::join(tree::parent(&base.path), path);
        Some(Asked {
            node: version_of(entry).filter(|node| node.as_str().is_some())?,
            of: own.manifest(&tree::join(&folder, "Cargo.toml"))?,
        })
    };
    entries.filter_map(asked).collect()
}

/// The manifest with the `[patch]` by which a requirement of a registry is about a folder, and the path of the folder.
fn patched<'a>(own: &'a Own<'a>, manifest: &'a Toml, entry: Node<'a>) -> Option<(&'a Toml, &'a str)> {
    let name = |node: Node<'a>| node.get("package").and_then(Node::as_str).unwrap_or(node.key());
    let root = own.root_of(manifest).unwrap_or(manifest);
    let patches = root
        .get(&["patch"])?
        .entries()
        .into_iter()
        .flat_map(Node::entries);
    let patch = patches.into_iter().find(|patch| name(*patch) == name(entry))?;
    let is_elsewhere = entry.get("git").is_some();
    Some((root, patch.get("path")?.as_str()?)).filter(|_| !is_elsewhere)
}

/// The manifests of the crates that a crate depends on by path.
pub fn neighbours<'a>(own: &'a Own<'a>, manifest: &'a Toml) -> impl Iterator<Item = &'a Toml> {
    let root = own.root_of(manifest).unwrap_or(manifest);
    let paths = path_dependencies(manifest, root, ALL_KINDS).into_iter();
    paths.filter_map(|path| own.manifest(&path))
}

/// Whether a requirement allows a version, and is one.
pub fn allows(text: &str, version: &semver::Version) -> bool {
    VersionReq::parse(text).is_ok_and(|requirement| requirement.matches(version))
}

/// What to say of a requirement that only a person can write anew.
pub fn stuck(own: &Own<'_>, asked: &Asked<'_>, to: &str) -> Refusal {
    let text = asked.node.as_str().unwrap_or_default();
    let toml = asked.node.toml();
    let start = asked.node.value_span().map_or(0, |span| span.start);
    let line = Lines::of(toml.text.clone()).position(start).line;
    let name = asked
        .of
        .get(&["package", "name"])
        .and_then(Node::as_str)
        .unwrap_or_default();
    Refusal::new(
        format!(
            "{}:{line}: the requirement `{text}` does not allow `{name}` {to}",
            own.known(&toml.path)
        ),
        format!(
            "write there what is to be asked for, such as `{to}`, or leave out `version`; then run the command again"
        ),
    )
}

/// What becomes of the requirement `text` when its crate gets `version`.
///
/// Its operator, its blanks and how many numbers it names are kept. A pre-release is named in full, since
/// [nothing less matches it](https://docs.rs/semver/latest/semver/struct.VersionReq.html); one that has ended is not kept.
pub fn fate(text: &str, version: &semver::Version) -> Fate {
    let Ok(requirement) = VersionReq::parse(text) else {
        return Fate::Stuck;
    };
    let named = |comparator: &Comparator| !comparator.pre.is_empty();
    let has_ended = version.pre.is_empty() && requirement.comparators.iter().any(named);
    let comparators = requirement.comparators.as_slice();
    if requirement.matches(version) && !(has_ended && comparators.len() == 1) {
        return Fate::Kept;
    }
    let [comparator] = comparators else {
        return Fate::Stuck;
    };
    if matches!(comparator.op, Op::Greater | Op::Less | Op::LessEq) {
        return Fate::Stuck;
    }
    let is_wild = comparator.op == Op::Wildcard;
    let start = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    let end = text.trim_end().len();
    let count = 1 + usize::from(comparator.minor.is_some()) + usize::from(comparator.patch.is_some());
    let numbers = [version.major, version.minor, version.patch].map(|number| number.to_string());
    let new = match (version.pre.is_empty(), is_wild) {
        (true, false) => numbers[..count].join("."),
        (true, true) => format!("{}.*", numbers[..count].join(".")),
        (false, false) => format!("{}-{}", numbers.join("."), version.pre),
        (false, true) => return Fate::Stuck,
    };
    let new = format!("{}{new}{}", &text[..start], &text[end..]);
    let does = VersionReq::parse(&new).is_ok_and(|requirement| requirement.matches(version));
    if does { Fate::Written(new) } else { Fate::Stuck }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_is_kept_where_it_can_be_and_keeps_its_spelling() {
        let written = |text: &str| Fate::Written(text.to_owned());
        for (requirement, version, expected) in [
            ("0.4", "0.4.1", Fate::Kept),
            ("0.4.0", "0.4.1", Fate::Kept),
            ("0.4", "0.4.0+x", Fate::Kept),
            ("0.4", "0.5.0", written("0.5")),
            ("0.4.0", "0.5.1", written("0.5.1")),
            ("0", "1.0.0", written("1")),
            ("^ 0.4", "0.5.0", written("^ 0.5")),
            ("~0.4.0", "0.5.1", written("~0.5.1")),
            ("=0.4.0", "0.4.1", written("=0.4.1")),
            ("= 0.4.0 ", "0.4.1", written("= 0.4.1 ")),
            ("0.4", "0.4.1-dev.1", written("0.4.1-dev.1")),
            ("0.4", "0.5.0-rc.1", written("0.5.0-rc.1")),
            ("0.5.0-rc.1", "0.5.0-rc.2", Fate::Kept),
            ("=0.5.0-rc.1", "0.5.0-rc.2", written("=0.5.0-rc.2")),
            ("0.5.0-rc.1", "0.5.0", written("0.5.0")),
            (">=0.5.0-rc.1", "0.5.0", written(">=0.5.0")),
            ("0.4.*", "0.5.0", written("0.5.*")),
            ("0.4.*", "0.5.0-rc.1", Fate::Stuck),
            ("*", "0.5.0", Fate::Kept),
            ("*", "0.5.0-rc.1", Fate::Stuck),
            (">=0.4, <0.5", "0.4.7", Fate::Kept),
            (">=0.4, <0.5", "0.5.0", Fate::Stuck),
            (">=0.4", "0.5.0-rc.1", written(">=0.5.0-rc.1")),
            (">=0.5.0-rc.1, <0.6", "0.5.0", Fate::Kept),
            ("<0.5", "0.5.0", Fate::Stuck),
            ("0.5", "0.4.0", written("0.4")),
            ("not one", "0.4.0", Fate::Stuck),
        ] {
            let version = semver::Version::parse(version).expect("a version");
            assert_eq!(fate(requirement, &version), expected, "{requirement} {version}");
        }
    }
}
