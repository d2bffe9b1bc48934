//! All spots where the version of a project is written, in one list.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::release::cargo_lock;
use crate::release::configured;
use crate::release::literals;
use crate::release::locks;
use crate::release::news;
use crate::release::numbering::Numbering;
use crate::release::own::Own;
use crate::release::pins;
use crate::release::refusal::Refusal;
use crate::release::requirement::{self, Fate};
use crate::release::spot::{Form, Kind, Spot};
use crate::syntax::toml::{Node, Toml};

/// The files of the repository that a list of spots rests on.
#[derive(Debug)]
pub struct Files {
    /// Every Cargo.lock that has an entry of an own crate.
    pub locks: Vec<Toml>,
    /// Every uv.lock.
    pub uv_locks: Vec<Toml>,
}

impl Files {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// The lock of the project cannot be understood.
    pub fn read(own: &Own<'_>) -> Result<Self, Refusal> {
        Ok(Self {
            locks: locks::cargo(own)?,
            uv_locks: locks::uv(own),
        })
    }
}

/// The spot that the version of the wheel comes from.
pub fn source(own: &Own<'_>, numbering: &Numbering<'_>) -> Option<Spot> {
    match numbering.fixed {
        Some(fixed) => Spot::of_node(Kind::Project, fixed, &"pyproject.toml".into(), true, Form::Alike),
        None => crate_spot(own, numbering),
    }
}

/// All spots, those of one kind together; each place once.
pub fn spots(own: &Own<'_>, numbering: &Numbering<'_>, files: &Files) -> Vec<Spot> {
    let wheel = &numbering.wheel.pep440;
    let mut spots: Vec<Spot> = source(own, numbering).into_iter().collect();
    spots.extend(crate_spot(own, numbering));
    spots.extend(members(own, numbering));
    spots.extend(pins::spots(own, numbering));
    spots.extend(requirements(own, numbering));
    spots.extend(cargo_locks(own, numbering, files));
    spots.extend(uv_locks(own, numbering, files, &spots));
    spots.extend(literals::spots(own, wheel));
    spots.extend(news::changelog(own).and_then(|changelog| news::spot(&changelog, wheel)));
    spots.extend(configured::spots(own, &numbering.wheel));
    let known: BTreeSet<Arc<str>> = spots.iter().map(|spot| spot.place.path.clone()).collect();
    spots.extend(configured::named(own, &numbering.wheel, &known));
    spots.sort_by(|one, other| (one.kind, &one.place).cmp(&(other.kind, &other.place)));
    let mut seen = BTreeSet::new();
    spots.retain(|spot| seen.insert(spot.place.clone()));
    spots
}

/// The version of the crate that becomes the extension.
fn crate_spot(own: &Own<'_>, numbering: &Numbering<'_>) -> Option<Spot> {
    let binding = own.binding()?;
    let node = own.version_of(binding)?;
    let is_own = binding
        .get(&["package", "version"])
        .and_then(Node::as_str)
        .is_some();
    let kind = if is_own { Kind::Crate } else { Kind::Workspace };
    let spot = spot_of(own, kind, node, numbering)?;
    Some(if numbering.krate.is_some() {
        spot
    } else {
        spot.named()
    })
}

fn spot_of(own: &Own<'_>, kind: Kind, node: Node<'_>, numbering: &Numbering<'_>) -> Option<Spot> {
    let version = crate::standards::version::to_pep440(node.as_str()?);
    let agrees = version.as_ref() == Some(&numbering.wheel.pep440);
    Spot::of_node(kind, node, &own.known(&node.toml().path), agrees, Form::Cargo)
}

/// The other crates that have the version, and those that depend on one of them and repeat it on their own.
fn members(own: &Own<'_>, numbering: &Numbering<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    let text = numbering.krate.and_then(Node::as_str);
    for manifest in own.manifests() {
        let literal = manifest
            .get(&["package", "version"])
            .filter(|node| node.as_str().is_some());
        let spot = literal.and_then(|node| spot_of(own, Kind::Member, node, numbering));
        if numbering.has(manifest) {
            spots.extend(spot);
        } else if spot.as_ref().is_some_and(|spot| Some(spot.text.as_str()) == text)
            && requirement::neighbours(own, manifest).any(|other| numbering.has(other))
        {
            spots.extend(spot.map(Spot::named));
        }
    }
    let root = own.binding().and_then(|binding| own.root_of(binding));
    let shared = root.and_then(|root| root.get(&["workspace", "package", "version"]));
    let shared = shared.filter(|shared| text.is_some() && shared.as_str() == text);
    spots.extend(shared.and_then(|node| spot_of(own, Kind::Workspace, node, numbering)));
    spots
}

