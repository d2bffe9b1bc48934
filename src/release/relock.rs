//! Cargo.lock after crates of the project have come, gone, or got other dependencies, without asking the registry.
//!
//! What cargo would have to look up stays out: it adds that itself, where it is not told that the lock is final.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::project::manifests::cargo::Crate;
use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of, inherited, version_of};
use crate::release::cargo_lock::{Package, blocks, is_known, package, spelled};
use crate::syntax::layout::newline;
use crate::syntax::toml::{Node, Toml};

/// A manifest: its path from the folder of the lock, and its text.
pub type Manifest = (String, String);

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
    let (gone, own) = (packages(&gone), packages(&crates));
    if gone == own {
        return None;
    }
    let nodes = toml.get(&["package"])?.items();
    let spans = blocks(&toml, &nodes);
    let is_gone = |each: &Package<'_>| each.source.is_none() && gone.iter().any(|own| own.name == each.name);
    let mut found = Vec::new();
    for (node, span) in nodes.iter().zip(&spans) {
        found.push((package(*node)?, lock[span.start..span.end].to_owned()));
    }
    found.retain(|(each, _)| !is_gone(each));
    let kept = found.iter().map(|(each, _)| each.clone());
    let all: Vec<Package<'_>> = kept.chain(own.iter().cloned()).collect();
    let newline = newline(&toml.text);
    for (each, package) in crates.iter().zip(own) {
        let text = block(each, &package, &all, newline);
        found.push((package, text));
    }
    found.sort_by(|(one, _), (other, _)| one.key().cmp(&other.key()));
    let head = lock[..spans.first()?.start].trim_end();
    let texts: Vec<&str> = std::iter::once(head)
        .chain(found.iter().map(|(_, text)| text.as_str()))
        .collect();
    Some(texts.join(&newline.repeat(2)) + newline)
}

/// The crates of a workspace, as its manifests have them; the one beside the lock is its root, and others that are roots are no part of it.
fn crates(manifests: &[Manifest]) -> Option<Vec<Crate>> {
    let parse = |path: &str, text: &str| Toml::parse(&Arc::from(path), &Arc::from(text)).ok();
    let root = manifests.iter().find(|(path, _)| path == "Cargo.toml");
    let mut found = Vec::new();
    for (path, text) in manifests {
        let manifest = parse(path, text)?;
        let is_root = root.is_none_or(|(root, _)| root == path);
        if manifest.get(&["package", "name"]).is_none() || !is_root && manifest.get(&["workspace"]).is_some()
        {
            continue;
        }
        let workspace = match root {
            Some((root, text)) if !is_root => Some(parse(root, text)?),
            _ => None,
        };
        found.push(Crate {
            manifest,
            workspace,
            claimed_by: None,
            path_dependencies: Vec::new(),
        });
    }
    Some(found)
}

/// The packages of crates that have a name, in the order of the crates.
fn packages(crates: &[Crate]) -> Vec<Package<'_>> {
    fn package(each: &Crate) -> Package<'_> {
        Package {
            name: each.name().and_then(Node::as_str).unwrap_or_default(),
            version: each
                .version()
                .and_then(Node::as_str)
                .unwrap_or("0.0.0")
                .to_owned(),
            source: None,
        }
    }
    crates.iter().map(package).collect()
}

/// The block of a crate, with those of its dependencies that are there.
fn block(each: &Crate, package: &Package<'_>, all: &[Package<'_>], newline: &str) -> String {
    let dependencies: BTreeSet<String> = dependencies_of(&each.manifest, ALL_KINDS)
        .filter_map(|node| Some(spelled(needed(each, node, all)?, all, false)))
        .collect();
    let mut lines = vec![
        "[[package]]".to_owned(),
        format!("name = \"{}\"", package.name),
        format!("version = \"{}\"", package.version),
    ];
    if !dependencies.is_empty() {
        lines.push("dependencies = [".to_owned());
        lines.extend(
            dependencies
                .iter()
                .map(|dependency| format!(" \"{dependency}\",")),
        );
        lines.push("]".to_owned());
    }
    lines.join(newline)
}

/// The package that a dependency means: that of a folder where it has a path, and the newest that it takes.
fn needed<'p, 'a>(each: &Crate, node: Node<'_>, all: &'p [Package<'a>]) -> Option<&'p Package<'a>> {
    let name = each.registry_name(node);
    let source = inherited(node, each.root()).unwrap_or(node);
    let is_own = source.get("path").is_some();
    let wanted = version_of(source).and_then(Node::as_str);
    let wanted = wanted.and_then(|wanted| semver::VersionReq::parse(wanted).ok());
    let version = |each: &Package<'_>| semver::Version::parse(&each.version).ok();
    all.iter().filter(|other| other.name == name).max_by_key(|other| {
        let version = version(other);
        let fits = version
            .as_ref()
            .zip(wanted.as_ref())
            .is_none_or(|(version, wanted)| wanted.matches(version));
        (other.source.is_none() == is_own, fits, version)
    })
}
