//! The version in files that the settings name, and in texts that only mention it.
//!
//! `files` of `[tool.ironwheel.version]` is a list: a pattern of paths stands for every mention of the version in these
//! files, `{ path = "README.md", search = "rev: v{version}" }` for those in such a text.

use std::collections::BTreeSet;
use std::sync::Arc;

use pep440_rs::Version;

use crate::about::NAME;
use crate::release::literals::folders;
use crate::release::own::Own;
use crate::release::spelling::Release;
use crate::release::spot::{Form, Kind, Spot};
use crate::standards::requirement::normal_name;
use crate::standards::version::to_pep440;
use crate::syntax::glob::Glob;
use crate::syntax::toml::Node;
use crate::text::place::Place;
use crate::tree;

/// What stands for the version in `search` and in `tag`.
pub const VERSION: &str = "{version}";

/// Folders whose texts are about other things.
const NOT_OURS: [&str; 6] = ["tests", "test", "fixtures", "node_modules", "vendor", "snapshots"];
/// Files that hold the version of the project under a key of their own.
const MANIFESTS: [&str; 10] = [
    ".zenodo.json",
    "CMakeLists.txt",
    "Chart.yaml",
    "codemeta.json",
    "flake.nix",
    "meta.yaml",
    "package.json",
    "pom.xml",
    "recipe.yaml",
    "snapcraft.yaml",
];

/// A value of `[tool.ironwheel.version]`.
pub fn setting<'a>(own: &Own<'a>, name: &str) -> Option<Node<'a>> {
    let pyproject = own.project.pyproject.as_ref()?;
    pyproject.toml.get(&["tool", NAME, "version", name])
}

/// The spots in the files that the settings name; a file without one is a spot that is only named.
pub fn spots(own: &Own<'_>, wheel: &Release) -> Vec<Spot> {
    let items = setting(own, "files").map(Node::items).unwrap_or_default();
    let spots = items.into_iter().flat_map(|item| {
        let pattern = item
            .as_str()
            .or_else(|| item.get("path")?.as_str())
            .unwrap_or_default();
        let search = item.get("search").and_then(Node::as_str).unwrap_or(VERSION);
        let paths = matching(own, pattern);
        let missing = paths.is_empty().then(|| nowhere(&tree::join("", pattern).into()));
        let found = paths.into_iter().flat_map(move |path| {
            let text = own.tree().text(&path).unwrap_or_default();
            let found = mentions(&path, &text, search, wheel);
            match found.is_empty() {
                true => vec![nowhere(&path)],
                false => found,
            }
        });
        found.chain(missing).collect::<Vec<_>>()
    });
    spots.collect()
}

/// A file that is to hold the version and does not.
fn nowhere(path: &Arc<str>) -> Spot {
    Spot {
        kind: Kind::Configured,
        place: Place::file(path.clone()),
        text: String::new(),
        agrees: false,
        form: Form::Named,
    }
}

fn matching(own: &Own<'_>, pattern: &str) -> Vec<Arc<str>> {
    let pattern = tree::join("", pattern);
    if !pattern.contains(['*', '?', '[', '{']) {
        return own
            .tree()
            .exists(&pattern)
            .then(|| pattern.into())
            .into_iter()
            .collect();
    }
    let fixed: Vec<&str> = pattern
        .split('/')
        .take_while(|part| !part.contains(['*', '?', '[', '{']))
        .collect();
    let Some(glob) = Glob::parse(&pattern) else {
        return Vec::new();
    };
    let found = own.tree().files(&fixed.join("/"), "").into_iter();
    found.filter(|path| glob.matches(path)).collect()
}

/// Every place in a text where the version stands in what is searched for, in either spelling.
fn mentions(path: &Arc<str>, text: &str, search: &str, wheel: &Release) -> Vec<Spot> {
    let Some((before, after)) = search.split_once(VERSION) else {
        return Vec::new();
    };
    let form = match path.ends_with(".json") {
        true => Form::Cargo,
        false => Form::Alike,
    };
    let spot = |(start, version): (usize, &str)| Spot {
        kind: Kind::Configured,
        place: Place::at(path, start..start + version.len()),
        text: version.to_owned(),
        agrees: true,
        form,
    };
    let is_there = |(start, version): &(usize, &str)| {
        text[..*start].ends_with(before) && text[start + version.len()..].starts_with(after)
    };
    occurrences(text, wheel)
        .into_iter()
        .filter(is_there)
        .map(spot)
        .collect()
}

/// Where a text has the version, as no part of another one, and how it is spelled there.
fn occurrences<'a>(text: &'a str, wheel: &Release) -> Vec<(usize, &'a str)> {
    let mut spellings = vec![wheel.pep440.to_string()];
    spellings.extend(wheel.semver.clone());
    let mut found: BTreeSet<(usize, &str)> = BTreeSet::new();
    for spelling in spellings {
        let starts = text
            .match_indices(&spelling)
            .filter(|(at, _)| is_whole(text, *at, &wheel.pep440));
        found.extend(starts);
    }
    found.into_iter().collect()
}

