//! Cargo.lock with other versions of the project's own crates, written as cargo would write it.
//!
//! Cargo sorts the blocks by name and version, and names a dependency by as little as makes it
//! [unambiguous](https://doc.rust-lang.org/nightly/nightly-rustc/src/cargo/core/resolver/encode.rs.html): both may
//! change with a version. A lock that is not sorted was not written by cargo, and keeps its order.

use std::collections::BTreeSet;

use crate::syntax::toml::{Node, Toml};
use crate::text::edit::{Edit, splice};
use crate::text::place::Span;

/// The newest form of the file that we know.
const NEWEST: i64 = 4;

/// A package in the lock.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Package<'a> {
    pub name: &'a str,
    pub version: String,
    pub source: Option<&'a str>,
}

impl Package<'_> {
    /// What cargo sorts by.
    pub fn key(&self) -> (&str, Option<semver::Version>, bool, &str) {
        let source = self.source.unwrap_or_default();
        let version = semver::Version::parse(&self.version).ok();
        (self.name, version, source.starts_with("git+"), source)
    }
}

/// Whether the lock has a form that we know.
pub fn is_known(lock: &Toml) -> bool {
    let version = lock.get(&["version"]);
    version.is_none_or(|version| {
        version
            .as_integer()
            .is_some_and(|version| (1..=NEWEST).contains(&version))
    })
}

/// The edits after which the packages at `moved` have other versions, each given with its index in the file.
pub fn edits(lock: &Toml, moved: &[(usize, String)]) -> Vec<Edit> {
    let nodes = lock.get(&["package"]).map(Node::items).unwrap_or_default();
    let Some(old) = nodes
        .iter()
        .map(|node| package(*node))
        .collect::<Option<Vec<_>>>()
    else {
        return Vec::new();
    };
    let mut new = old.clone();
    for (index, version) in moved {
        if let Some(package) = new.get_mut(*index) {
            package.version.clone_from(version);
        }
    }
    if new == old {
        return Vec::new();
    }
    let changed: BTreeSet<&str> = moved
        .iter()
        .filter_map(|(index, _)| Some(old.get(*index)?.name))
        .collect();
    let is_full = names_in_full(lock);
    let mut inner: Vec<Vec<(Span, String)>> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let mut edits = renamed(*node, &changed, &old, &new, is_full);
        let version = node.get("version").and_then(Node::value_span);
        if let Some(span) = version.filter(|_| old[index].version != new[index].version) {
            edits.push((span, format!("\"{}\"", new[index].version)));
        }
        inner.push(edits);
    }
    moved_blocks(lock, &nodes, &inner, &order(&old, &new))
}

/// The package of a block.
pub(super) fn package<'a>(node: Node<'a>) -> Option<Package<'a>> {
    Some(Package {
        name: node.get("name")?.as_str()?,
        version: node.get("version")?.as_str()?.to_owned(),
        source: node.get("source").and_then(Node::as_str),
    })
}

/// Whether the lock has the oldest form, in which each dependency has its version and its source.
fn names_in_full(lock: &Toml) -> bool {
    let metadata = lock.get(&["metadata"]).map(Node::entries).unwrap_or_default();
    lock.get(&["version"]).is_none() && metadata.iter().any(|entry| entry.key().starts_with("checksum "))
}