/// What crates of the repository ask of those that have the version.
fn requirements(own: &Own<'_>, numbering: &Numbering<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for manifest in own.manifests() {
        for asked in requirement::all(own, manifest) {
            let version = own.version_of(asked.of).and_then(Node::as_str);
            let version = version.and_then(|text| semver::Version::parse(text).ok());
            if let Some(version) = version.filter(|_| numbering.has(asked.of)) {
                let text = asked.node.as_str().unwrap_or_default();
                let agrees = requirement::allows(text, &version);
                spots.extend(Spot::of_node(
                    Kind::Requirement,
                    asked.node,
                    &manifest.path,
                    agrees,
                    Form::Whole,
                ));
            }
        }
    }
    spots
}

/// The entries of own crates in locks: of those that have the version, and of others that are stale.
fn cargo_locks(own: &Own<'_>, numbering: &Numbering<'_>, files: &Files) -> Vec<Spot> {
    let mut spots = Vec::new();
    for lock in &files.locks {
        for entry in locks::entries(own, lock) {
            let agrees = own.version_text(entry.manifest) == entry.version.as_str();
            if numbering.has(entry.manifest) || !agrees && !numbering.is_separate {
                spots.extend(Spot::of_node(
                    Kind::CargoLock,
                    entry.version,
                    &lock.path,
                    agrees,
                    Form::Whole,
                ));
            }
        }
    }
    spots
}

fn uv_locks(own: &Own<'_>, numbering: &Numbering<'_>, files: &Files, known: &[Spot]) -> Vec<Spot> {
    let wheel = &numbering.wheel.pep440;
    let has_version = |path: &Arc<str>| {
        known
            .iter()
            .any(|spot| matches!(spot.kind, Kind::Project | Kind::Distribution) && spot.place.path == *path)
    };
    let mut spots = Vec::new();
    for lock in &files.uv_locks {
        for (version, pyproject) in locks::distributions(own, lock) {
            let parsed = version.as_str().and_then(crate::standards::version::to_pep440);
            let agrees = parsed.as_ref() == Some(wheel);
            if has_version(&pyproject) {
                spots.extend(Spot::of_node(
                    Kind::UvLock,
                    version,
                    &lock.path,
                    agrees,
                    Form::Python,
                ));
            }
        }
    }
    spots
}

/// The edits after which requirements allow, and locks have, the version `to` of the crates of the project.
///
/// # Errors
///
/// A requirement that only a person can write anew.
pub fn edits(
    own: &Own<'_>,
    numbering: &Numbering<'_>,
    files: &Files,
    to: &str,
) -> Result<Vec<crate::text::edit::Edit>, Refusal> {
    let mut edits = Vec::new();
    let version = semver::Version::parse(to).ok();
    for manifest in own.manifests() {
        for asked in requirement::all(own, manifest) {
            let Some(version) = version.as_ref().filter(|_| numbering.has(asked.of)) else {
                continue;
            };
            let text = asked.node.as_str().unwrap_or_default();
            match requirement::fate(text, version) {
                Fate::Kept => {}
                Fate::Written(new) => edits.extend(crate::syntax::splice::respell(asked.node, &new)),
                Fate::Stuck => return Err(requirement::stuck(own, &asked, to)),
            }
        }
    }
    for lock in &files.locks {
        let moved = locks::entries(own, lock).into_iter().filter_map(|entry| {
            let version = match numbering.has(entry.manifest) {
                true => to,
                false => own.version_text(entry.manifest)?,
            };
            Some((entry.index, version.to_owned()))
        });
        edits.extend(cargo_lock::edits(lock, &moved.collect::<Vec<_>>()));
    }
    Ok(edits)
}
