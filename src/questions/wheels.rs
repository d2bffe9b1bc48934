//! The wheels that CI makes, and the Pythons that can install them.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::Project;
use crate::project::ci::build::{Build, Ground, Tool};
use crate::project::ci::platform::{Platform, System};
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::stable_abi::of_manifests;
use crate::questions::extension::may_be_extension;
use crate::questions::fact::Fact;
use crate::questions::stable_abi;
use crate::standards::pythons::Interpreter;
use crate::standards::version;
use crate::text::place::Place;

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
    /// A CPython, by its minor version, and whether it runs without the global lock.
    Release(u64, bool),
    /// Another, in words.
    Other(String),
    /// One that CI computes, by the name of what it computes.
    Computed(String),
}

/// A fact for the platforms of one system: of wheels that are published, or of all where none is seen to be.
pub(crate) fn facts(project: &Project) -> Vec<Fact> {
    let builds = &project.ci.builds;
    let reached = |index: usize| {
        let releases = project.ci.releases.iter().filter(|release| !release.is_stopped);
        let reach = releases
            .flat_map(|release| &release.builds)
            .filter(|(reaching, _)| *reaching == index);
        reach.map(|(_, is_sure)| *is_sure).max()
    };
    let releases = &project.ci.releases;
    let mut reaching = releases.iter().flat_map(|release| &release.builds);
    let is_seen = reaching.any(|(index, _)| builds[*index].wheels) || project.ci.loses_wheels();
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
    if lines.is_empty() && is_seen {
        let fact = Fact::none(TOPIC, "wheel", "none is published: `check` says why");
        let breaks = project.ci.breaks.iter();
        let places: BTreeSet<Place> = breaks.map(|found| found.place.clone()).collect();
        return vec![places.into_iter().fold(fact, Fact::at)];
    }
    if lines.is_empty() {
        return vec![Fact::none(TOPIC, "wheel", "no build found in the workflows")];
    }
    let fact = |(system, archs, made): (Option<System>, Vec<&str>, Made)| {
        let state = match (made.is_sure, is_seen) {
            (true, _) => "",
            (false, true) => "; perhaps",
            (false, false) => "; no publishing found",
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
        Some(System::Emscripten) => "Pyodide",
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
            Python::Release(minor, is_free) => (
                "CPython ",
                format!("3.{minor}{}", if *is_free { "t" } else { "" }),
            ),
            Python::Other(words) => ("", words.clone()),
            Python::Computed(name) => ("computed in CI: ", name.clone()),
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
    let manifests = project.pyproject.as_ref().zip(project.cargo.as_ref());
    if manifests.is_some_and(|(pyproject, _)| !may_be_extension(project, pyproject)) {
        return other("every Python");
    }
    let named = build
        .interpreters
        .iter()
        .filter(|(name, _)| is_allowed(project, name));
    let named = named.map(|(name, _)| python(name));
    let computed = build.computed.iter().map(|word| Python::Computed(computed(word)));
    let mut named: Vec<Python> = named.chain(computed).collect();
    let is_bare = manifests.is_some_and(|(pyproject, cargo)| stable_abi::is_bare(pyproject, cargo, build));
    let floor = manifests.map(
        |(pyproject, cargo)| match stable_abi::of_build(pyproject, cargo, build) {
            // What is set for other tools is seldom about features.
            None if build.tool != Tool::Maturin => {
                Some(of_manifests(pyproject, cargo).map(|floor| floor.minor))
            }
            floor => floor,
        },
    );
    let is_open = floor == Some(None);
    let floor = floor
        .flatten()
        .flatten()
        .or_else(|| lowest(build).filter(|_| is_bare));
    match floor {
        None if is_open => named.extend(other("depends on the features of the build")),
        Some(floor) => {
            // The stable ABI serves neither free-threaded Pythons nor other implementations.
            named.retain(|python| !matches!(python, Python::Release(_, false)));
            let lowest = project.pyproject.as_ref().and_then(Pyproject::lowest_python);
            named.push(Python::From(
                lowest.map_or(floor, |lowest| lowest.value.max(floor)),
            ));
        }
        None if !named.is_empty() => {}
        None if !build.interpreters.is_empty() => return other("none that `requires-python` allows"),
        None if build.finds_interpreters => return other("every Python on the build machine"),
        None if build.tool == Tool::Cibuildwheel => return other("every Python that cibuildwheel selects"),
        None if is_bare => return other("the Python that runs the build, and newer"),
        None => return other("only the Python that runs the build"),
    }
    named
}

/// Whether `requires-python` allows a Python, if it has a version.
fn is_allowed(project: &Project, name: &str) -> bool {
    let requires = project.pyproject.as_ref().and_then(Pyproject::requires_python);
    let named = Interpreter::named(name).zip(requires);
    named.is_none_or(|(python, requires)| version::allows(&requires.value, 3, python.minor))
}

/// The oldest CPython that a build is surely made with: the one that is named, or else set up on the machine.
fn lowest(build: &Build) -> Option<u64> {
    let minor = |name: &str| {
        Interpreter::named(name)
            .filter(|python| python.is_cpython)
            .map(|python| python.minor)
    };
    if build.interpreters.is_empty() {
        let is_outside =
            build.computed.is_empty() && !build.finds_interpreters && build.ground != Ground::Container;
        return build
            .python
            .as_ref()
            .filter(|_| is_outside)
            .and_then(|(name, _)| minor(name));
    }
    build
        .interpreters
        .iter()
        .filter_map(|(name, _)| minor(name))
        .min()
}

fn python(name: &str) -> Python {
    match Interpreter::named(name).filter(|python| python.is_cpython) {
        Some(python) => Python::Release(python.minor, python.is_free_threaded),
        None => Python::Other(name.to_owned()),
    }
}

/// What a word of which not all is known is called: what its template names, of an output only the name.
fn computed(word: &str) -> String {
    let template = word.split_once("${{").and_then(|(_, rest)| rest.split_once("}}"));
    let named = template.map_or(word, |(expression, _)| expression.trim());
    named.rsplit(".outputs.").next().unwrap_or(named).to_owned()
}