/// Whether a version that begins at `at` is not the end of a longer word, nor the beginning of another version.
fn is_whole(text: &str, at: usize, wheel: &Version) -> bool {
    let before = text[..at].strip_suffix('v').unwrap_or(&text[..at]);
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '.';
    let rest = &text[at..];
    let is_more = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '+' | '!');
    let word = &rest[..rest.find(|letter| !is_more(letter)).unwrap_or(rest.len())];
    let mut ends: Vec<usize> = word.match_indices(['.', '-', '+']).map(|(end, _)| end).collect();
    ends.push(word.len());
    // The longest part of the word that is a version.
    let longest = ends.into_iter().rev().find_map(|end| to_pep440(&word[..end]));
    !before.ends_with(is_part) && longest.as_ref() == Some(wheel)
}

/// The texts that mention the version beside the name of the project, and other manifests that have it.
///
/// `written` are the files that are known already.
pub fn named(own: &Own<'_>, wheel: &Release, written: &BTreeSet<Arc<str>>) -> Vec<Spot> {
    let tree = own.tree();
    let is_text = |path: &Arc<str>| path.ends_with(".md") || path.ends_with(".rst") || path.ends_with(".txt");
    let mut paths: Vec<Arc<str>> = Vec::new();
    for folder in folders(own) {
        paths.extend(tree.files_in(&folder, "").into_iter().filter(is_text));
        paths.extend(
            tree.files(&tree::join(&folder, "docs"), "")
                .into_iter()
                .filter(is_text),
        );
    }
    let mut manifests: Vec<Arc<str>> = MANIFESTS.iter().flat_map(|name| own.files(name)).collect();
    let is_other = |path: &Arc<str>| path.split('/').any(|part| NOT_OURS.contains(&part));
    for list in [&mut paths, &mut manifests] {
        *list = list.iter().map(|path| own.known(path)).collect();
        list.retain(|path| !written.contains(path) && !is_other(path));
        list.sort();
        list.dedup();
    }
    let names = names(own);
    let beside = |line: &str| {
        names
            .iter()
            .any(|name| line.to_lowercase().replace('_', "-").contains(name.as_str()))
    };
    let keyed = |line: &str| line.to_lowercase().contains("version");
    let in_texts = paths.iter().flat_map(|path| lines(own, path, wheel, &beside));
    let in_manifests = manifests.iter().flat_map(|path| lines(own, path, wheel, &keyed));
    in_texts.chain(in_manifests).collect()
}

/// The names of the distribution and of its crate.
fn names(own: &Own<'_>) -> Vec<String> {
    let project = own.project;
    let distribution = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.field("name"));
    let krate = project.cargo.as_ref().and_then(|cargo| cargo.name());
    let names = [distribution, krate]
        .into_iter()
        .flatten()
        .filter_map(Node::as_str);
    names.map(normal_name).collect()
}

/// The mentions in the lines of a file that are about the project.
fn lines(own: &Own<'_>, path: &Arc<str>, wheel: &Release, is_about: &dyn Fn(&str) -> bool) -> Vec<Spot> {
    let Some(text) = own.tree().text(path) else {
        return Vec::new();
    };
    let line = |at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        text[start..].lines().next().unwrap_or_default()
    };
    let found = occurrences(&text, wheel)
        .into_iter()
        .filter(|(at, _)| is_about(line(*at)));
    found
        .map(|(at, version)| Spot {
            kind: Kind::Mention,
            place: Place::at(path, at..at + version.len()),
            text: version.to_owned(),
            agrees: true,
            form: Form::Named,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_as_no_part_of_another() {
        let wheel = |text: &str| Release {
            pep440: text.parse().expect("a version"),
            semver: crate::standards::version::to_semver(&text.parse().expect("a version")),
        };
        for (text, version, count) in [
            ("demo==1.2.3", "1.2.3", 1),
            ("rev: v1.2.3", "1.2.3", 1),
            ("demo 1.2.3.", "1.2.3", 1),
            ("demo-1.2.3-py3-none-any.whl", "1.2.3", 1),
            ("demo-1.2.3.tar.gz", "1.2.3", 1),
            ("11.2.3, 1.2.30, 1.2.3.4, 0.1.2.3", "1.2.3", 0),
            ("1.2.3rc1 1.2.3-rc.1 1.2.3.post1", "1.2.3", 0),
            ("1.2.3rc1 1.2.3-rc.1", "1.2.3rc1", 2),
            ("3.12.0a7", "3.12.0", 0),
        ] {
            assert_eq!(occurrences(text, &wheel(version)).len(), count, "{text}");
        }
    }
}
