//! The picture of a release: a table of platforms and Pythons, the sizes, and what has changed since another release.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::artifact::Artifact;
use crate::artifact::coverage::{self, Coverage, Python, grounds};
use crate::artifact::release::Release;
use crate::text::printable::printable;

/// So many of the largest files are named.
const LARGEST: usize = 3;

/// What is seen of a release.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// The project and the version, as the files are named.
    title: String,
    /// The Pythons that are the columns.
    pythons: Vec<String>,
    /// A row for each platform.
    rows: Vec<Row>,
    /// Each artifact with its sizes.
    artifacts: Vec<Sized>,
    /// The files of the other release that this one has no counterpart of.
    gone: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    platform: String,
    /// What is in each column; empty for nothing.
    cells: Vec<Cell>,
}

#[derive(Debug, Default, Serialize)]
struct Cell {
    /// The wheel.
    wheel: String,
    /// The least version of the system.
    floor: String,
    /// Whether it serves this Python by the stable ABI of an older one.
    carried: bool,
}

#[derive(Debug, Serialize)]
struct Sized {
    path: String,
    size: u64,
    /// Of all files that are in it.
    unpacked: u64,
    largest: Vec<Large>,
    /// The size of its counterpart in the other release; absent where there is none, or no other release.
    before: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Large {
    path: String,
    size: u64,
    /// The largest sections of a binary, those of all processors together.
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
struct Section {
    name: String,
    size: u64,
}

/// The picture of a release, beside another one if there is one.
pub fn of(release: &Release<'_>, other: &[Artifact]) -> Picture {
    let coverage = Coverage::of(release);
    let cell = |row: &BTreeMap<Python, coverage::Cell>, python: &Python| {
        row.get(python).map_or_else(Cell::default, |cell| Cell {
            wheel: printable(&cell.path),
            floor: cell.floor.clone(),
            carried: cell.is_carried,
        })
    };
    let mut grounds: Vec<_> = coverage.rows.iter().collect();
    grounds.sort_by_key(|(ground, _)| ground.rank());
    let rows = grounds.into_iter().map(|(ground, row)| Row {
        platform: printable(format!("{} {}", ground.system, ground.arch).trim_end()),
        cells: coverage.pythons.iter().map(|python| cell(row, python)).collect(),
    });
    let first = release.artifacts.first().map(|built| built.artifact);
    let own: Vec<String> = release
        .artifacts
        .iter()
        .map(|built| counterpart(built.artifact))
        .collect();
    let gone = other
        .iter()
        .filter(|artifact| !own.contains(&counterpart(artifact)));
    Picture {
        title: first.map(title).unwrap_or_default(),
        pythons: coverage.pythons.iter().map(Python::label).collect(),
        rows: rows.collect(),
        artifacts: release
            .artifacts
            .iter()
            .map(|built| sized(&built.path, built.artifact, other))
            .collect(),
        gone: gone.map(|artifact| printable(&artifact.file)).collect(),
    }
}

fn title(artifact: &Artifact) -> String {
    let name = artifact
        .name
        .as_ref()
        .map(|name| format!("{} {}", name.project, name.version));
    printable(&name.unwrap_or_else(|| artifact.file.clone()))
}

/// What stays of a file's name from release to release.
fn counterpart(artifact: &Artifact) -> String {
    let Some(tags) = artifact.tags() else {
        return "sdist".to_owned();
    };
    let grounds = tags.platforms.iter().flat_map(grounds);
    let names: BTreeSet<String> = grounds
        .map(|ground| format!("{} {}", ground.system, ground.arch))
        .collect();
    format!("{} {} {names:?}", tags.pythons.join("."), tags.abis.join("."))
}

fn sized(path: &str, artifact: &Artifact, other: &[Artifact]) -> Sized {
    let mut files: Vec<_> = artifact.files().collect();
    files.sort_by_key(|member| (Reverse(member.size), member.path.clone()));
    let own = counterpart(artifact);
    Sized {
        path: printable(path),
        size: artifact.size,
        unpacked: files
            .iter()
            .map(|member| member.size)
            .fold(0, u64::saturating_add),
        largest: files
            .iter()
            .take(LARGEST)
            .map(|member| Large {
                path: printable(&member.path),
                size: member.size,
                sections: sections(artifact, &member.path),
            })
            .collect(),
        before: other
            .iter()
            .find(|artifact| counterpart(artifact) == own)
            .map(|artifact| artifact.size),
    }
}

/// What makes a binary large.
fn sections(artifact: &Artifact, path: &str) -> Vec<Section> {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    let own = artifact.natives.iter().filter(|native| native.path == path);
    for (name, size) in own
        .flat_map(|native| &native.slices)
        .flat_map(|slice| &slice.sections)
    {
        let sum = sizes.entry(name).or_default();
        *sum = sum.saturating_add(*size);
    }
    let mut sizes: Vec<(&str, u64)> = sizes.into_iter().filter(|(_, size)| *size > 0).collect();
    sizes.sort_by_key(|(name, size)| (Reverse(*size), *name));
    let section = |(name, size): (&str, u64)| Section {
        name: printable(name),
        size,
    };
    sizes.into_iter().take(LARGEST).map(section).collect()
}
