//! The resolved truth about a project: what it is, a line each, and the places that say so.

use crate::about::NAME;
use crate::project::manifests::stable_abi::of_manifests;
use crate::questions::contents;
use crate::questions::extension::may_be_extension;
use crate::questions::fact::Fact;
use crate::questions::fact::written;
use crate::questions::names;
use crate::questions::stable_abi;
use crate::questions::wheels;
use std::cmp::Ordering;

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::{bindings, features, lock};
use crate::questions::companions::{Companion, companions};
use crate::questions::horizon;
use crate::standards::requirement::specifiers;
use crate::standards::version;
use crate::syntax::toml::Node;
use crate::text::place::Place;

/// All that is known about a project, topic by topic.
pub fn facts(project: &Project) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(pyproject) = &project.pyproject {
        facts.push(the_version(project, pyproject));
        facts.extend(pins(project));
        names::facts(project, pyproject, &mut facts);
        pythons(project, pyproject, &mut facts);
        rust(project, pyproject, &mut facts);
        metadata(project, pyproject, &mut facts);
        facts.extend(contents::facts(project));
        facts.extend(wheels::facts(project));
        if let Some(settings) = pyproject.toml.get(&["tool", NAME]) {
            setting(settings, "", &mut facts);
        }
    }
    for broken in &project.broken {
        let fact = Fact::new("reading", "unread", &broken.place.path).note(&broken.reason);
        facts.push(fact.at(broken.place.clone()));
    }
    let notes = horizon::notes(project).into_iter();
    facts.extend(notes.map(|note| Fact::new("reading", "horizon", note)));
    facts
}

fn the_version(project: &Project, pyproject: &Pyproject) -> Fact {
    let Some(node) = project.version_node() else {
        return Fact::none("version", "version", "no manifest has one");
    };
    let text = node.as_str().unwrap_or_default();
    let Some(version) = version::to_pep440(text) else {
        let why = format!("`{text}` is not a valid PEP 440 version");
        return Fact::none("version", "version", "").note(why).at(node.place());
    };
    let is_static = pyproject.field("version").is_some();
    let krate = project.cargo.as_ref().and_then(Crate::version);
    let other = match krate.and_then(Node::as_str) {
        Some(cargo) if cargo == version.to_string() => "same spelling in Cargo.toml".to_owned(),
        Some(cargo) if version::to_pep440(cargo).as_ref() == Some(&version) => {
            format!("`{cargo}` in Cargo.toml")
        }
        Some(cargo) => format!("but `{cargo}` in Cargo.toml"),
        None => String::new(),
    };
    let dynamic = pyproject.dynamic("version").filter(|_| !is_static);
    let fact = Fact::new("version", "version", version.to_string())
        .note(other)
        .at(node.place())
        .at(dynamic.map(Node::place));
    match krate.filter(|_| is_static) {
        Some(krate) => fact.at(krate.place()),
        None => fact,
    }
}

/// What the packages around a compiled core ask of it.
fn pins(project: &Project) -> Vec<Fact> {
    let own = project.version();
    let of = |companion: &Companion<'_>| {
        let all = companion.asked.iter().map(|asked| {
            let text = asked.node.as_str().unwrap_or_default();
            let versions = specifiers(&asked.value).zip(own.as_ref());
            let note = match versions.is_some_and(|(allowed, own)| !allowed.contains(own)) {
                true => "not this version",
                false => "",
            };
            let fact = Fact::new("version", "pin", format!("{} needs {text}", companion.name));
            fact.note(note).at(asked.node.place())
        });
        all.collect::<Vec<_>>()
    };
    companions(project).iter().flat_map(of).collect()
}

fn pythons(project: &Project, pyproject: &Pyproject, facts: &mut Vec<Fact>) {
    let requires = pyproject.field("requires-python");
    facts.push(Fact::of("pythons", "requires-python", requires));
    let Some(cargo) = project
        .cargo
        .as_ref()
        .filter(|_| may_be_extension(project, pyproject))
    else {
        return;
    };
    facts.push(abi3(project, pyproject, cargo));
}

