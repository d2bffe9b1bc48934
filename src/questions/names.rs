//! The names of a project: of the distribution, the crate, the package and the module, and where each is written.

use crate::project::Project;
use crate::project::api::stub;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::reader::Reader;
use crate::questions::extension::{is_program, may_be_extension};
use crate::questions::fact::Fact;
use crate::syntax::toml::Node;
use crate::text::place::Place;
use crate::tree;

impl Project {
    /// The name under which it is published.
    pub fn name(&self) -> Option<String> {
        let field = self.pyproject.as_ref()?.field("name");
        let name = field.or_else(|| self.cargo.as_ref()?.name());
        name.and_then(Node::as_str).map(str::to_owned)
    }
}

/// The names of what is built, and the files that belong to them.
pub(crate) fn facts(project: &Project, pyproject: &Pyproject, facts: &mut Vec<Fact>) {
    let cargo = project.cargo.as_ref();
    let distribution = pyproject.field("name").or_else(|| cargo?.name());
    facts.push(Fact::of("names", "distribution", distribution));
    match cargo {
        Some(cargo) => {
            facts.push(Fact::of("names", "crate", cargo.name()));
            facts.extend((!is_program(project)).then(|| library(cargo)));
        }
        None => facts.push(Fact::none(
            "names",
            "crate",
            "no Cargo.toml with a `[package]` was read",
        )),
    }
    let Some((name, node)) = module_name(pyproject, cargo) else {
        return;
    };
    let sources = project.package.iter().flat_map(|package| &package.sources);
    let root = sources.min_by_key(|path| (path.matches('/').count(), !path.ends_with("__init__.py")));
    facts.push(match root {
        Some(root) => package(project, &name, root),
        None => Fact::none("names", "package", "there is only the extension module"),
    });
    facts.push(Fact::new("names", "module", &name).at(node.place()));
    if !may_be_extension(project, pyproject) {
        return;
    }
    facts.push(pymodule(project, name.rsplit('.').next().unwrap_or_default()));
    facts.push(stub(project, pyproject));
}

fn library(cargo: &Crate) -> Fact {
    let library = cargo.manifest.get(&["lib", "name"]).or_else(|| cargo.name());
    let name = library
        .and_then(Node::as_str)
        .unwrap_or_default()
        .replace('-', "_");
    Fact::new("names", "library", name).at(library.map(Node::place))
}

/// The outermost package that is no namespace, by its whole name, given the shortest file of that around the extension.
fn package(project: &Project, module: &str, file: &str) -> Fact {
    let folder = tree::parent(file);
    let parts: Vec<&str> = module.split('.').collect();
    let path = |length: usize| parts[..length].join("/");
    let is_there = |length: &usize| format!("/{folder}").ends_with(&format!("/{}", path(*length)));
    let around = (1..=parts.len()).rev().find(is_there).unwrap_or(0);
    let base = &folder[..folder.len() - path(around).len()];
    let outer = (1..around).find_map(|length| {
        let file = tree::join(base, &format!("{}/__init__.py", path(length)));
        project.tree.exists(&file).then_some((length, file))
    });
    let whole = if around == 0 { parts.len() } else { around };
    let (length, file) = outer.unwrap_or((whole, file.to_owned()));
    Fact::new("names", "package", parts[..length].join(".")).at(Place::file(file))
}

fn pymodule(project: &Project, name: &str) -> Fact {
    let Some(modules) = &project.modules else {
        return Fact::none(
            "names",
            "pymodule",
            "not known: a macro or a source that could not be parsed may hide it",
        );
    };
    let mut own = modules.own.iter();
    if let Some(module) = own.find(|module| module.name == name) {
        let manifests = project.pyproject.as_ref().zip(project.cargo.as_ref());
        let on = manifests.map(|(pyproject, cargo)| features::own(pyproject, cargo));
        let is_off = |feature: &&String| on.as_ref().is_some_and(|on| !on.contains(*feature));
        if let Some(feature) = module.features.iter().find(is_off) {
            let why = format!("only with the feature `{feature}`, which the manifests do not switch on");
            return Fact::none("names", "pymodule", "")
                .note(why)
                .at(module.place.clone());
        }
        let fact = Fact::new("names", "pymodule", name).at(module.place.clone());
        return match module.features.as_slice() {
            [] => fact,
            features => fact.note(format!("with the feature `{}`", features.join("`, `"))),
        };
    }
    if modules.perhaps.iter().any(|other| other == name) {
        let why = "in another crate, inside another module, or compiled conditionally";
        return Fact::new("names", "pymodule", name).note(why);
    }
    let found = modules.own.iter().map(|module| format!("`{}`", module.name));
    let fact = Fact::none("names", "pymodule", "").note(match found.collect::<Vec<_>>().join(", ") {
        found if found.is_empty() => "no source defines one".to_owned(),
        found => format!("none has this name; found {found}"),
    });
    let places = modules.own.iter().map(|module| module.place.clone());
    places.fold(fact, Fact::at)
}

fn stub(project: &Project, pyproject: &Pyproject) -> Fact {
    let mut reader = Reader::new(&project.tree);
    let Some(stub) = stub::path(pyproject, project.cargo.as_ref(), &mut reader) else {
        return Fact::none("names", "stub", "none");
    };
    let marker = project.package.as_ref().map(|package| package.marker.as_str());
    let there = marker.filter(|marker| project.tree.exists(marker));
    let value = match (marker, there) {
        (None, _) => "maturin adds `py.typed`",
        (Some(_), Some(_)) => "with `py.typed`",
        (Some(_), None) => "without `py.typed`",
    };
    let fact = Fact::new("names", "stub", value).at(Place::file(stub));
    fact.at(there.map(Place::file))
}
