//! Cargo.lock after crates of the project have come, gone, or got other dependencies, without asking the registry.
//!
//! What cargo would have to look up stays out: it adds that itself, where it is not told that the lock is final.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::project::manifests::cargo::Crate;
use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of, inherited, version_of};
use crate::release::cargo_lock::{blocks, is_known};
use crate::syntax::layout::newline;
use crate::syntax::toml::{Node, Toml};

/// A manifest: its path from the folder of the lock, and its text.
pub type Manifest = (String, String);

/// A package as the lock names it, with the text of its block.
type Blocks = BTreeMap<(String, Option<semver::Version>, String), String>;

/// The lock of a workspace whose crates are those of `after`, and were those of `before`.
///
/// `None` where they have the names and versions that they had, a manifest or the lock cannot be read, or the lock has a form that we do not write.
pub fn relocked(lock: &str, before: &[Manifest], after: &[Manifest]) -> Option<String> {
    let toml = Toml::parse(&Arc::from("Cargo.lock"), &Arc::from(lock)).ok()?;
    let is_plain = |entry: &Node<'_>| ["package", "version"].contains(&entry.key());
    if !is_known(&toml) || toml.get(&["version"]).is_none() || !toml.root().entries().iter().all(is_plain) {
        return None;
    }
    let (gone, crates) = (crates(before)?, crates(after)?);
    if named(&gone) == named(&crates) {
        return None;
    }
    let gone: BTreeSet<&str> = gone.iter().filter_map(name).collect();
    let nodes = toml.get(&["package"])?.items();
    let own = |node: &Node<'_>| {
        node.get("source").is_none() && text(*node, "name").is_some_and(|name| gone.contains(name))
    };
    let kept: Vec<Node<'_>> = nodes.iter().copied().filter(|node| !own(node)).collect();
    let mut found = Blocks::new();
    for (node, span) in nodes
        .iter()
        .zip(blocks(&toml, &nodes))
        .filter(|(node, _)| !own(node))
    {
        found.insert(
            key(
                text(*node, "name")?,
                text(*node, "version")?,
                text(*node, "source"),
            ),
            lock[span.start..span.end].to_owned(),
        );
    }
    let newline = newline(&toml.text);
    let local: Vec<(&str, &str)> = crates
        .iter()
        .filter_map(|each| Some((name(each)?, each.version()?.as_str()?)))
        .collect();
    for each in &crates {
        let (name, version) = (
            name(each)?,
            each.version().and_then(Node::as_str).unwrap_or("0.0.0"),
        );
        let dependencies: BTreeSet<String> = dependencies_of(&each.manifest, ALL_KINDS)
            .filter_map(|node| spelled(each, node, &kept, &local))
            .collect();
        let mut lines = vec![
            "[[package]]".to_owned(),
            format!("name = \"{name}\""),
            format!("version = \"{version}\""),
        ];
        if !dependencies.is_empty() {
            lines.push("dependencies = [".to_owned());
            lines.extend(
                dependencies
                    .into_iter()
                    .map(|dependency| format!(" \"{dependency}\",")),
            );
            lines.push("]".to_owned());
        }
        found.insert(key(name, version, None), lines.join(newline));
    }
    let head = lock[..blocks(&toml, &nodes).first()?.start].trim_end();
    let gap = newline.repeat(2);
    let texts: Vec<&str> = std::iter::once(head)
        .chain(found.values().map(String::as_str))
        .collect();
    Some(texts.join(&gap) + newline)
}

/// The crates of a workspace; the manifest beside the lock is its root.
fn crates(manifests: &[Manifest]) -> Option<Vec<Crate>> {
    let parse = |path: &str, text: &str| Toml::parse(&Arc::from(path), &Arc::from(text)).ok();
    let root = manifests.iter().find(|(path, _)| path == "Cargo.toml");
    let mut found = Vec::new();
    for (path, text) in manifests {
        let manifest = parse(path, text)?;
        if manifest.get(&["package"]).is_some() {
            let workspace = match root {
                Some((root, text)) if root != path => Some(parse(root, text)?),
                _ => None,
            };
            found.push(Crate {
                manifest,
                workspace,
                claimed_by: None,
                path_dependencies: Vec::new(),
            });
        }
    }
    Some(found)
}

/// Their names and versions.
fn named(crates: &[Crate]) -> BTreeSet<(&str, Option<&str>)> {
    let named = |each| Some((name(each)?, each.version().and_then(Node::as_str)));
    crates.iter().filter_map(named).collect()
}

fn name(each: &Crate) -> Option<&str> {
    each.name()?.as_str()
}

fn text<'a>(node: Node<'a>, key: &str) -> Option<&'a str> {
    node.get(key)?.as_str()
}

/// What cargo sorts by.
fn key(name: &str, version: &str, source: Option<&str>) -> (String, Option<semver::Version>, String) {
    (
        name.to_owned(),
        semver::Version::parse(version).ok(),
        source.unwrap_or_default().to_owned(),
    )
}

/// How the lock names a dependency: its version, too, where several have the name. `None` if it is not there.
fn spelled(each: &Crate, node: Node<'_>, kept: &[Node<'_>], local: &[(&str, &str)]) -> Option<String> {
    let name = each.registry_name(node);
    let source = inherited(node, each.root()).unwrap_or(node);
    if source.get("path").is_some() && local.iter().any(|(other, _)| *other == name) {
        return Some(name.to_owned());
    }
    let all: Vec<&str> = kept
        .iter()
        .filter(|node| text(**node, "name") == Some(name))
        .filter_map(|node| text(*node, "version"))
        .collect();
    let wanted = version_of(source)
        .and_then(Node::as_str)
        .and_then(|wanted| semver::VersionReq::parse(wanted).ok());
    let fits = |version: &&&str| {
        let version = semver::Version::parse(version).ok();
        version.is_some_and(|version| wanted.as_ref().is_none_or(|wanted| wanted.matches(&version)))
    };
    let newest = |version: &&&str| semver::Version::parse(version).ok();
    let version = all
        .iter()
        .filter(fits)
        .max_by_key(newest)
        .or(all.iter().max_by_key(newest))?;
    Some(if all.len() > 1 {
        format!("{name} {version}")
    } else {
        name.to_owned()
    })
}
