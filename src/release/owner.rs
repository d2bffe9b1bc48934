//! The tool that writes the version of a project at a release, if one is set up.

use crate::release::literals::folders;
use crate::release::own::Own;
use crate::syntax::toml::{Node, Toml};
use crate::text::place::Place;
use crate::tree;

/// A release tool, and what shows that it is in charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Its name.
    pub tool: &'static str,
    /// Where it is set up.
    pub place: Place,
}

/// The files by which tools that write versions are set up.
const FILES: [(&str, &str); 20] = [
    (".bumpversion.cfg", "bump-my-version"),
    (".bumpversion.toml", "bump-my-version"),
    (".changeset/config.json", "changesets"),
    (".cz.json", "commitizen"),
    (".cz.toml", "commitizen"),
    (".cz.yaml", "commitizen"),
    (".release-please-manifest.json", "release-please"),
    (".release-plz.toml", "release-plz"),
    (".releaserc", "semantic-release"),
    (".releaserc.json", "semantic-release"),
    (".releaserc.yaml", "semantic-release"),
    (".releaserc.yml", "semantic-release"),
    ("cz.json", "commitizen"),
    ("cz.toml", "commitizen"),
    ("cz.yaml", "commitizen"),
    ("knope.toml", "knope"),
    ("release-please-config.json", "release-please"),
    ("release-plz.toml", "release-plz"),
    ("releaserc.toml", "python-semantic-release"),
    ("tbump.toml", "tbump"),
];

/// The tables of pyproject.toml by which they are set up, and the keys that put them in charge of the version.
const TABLES: [(&str, &[&str], &str); 5] = [
    ("bumpversion", &["current_version", "files"], "bump-my-version"),
    (
        "commitizen",
        &["version", "version_provider", "version_files"],
        "commitizen",
    ),
    (
        "rooster",
        &["version_files", "version_tag_prefix", "major_labels"],
        "rooster",
    ),
    (
        "semantic_release",
        &["version_toml", "version_variables", "version_variable"],
        "python-semantic-release",
    ),
    ("tbump", &["version"], "tbump"),
];

/// The release tool that is in charge of the version.
pub fn of(own: &Own<'_>) -> Option<Owner> {
    let folders = folders(own);
    let by_file = folders
        .iter()
        .flat_map(|folder| FILES.iter().map(move |file| (folder, file)));
    let by_file = by_file.filter_map(|(folder, (file, tool))| {
        let path = tree::join(folder, file);
        let is_there = own.tree().exists(&path) && is_in_charge(own, &path);
        is_there.then(|| Owner {
            tool,
            place: Place::file(path),
        })
    });
    let by_table = folders.iter().filter_map(|folder| {
        let toml = own.tree().toml(&tree::join(folder, "pyproject.toml"))?;
        TABLES.iter().find_map(|(table, keys, tool)| {
            let node = toml.get(&["tool", table])?;
            let key = keys.iter().find_map(|key| node.get(key))?;
            Some(Owner {
                tool,
                place: key.key_place(),
            })
        })
    });
    by_file.chain(by_table).next()
}

/// Whether a file of commitizen, which some use for the messages of commits alone, has the version.
fn is_in_charge(own: &Own<'_>, path: &str) -> bool {
    if !path.contains("cz.") {
        return true;
    }
    let text = own.tree().text(path).unwrap_or_default();
    let parsed = Toml::parse(&path.into(), &text).ok();
    match parsed {
        Some(toml) => toml
            .get(&["tool", "commitizen"])
            .map(Node::entries)
            .is_some_and(|entries| {
                let mut keys = entries.iter().map(|entry| entry.key());
                keys.any(|key| key.starts_with("version"))
            }),
        None => text.contains("version"),
    }
}