/// The new texts of the dependencies of a package, in their new order.
fn renamed(
    node: Node<'_>,
    changed: &BTreeSet<&str>,
    old: &[Package<'_>],
    new: &[Package<'_>],
    is_full: bool,
) -> Vec<(Span, String)> {
    let items = node.get("dependencies").map(Node::items).unwrap_or_default();
    let texts: Option<Vec<&str>> = items.iter().map(|item| item.as_str()).collect();
    let Some(texts) = texts else { return Vec::new() };
    let name = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
    if !texts.iter().any(|text| changed.contains(name(text).as_str())) {
        return Vec::new();
    }
    let rename = |text: &&str| match changed.contains(name(text).as_str()) {
        true => named_in(text, old).map_or((*text).to_owned(), |index| spelled(&new[index], new, is_full)),
        false => (*text).to_owned(),
    };
    let mut renamed: Vec<String> = texts.iter().map(rename).collect();
    if texts.is_sorted() {
        renamed.sort();
    }
    let changes = items.iter().zip(&texts).zip(renamed);
    changes
        .filter(|((_, old), new)| *old != new)
        .filter_map(|((item, _), new)| Some((item.value_span()?, format!("\"{new}\""))))
        .collect()
}

/// The package that the text of a dependency means.
fn named_in(text: &str, packages: &[Package<'_>]) -> Option<usize> {
    let mut words = text.splitn(3, ' ');
    let (name, version, source) = (words.next()?, words.next(), words.next());
    let source = source.map(|source| source.trim_matches(['(', ')']));
    let is_it = |package: &Package<'_>| {
        let has_source = source.is_none_or(|source| package.source == Some(source));
        package.name == name && version.is_none_or(|version| package.version == version) && has_source
    };
    let matches = || packages.iter().enumerate().filter(|(_, package)| is_it(package));
    // Where several have the name and the version, only that of a folder has no source to name.
    let own = matches().find(|(_, package)| package.source.is_none());
    own.or_else(|| matches().next()).map(|(index, _)| index)
}

/// How a dependency on a package is written: with no more than tells it from the others.
pub(super) fn spelled(package: &Package<'_>, all: &[Package<'_>], is_full: bool) -> String {
    let named = || all.iter().filter(|other| other.name == package.name);
    let versions: BTreeSet<&str> = named().map(|other| other.version.as_str()).collect();
    let same = named().filter(|other| other.version == package.version).count();
    let mut text = package.name.to_owned();
    if is_full || versions.len() > 1 || same > 1 {
        text = format!("{text} {}", package.version);
    }
    match package.source.filter(|_| is_full || same > 1) {
        Some(source) => format!("{text} ({source})"),
        None => text,
    }
}

/// For each place in the file, the package that comes there.
fn order(old: &[Package<'_>], new: &[Package<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..new.len()).collect();
    if old.is_sorted_by_key(Package::key) {
        order.sort_by(|one, other| new[*one].key().cmp(&new[*other].key()));
    }
    order
}

/// The edits inside the blocks, and whole blocks where others come into their places.
fn moved_blocks(
    lock: &Toml,
    nodes: &[Node<'_>],
    inner: &[Vec<(Span, String)>],
    order: &[usize],
) -> Vec<Edit> {
    let blocks = blocks(lock, nodes);
    let mut edits = Vec::new();
    for (at, from) in order.iter().enumerate() {
        if at == *from {
            let own = inner[at].iter();
            edits.extend(own.map(|(span, text)| Edit::replace(&lock.path, *span, text.as_str())));
            continue;
        }
        let block = blocks[*from];
        let within = |(span, text): &'_ (Span, String)| {
            let moved = span.start - block.start..span.end - block.start;
            (Span::from(moved), text.clone())
        };
        let changes: Vec<(Span, String)> = inner[*from].iter().map(within).collect();
        let changes: Vec<(Span, &str)> = changes
            .iter()
            .map(|(span, text)| (*span, text.as_str()))
            .collect();
        let text = splice(&lock.text[block.start..block.end], &changes);
        edits.extend(text.map(|text| Edit::replace(&lock.path, blocks[at], text)));
    }
    edits
}

/// The block of each package, from its header to its last byte.
pub(super) fn blocks(lock: &Toml, nodes: &[Node<'_>]) -> Vec<Span> {
    let starts: Vec<usize> = nodes
        .iter()
        .filter_map(|node| Some(node.value_span()?.start))
        .collect();
    let others = lock
        .root()
        .entries()
        .into_iter()
        .filter(|entry| entry.key() != "package");
    let others = others.flat_map(|entry| match entry.is_tables() {
        true => entry.items(),
        false => [vec![entry], entry.entries()].concat(),
    });
    let mut bounds: Vec<usize> = others
        .filter_map(|entry| Some(entry.value_span()?.start))
        .collect();
    bounds.extend(&starts);
    bounds.push(lock.text.len());
    bounds.sort_unstable();
    let block = |start: &usize| {
        let next = bounds[bounds.partition_point(|bound| bound <= start)];
        let end = start + lock.text[*start..next].trim_end().len();
        Span { start: *start, end }
    };
    starts.iter().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::edit::replaced;

    fn lock(packages: &[(&str, &str, &str, &[&str])]) -> String {
        let package = |(name, version, source, dependencies): &(&str, &str, &str, &[&str])| {
            let source = if source.is_empty() {
                String::new()
            } else {
                format!("source = \"{source}\"\n")
            };
            let lines: String = dependencies
                .iter()
                .map(|name| format!(" \"{name}\",\n"))
                .collect();
            let dependencies = if lines.is_empty() {
                lines
            } else {
                format!("dependencies = [\n{lines}]\n")
            };
            format!("\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{source}{dependencies}")
        };
        let packages: String = packages.iter().map(package).collect();
        format!("version = 4\n{packages}")
    }

    fn moved(text: &str, moved: &[(usize, &str)]) -> String {
        let toml = Toml::parse(&"Cargo.lock".into(), &text.into()).expect("TOML");
        let moved: Vec<(usize, String)> = moved.iter().map(|(at, to)| (*at, (*to).to_owned())).collect();
        replaced(text, &edits(&toml, &moved)).expect("edits do not meet")
    }

    const REGISTRY: &str = "registry+https://example.org/index";

    #[test]
    fn a_crate_that_wraps_one_of_its_name_moves_behind_it() {
        let named = format!("demo 0.26.0 ({REGISTRY})");
        let before = lock(&[
            ("demo", "0.26.0", "", &[&named, "serde"]),
            ("demo", "0.26.0", REGISTRY, &["serde"]),
            ("serde", "1.0.0", REGISTRY, &[]),
        ]);
        let after = lock(&[
            ("demo", "0.26.0", REGISTRY, &["serde"]),
            ("demo", "0.27.0", "", &["demo 0.26.0", "serde"]),
            ("serde", "1.0.0", REGISTRY, &[]),
        ]);
        assert_eq!(moved(&before, &[(0, "0.27.0")]), after);
        assert_eq!(moved(&after, &[(1, "0.26.0")]), before);
    }

    #[test]
    fn two_crates_of_one_name_change_their_order_and_how_they_are_named() {
        let before = lock(&[
            ("a", "0.9.0", "", &[]),
            ("a", "0.9.5", "", &[]),
            ("b", "1.0.0", "", &["a 0.9.0", "a 0.9.5"]),
        ]);
        let after = lock(&[
            ("a", "0.9.5", "", &[]),
            ("a", "0.10.0", "", &[]),
            ("b", "1.0.0", "", &["a 0.10.0", "a 0.9.5"]),
        ]);
        assert_eq!(moved(&before, &[(0, "0.10.0")]), after);
    }

    #[test]
    fn nothing_else_is_touched() {
        let before = lock(&[
            ("demo", "0.1.0", "", &["other", "phf"]),
            ("other", "0.1.0", "", &["demo"]),
            ("phf", "0.1.0", REGISTRY, &[]),
        ]);
        let after = before.replace(
            "name = \"demo\"\nversion = \"0.1.0\"",
            "name = \"demo\"\nversion = \"1.0.0\"",
        );
        assert_eq!(moved(&before, &[(0, "1.0.0")]), after);
        let windows = before.replace('\n', "\r\n");
        assert_eq!(moved(&windows, &[(0, "1.0.0")]), after.replace('\n', "\r\n"));
        assert_eq!(moved(&before, &[(0, "0.1.0")]), before);
    }

    #[test]
    fn the_oldest_form_names_every_dependency_in_full() {
        let old = |version: &str| {
            format!(
                "[[package]]\nname = \"demo\"\nversion = \"{version}\"\n\n[[package]]\nname = \"tool\"\nversion = \"0.1.0\"\n\
                 dependencies = [\n \"demo {version}\",\n]\n\n[metadata]\n\"checksum x 1.0.0 ({REGISTRY})\" = \"0\"\n"
            )
        };
        assert_eq!(moved(&old("0.1.0"), &[(0, "0.2.0")]), old("0.2.0"));
    }

    #[test]
    fn a_lock_that_cargo_did_not_write_keeps_its_order() {
        let before = lock(&[("b", "0.1.0", "", &["z", "a"]), ("a", "0.1.0", "", &[])]);
        assert_eq!(
            moved(&before, &[(0, "0.2.0")]),
            before.replacen("0.1.0", "0.2.0", 1)
        );
    }
}