/// The oldest Python of the wheels, by the manifests or by what CI asks for.
fn abi3(project: &Project, pyproject: &Pyproject, cargo: &Crate) -> Fact {
    let fact = |minor: u64, by: &str, places: Vec<Place>| {
        let promised = pyproject.lowest_python().map(|lowest| minor.cmp(&lowest.value));
        let promise = match promised {
            None => "",
            Some(Ordering::Equal) => "same as `requires-python`",
            Some(Ordering::Greater) => "newer than `requires-python`",
            Some(Ordering::Less) => "older than `requires-python`",
        };
        let notes: Vec<&str> = [promise, by]
            .into_iter()
            .filter(|note| !note.is_empty())
            .collect();
        let fact =
            Fact::new("pythons", "abi3", format!("CPython 3.{minor} and newer")).note(notes.join("; "));
        let promise = pyproject.field("requires-python").map(Node::place);
        places.into_iter().chain(promise).fold(fact, Fact::at)
    };
    if let Some(floor) = of_manifests(pyproject, cargo) {
        let is_all = stable_abi::floor(project).is_some();
        let by = if is_all {
            ""
        } else {
            "CI may also build wheels with other features"
        };
        let places = floor.features.iter().map(|feature| feature.node.place());
        return fact(floor.minor, by, places.collect());
    }
    if let Some((minor, place)) = stable_abi::asked_by_ci(project) {
        return fact(minor, "set by CI", vec![place.clone()]);
    }
    let krate = bindings::dependency(cargo).map(|(krate, _)| krate);
    let active = krate
        .map(|krate| features::active(pyproject, cargo, krate))
        .unwrap_or_default();
    match active.iter().find(|feature| feature.name.starts_with("abi3")) {
        None => Fact::none("pythons", "abi3", "one wheel for each Python"),
        Some(first) => {
            let why = match first.conditional {
                true => "only for some Pythons or platforms",
                false => "no feature names the oldest Python",
            };
            Fact::new("pythons", "abi3", first.name)
                .note(why)
                .at(first.node.place())
        }
    }
}

fn rust(project: &Project, pyproject: &Pyproject, facts: &mut Vec<Fact>) {
    facts.push(Fact::of(
        "build",
        "maturin",
        pyproject.maturin_requirement().map(|read| read.node),
    ));
    let Some(cargo) = &project.cargo else { return };
    if let Some(workspace) = cargo.workspace.as_ref().and_then(|root| root.get(&["workspace"])) {
        let fact = Fact::new("build", "workspace", "the crate is a member");
        facts.push(fact.at(workspace.key_place()));
    }
    if !may_be_extension(project, pyproject) {
        facts.push(match pyproject.maturin("bindings") {
            Some(kind) => Fact::of("build", "bindings", Some(kind)),
            None => Fact::none("build", "bindings", "no dependency on PyO3"),
        });
    } else if let Some((krate, dependency)) = bindings::dependency(cargo) {
        let required = dependency.version;
        let (version, note, place) = match project
            .lock
            .as_ref()
            .and_then(|lock| lock::package(lock, krate))
            .and_then(|package| package.get("version"))
        {
            Some(locked) => (locked.as_str(), "locked", Some(locked.place())),
            None => (required.and_then(Node::as_str), "required; not locked", None),
        };
        let fact = Fact::new(
            "build",
            "bindings",
            format!("{krate} {}", version.unwrap_or("of any version")),
        );
        let required = required.unwrap_or(dependency.node);
        facts.push(fact.note(note).at(place).at(required.place()));
        let mut active = features::active(pyproject, cargo, krate);
        active.sort_by_key(|feature| (feature.name, feature.node.place()));
        for same in active.chunk_by(|one, other| one.name == other.name) {
            let fact = Fact::new("build", "feature", format!("{krate}/{}", same[0].name));
            let is_conditional = same.iter().all(|feature| feature.conditional);
            let fact = fact.note(if is_conditional {
                "only for some Pythons or platforms"
            } else {
                ""
            });
            let places = same.iter().map(|feature| feature.node.place());
            facts.push(places.fold(fact, Fact::at));
        }
    }
    let own = features::own(pyproject, cargo);
    let defined = |name: &String| cargo.manifest.get(&["features", name]);
    for list in own.iter().filter_map(defined) {
        let asked = pyproject.maturin("features").map(Node::items).unwrap_or_default();
        let lists = own.iter().filter_map(defined).flat_map(Node::items);
        let name = |node: &Node<'_>| node.get("feature").unwrap_or(*node).as_str() == Some(list.key());
        let switches = asked.into_iter().chain(lists).filter(name).map(Node::place);
        let fact = switches.fold(Fact::new("build", "feature", list.key()), Fact::at);
        facts.push(fact.at(list.key_place()));
    }
}

fn metadata(project: &Project, pyproject: &Pyproject, facts: &mut Vec<Fact>) {
    let inherited = || project.cargo.as_ref()?.field("license");
    let given = pyproject.field("license");
    let is_inherited = pyproject.project().is_none() || pyproject.dynamic("license").is_some();
    facts.push(match given.or_else(inherited) {
        Some(lost) if given.is_none() && !is_inherited => {
            let why = format!("{} of Cargo.toml does not reach the wheel", written(lost));
            Fact::none("metadata", "license", "").note(why).at(lost.place())
        }
        license => Fact::of("metadata", "license", license),
    });
    let files = pyproject.field("license-files").map(Node::items);
    for file in files.into_iter().flatten() {
        facts.push(Fact::of("metadata", "license-file", Some(file)));
    }
}

/// The settings below `node`, with the keys that lead to them.
fn setting(node: Node<'_>, keys: &str, facts: &mut Vec<Fact>) {
    for entry in node.entries() {
        let keys = format!("{keys}{}{}", if keys.is_empty() { "" } else { "." }, entry.key());
        if entry.is_table() {
            setting(entry, &keys, facts);
        } else {
            let fact = Fact::new("settings", "setting", format!("{keys} = {}", written(entry)));
            facts.push(fact.at(entry.key_place()));
        }
    }
}
