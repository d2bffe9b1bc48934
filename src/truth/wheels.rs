//! The wheels that CI makes, and the Pythons that can install them.

use std::collections::{BTreeMap, BTreeSet};

use super::Fact;
use crate::place::Place;
use crate::project::Project;
use crate::project::features;
use crate::project::workflow::build::{Build, Tool};
use crate::project::workflow::platform::{Platform, System};
use crate::syntax::toml::Node;

const TOPIC: &str = "ci";

/// What is made for one platform.
#[derive(Default)]
struct Made {
    pythons: BTreeSet<Python>,
    /// Whether it is sure that it is made and published.
    is_sure: bool,
    places: BTreeSet<Place>,
}

/// What can install a wheel, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Python {
    /// CPython from this minor version on, by the stable ABI.
    From(u64),
    /// A CPython, by its minor version and what follows that.
    Release(u64, String),
    /// Another, in words.
    Other(String),
}

/// A fact for the platforms of one system: of wheels that are published, or of all where none is seen to be.
pub(super) fn facts(project: &Project) -> Vec<Fact> {
    let builds = &project.ci.builds;
    let reached = |index: usize| {
        let reach = project.ci.releases.iter().flat_map(|release| &release.builds);
        let reach = reach.filter(|(reaching, _)| *reaching == index);
        reach.map(|(_, is_sure)| *is_sure).max()
    };
    let is_seen = (0..builds.len()).any(|index| builds[index].wheels && reached(index).is_some());
    let mut made: BTreeMap<&Platform, Made> = BTreeMap::new();
    for (index, build) in builds.iter().enumerate().filter(|(_, build)| build.wheels) {
        if is_seen && reached(index).is_none() {
            continue;
        }
        for platform in &build.platforms {
            let made = made.entry(platform).or_default();
            made.pythons.extend(pythons(project, build));
            made.is_sure |= build.is_sure && reached(index) == Some(true);
            made.places.insert(build.place.clone());
        }
    }
    let mut lines: Vec<(Option<System>, Vec<&str>, Made)> = Vec::new();
    for (platform, made) in made {
        let arch = platform.arch.as_deref().unwrap_or("?");
        let is_same = |line: &&mut (Option<System>, Vec<&str>, Made)| {
            line.0 == platform.system && line.2.pythons == made.pythons && line.2.is_sure == made.is_sure
        };
        match lines.iter_mut().find(is_same) {
            Some((_, archs, line)) => {
                archs.push(arch);
                line.places.extend(made.places);
            }
            None => lines.push((platform.system, vec![arch], made)),
        }
    }
    if lines.is_empty() {
        return vec![Fact::none(TOPIC, "wheel", "no workflow was seen to build one")];
    }
    let fact = |(system, archs, made): (Option<System>, Vec<&str>, Made)| {
        let state = match (made.is_sure, is_seen) {
            (true, _) => "",
            (false, true) => "; perhaps",
            (false, false) => "; not seen to be published",
        };
        let fact = Fact::new(TOPIC, "wheel", format!("{} {}", word(system), archs.join(", ")));
        let fact = fact.note(format!("{}{state}", list(&made.pythons)));
        made.places.into_iter().fold(fact, Fact::at)
    };
    lines.into_iter().map(fact).collect()
}

fn word(system: Option<System>) -> &'static str {
    match system {
        Some(System::Manylinux) => "manylinux",
        Some(System::Musllinux) => "musllinux",
        Some(System::MacOs) => "macOS",
        Some(System::Windows) => "Windows",
        Some(System::Other) => "other",
        None => "?",
    }
}

fn list(pythons: &BTreeSet<Python>) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut before = "";
    for python in pythons {
        let (kind, rest) = match python {
            Python::From(minor) => ("CPython ", format!("3.{minor} and newer")),
            Python::Release(minor, rest) => ("CPython ", format!("3.{minor}{rest}")),
            Python::Other(words) => ("", words.clone()),
        };
        words.push(if kind == before {
            rest
        } else {
            format!("{kind}{rest}")
        });
        before = kind;
    }
    words.join(", ")
}

/// The Pythons that can install what a build makes.
fn pythons(project: &Project, build: &Build) -> Vec<Python> {
    let other = |words: &str| vec![Python::Other(words.to_owned())];
    let mut named: Vec<Python> = build.interpreters.iter().map(|(name, _)| python(name)).collect();
    let manifests = project.pyproject.as_ref().zip(project.cargo.as_ref());
    let floor = manifests.and_then(|(pyproject, cargo)| features::abi3_floor(pyproject, cargo));
    // What the command asks for may set a floor; without the default features it may go.
    let is_open = build.tool == Tool::Maturin
        && build.features.as_ref().is_none_or(|asked| {
            asked.all || asked.no_default || asked.listed.iter().any(|name| name.contains("abi3"))
        });
    let floor = match floor.map(|floor| floor.minor) {
        _ if is_open => asked_floor(project, build),
        floor => floor,
    };
    match floor {
        None if is_open => named.extend(other("as the features of the command say")),
        Some(floor) => {
            // The stable ABI serves neither free-threaded Pythons nor other implementations.
            named.retain(|python| !matches!(python, Python::Release(_, rest) if !rest.ends_with('t')));
            named.push(Python::From(floor));
        }
        None if !named.is_empty() => {}
        None if build.finds_interpreters => return other("every Python that is found there"),
        None if build.tool == Tool::Cibuildwheel => return other("the Pythons of cibuildwheel"),
        None => return other("the Python that builds it"),
    }
    named
}

/// The floor that a feature named by the command sets, by itself or by what the crate makes of it.
fn asked_floor(project: &Project, build: &Build) -> Option<u64> {
    let own = project.cargo.as_ref()?.manifest.get(&["features"]);
    let asked = build.features.as_ref().filter(|asked| !asked.all)?;
    let lists = asked
        .listed
        .iter()
        .filter_map(|name| own?.get(name))
        .flat_map(Node::items);
    let names = lists
        .filter_map(Node::as_str)
        .chain(asked.listed.iter().map(String::as_str));
    let floors = names.filter_map(|name| name.strip_prefix("pyo3/abi3-py3")?.parse().ok());
    floors.min()
}

fn python(name: &str) -> Python {
    let version = name.strip_prefix("python").unwrap_or(name).strip_prefix("3.");
    let minor = version.map(|version| {
        let rest = version.trim_start_matches(|letter: char| letter.is_ascii_digit());
        (version[..version.len() - rest.len()].parse(), rest)
    });
    match minor {
        Some((Ok(minor), rest)) => Python::Release(minor, rest.to_owned()),
        _ => Python::Other(name.to_owned()),
    }
}
