//! Which wheel of a release serves which Python on which platform.

use std::collections::{BTreeMap, BTreeSet};

use crate::artifact::release::{Built, Release};
use crate::artifact::tags::{Platform, System, Tags};
use crate::standards::horizon::PYTHON_MINOR;

/// What installs a wheel, in the order in which they are shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Python {
    /// Every Python 3.
    Any,
    /// CPython 3 with the global lock, by its minor version.
    CPython(u64),
    /// CPython 3 without it.
    FreeThreaded(u64),
    /// PyPy, by the minor version of the Python that it implements.
    PyPy(u64),
    /// GraalPy, likewise.
    GraalPy(u64),
}

impl Python {
    /// What it is called.
    pub fn label(&self) -> String {
        match self {
            Self::Any => "any".to_owned(),
            Self::CPython(minor) => format!("3.{minor}"),
            Self::FreeThreaded(minor) => format!("3.{minor}t"),
            Self::PyPy(minor) => format!("PyPy 3.{minor}"),
            Self::GraalPy(minor) => format!("GraalPy 3.{minor}"),
        }
    }
}

/// A kind of platform: what it is called, and its processor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    /// The system, in a word.
    pub system: &'static str,
    /// The processor.
    pub arch: String,
}

/// The systems, in the order in which they are shown.
const SYSTEMS: [&str; 10] = [
    "manylinux",
    "musllinux",
    "Linux",
    "macOS",
    "Windows",
    "Pyodide",
    "Android",
    "iOS",
    "any",
    "other",
];

impl Ground {
    /// Where it is shown.
    pub fn rank(&self) -> (usize, &str) {
        let system = SYSTEMS.iter().position(|system| *system == self.system);
        (system.unwrap_or(SYSTEMS.len()), &self.arch)
    }
}

/// What serves one Python on one kind of platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The path of the wheel.
    pub path: String,
    /// The least version of the system that it asks for; empty where the tag names none.
    pub floor: String,
    /// Whether its tag is for an older Python, and it serves this one by the stable ABI.
    pub is_carried: bool,
}

/// The table of a release.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The Pythons, which are the columns.
    pub pythons: Vec<Python>,
    /// The platforms, which are the rows, with a cell for each Python.
    pub rows: BTreeMap<Ground, BTreeMap<Python, Cell>>,
}

impl Coverage {
    /// The table of the wheels of a release.
    ///
    /// A wheel for the stable ABI fills all later columns too, as far as Pythons are known.
    pub fn of(release: &Release<'_>) -> Self {
        let mut coverage = Self::default();
        let tagged = release
            .wheels()
            .filter_map(|built| Some((built, built.artifact.tags()?)));
        let tagged: Vec<(&Built<'_>, &Tags)> = tagged.collect();
        let minors = tagged.iter().filter_map(|(_, tags)| tags.floor());
        let newest = minors.max().unwrap_or_default().max(PYTHON_MINOR);
        for (built, tags) in tagged {
            for platform in &tags.platforms {
                for ground in grounds(platform) {
                    let row = coverage.rows.entry(ground).or_default();
                    for (python, is_carried) in pythons(tags, newest) {
                        let cell = Cell {
                            path: built.path.clone(),
                            floor: floor(platform),
                            is_carried,
                        };
                        // Its own wheel is the one that pip takes.
                        match row.get(&python) {
                            Some(known) if is_carried || !known.is_carried => {}
                            _ => _ = row.insert(python, cell),
                        }
                    }
                }
            }
        }
        let shown: BTreeSet<Python> = coverage.rows.values().flat_map(BTreeMap::keys).cloned().collect();
        coverage.pythons = shown.into_iter().collect();
        coverage
    }
}

/// The Pythons that tags serve, and whether they do so by the stable ABI of an older one.
fn pythons(tags: &Tags, newest: u64) -> BTreeMap<Python, bool> {
    let mut found = BTreeMap::new();
    for tag in &tags.pythons {
        let minor = |start: &str| tag.strip_prefix(start).and_then(|rest| rest.parse::<u64>().ok());
        for abi in &tags.abis {
            if tag.starts_with("py") || abi == "none" {
                found.insert(Python::Any, false);
            } else if let Some(minor) = minor("cp3") {
                let is_stable = abi == "abi3" || abi == "abi3t";
                let last = if is_stable { newest } else { minor };
                for later in minor..=last.min(minor + 50) {
                    let is_carried = later > minor;
                    let mut add = |python| {
                        let known = found.entry(python).or_insert(is_carried);
                        *known &= is_carried;
                    };
                    if abi == "abi3t" || !abi.ends_with('t') {
                        add(Python::CPython(later));
                    }
                    if abi.ends_with('t') {
                        add(Python::FreeThreaded(later));
                    }
                }
            } else if let Some(minor) = minor("pp3") {
                found.insert(Python::PyPy(minor), false);
            } else if let Some(minor) = minor("graalpy3") {
                found.insert(Python::GraalPy(minor), false);
            }
        }
    }
    found
}

/// The kinds of platform that a tag serves: a universal one of macOS is for two processors.
pub fn grounds(platform: &Platform) -> Vec<Ground> {
    let system = match platform.system {
        System::Manylinux(..) => "manylinux",
        System::Musllinux(..) => "musllinux",
        System::Linux => "Linux",
        System::MacOs(..) => "macOS",
        System::Windows => "Windows",
        System::Emscripten => "Pyodide",
        System::Android => "Android",
        System::Ios => "iOS",
        System::Any => "any",
        System::Other => "other",
    };
    let archs: &[&str] = match platform.arch.as_str() {
        "universal2" => &["x86_64", "arm64"],
        "amd64" => &["x86_64"],
        arch => &[arch],
    };
    let ground = |arch: &&str| Ground {
        system,
        arch: (*arch).to_owned(),
    };
    archs.iter().map(ground).collect()
}

/// The least version of the system.
fn floor(platform: &Platform) -> String {
    match platform.system {
        System::Manylinux(major, minor) | System::Musllinux(major, minor) | System::MacOs(major, minor) => {
            format!("{major}.{minor}")
        }
        _ => String::new(),
    }
}
