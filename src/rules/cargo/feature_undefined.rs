//! A feature is asked for that the crate does not have.
//!
//! ## Why
//!
//! `features` in `[tool.maturin]`, or `--features` of a command, is handed to cargo, which
//! [stops](https://doc.rust-lang.org/cargo/reference/features.html) at a name that is neither in `[features]` nor that
//! of an optional dependency. The same holds for the `features` of a dependency.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! features = ["pyhton", "pyo3/abi3-py312"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [features]
//! python = []
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["extention-module"] }
//! ```
//!
//! ```console
//! Cargo.toml:9:42: error[cargo/feature-undefined] `extention-module` is not a feature of the crate `pyo3`: cargo refuses to build
//! pyproject.toml:6:13: error[cargo/feature-undefined] `pyhton` is not a feature of the crate `demo`: cargo refuses to build
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! features = ["python", "pyo3/abi3-py312"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [features]
//! python = []
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", features = ["extension-module"] }
//! ```
//!
//! ## Fix safety
//!
//! The fix takes the feature whose name is most like the one that is asked for. Only you know which one you meant.
//!
//! ## When not to follow
//!
//! Never. The rule is silent about features of crates that it cannot read.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::dependencies::{ALL_KINDS, dependencies_of, inherited};
use crate::project::manifests::features;
use crate::standards::horizon::Table;
use crate::standards::pyo3_features;
use crate::syntax::splice;
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Applicability;
use crate::text::edit::Fix;
use crate::text::near::nearest;
use crate::text::place::Place;

/// The build fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Define the feature in `[features]` of Cargo.toml, or correct its name";

/// One finding for each feature, wherever it is asked for.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let known = &Known::of(cargo)?;
    let listed = pyproject.maturin("features").map(Node::items).unwrap_or_default();
    let listed = listed.into_iter().flat_map(|item| {
        let node = item.get("feature").unwrap_or(item);
        let names = split(node.as_str().unwrap_or_default());
        names.filter_map(move |name| Some(known.finding(name, node.place())?.fix(respell(cargo, name, node))))
    });
    let calls = project.maturin.calls.iter().filter(|called| called.builds(cargo));
    let options = calls.flat_map(|called| called.call());
    let options = options.flat_map(|call| call.values("--features", "-F"));
    let asked = options.flat_map(|(argument, names)| {
        let names = split(names.filter(|_| argument.is_known).unwrap_or_default());
        names.filter_map(|name| known.finding(name, argument.place.clone()))
    });
    let tables = cargo.manifest.get(&["features"]).map(Node::entries);
    let own = tables.unwrap_or_default().into_iter().flat_map(Node::items);
    let own = own.filter_map(|item| known.included(item.as_str()?, item.place()));
    let lists = dependencies_of(&cargo.manifest, ALL_KINDS).flat_map(|node| {
        let shared = inherited(node, cargo.root());
        let lists = [Some(node), shared].into_iter().flatten();
        let items = lists
            .filter_map(|node| node.get("features"))
            .flat_map(Node::items);
        items.filter_map(move |item| known.of_dependency(node, item))
    });
    Some(listed.chain(asked).chain(own).chain(lists).collect())
}

fn split(names: &str) -> impl Iterator<Item = &str> {
    names.split([' ', ',']).filter(|name| !name.is_empty())
}

/// What can be asked for: each dependency, the optional ones, and the features of each crate that could be read.
struct Known<'a> {
    cargo: &'a Crate,
    own: &'a str,
    dependencies: BTreeMap<&'a str, Node<'a>>,
    optional: BTreeSet<&'a str>,
    crates: BTreeMap<&'a str, (&'a Toml, BTreeSet<&'a str>)>,
}

impl<'a> Known<'a> {
    fn of(cargo: &'a Crate) -> Option<Self> {
        let all = cargo.path_dependencies.iter().chain([&cargo.manifest]);
        let crates = all.filter_map(|manifest| {
            let name = manifest.get(&["package", "name"])?.as_str()?;
            Some((name, (manifest, features::defined(manifest))))
        });
        let dependencies = || dependencies_of(&cargo.manifest, ALL_KINDS).map(|node| (node.key(), node));
        let is_optional = |node: Node<'_>| node.get("optional").and_then(Node::as_bool) == Some(true);
        let optional = dependencies()
            .filter(|(_, node)| is_optional(*node))
            .map(|(name, _)| name);
        Some(Self {
            cargo,
            own: cargo.name()?.as_str()?,
            dependencies: dependencies().collect(),
            optional: optional.collect(),
            crates: crates.collect(),
        })
    }

    /// What is wrong with an item of a feature's list.
    fn included(&self, item: &str, place: Place) -> Option<Finding> {
        if let Some((name, feature)) = item.split_once("?/")
            && self.dependencies.contains_key(name)
            && !self.optional.contains(name)
        {
            let message = format!(
                "`{name}` is not optional, and `{item}` asks whether it is there: cargo refuses to build"
            );
            return Some(Finding::new(place, message).help(format!("Write `{name}/{feature}`")));
        }
        let Some(name) = item.strip_prefix("dep:") else {
            return self.finding(item, place);
        };
        let message = format!("`{name}` is not an optional dependency: cargo refuses to build");
        (!self.optional.contains(name)).then(|| Finding::new(place, message))
    }

    /// What is wrong with a feature that is asked of a dependency.
    fn of_dependency(&self, dependency: Node<'_>, item: Node<'_>) -> Option<Finding> {
        let name = item.as_str()?;
        let krate = self.cargo.registry_name(dependency);
        let finding = self.of_crate_of(dependency, name, item.place())?;
        let meant = pyo3_features::meant(name).filter(|_| krate == "pyo3");
        let edit = meant.and_then(|meant| Some((meant, splice::respell(item, meant)?)));
        Some(finding.fix(edit.map(|(meant, edit)| Fix::risky(format!("Write `{meant}`"), vec![edit]))))
    }

    fn finding(&self, asked: &str, place: Place) -> Option<Finding> {
        let (krate, name) = match asked.split_once('/') {
            None => (self.own, asked),
            Some((package, name)) if package == self.own => (self.own, name),
            Some((package, name)) => {
                let package = package.trim_end_matches('?');
                let Some(dependency) = self.dependencies.get(package) else {
                    // In a workspace it may be the name of a member.
                    let message = format!(
                        "`{package}` of `{asked}` is not a dependency of `{}`: cargo refuses to build",
                        self.own
                    );
                    let is_alone = self.cargo.root().get(&["workspace"]).is_none();
                    return is_alone.then(|| Finding::new(place, message));
                };
                return self.of_crate_of(*dependency, name, place);
            }
        };
        self.of_crate(krate, name, place)
    }

    /// What is wrong with a feature of the crate that a dependency leads to: one by path, or PyO3.
    fn of_crate_of(&self, dependency: Node<'_>, name: &str, place: Place) -> Option<Finding> {
        let krate = self.cargo.registry_name(dependency);
        let is_here = [Some(dependency), inherited(dependency, self.cargo.root())]
            .into_iter()
            .flatten()
            .any(|node| node.get("path").is_some());
        match is_here {
            true => self.of_crate(krate, name, place),
            false if krate == "pyo3" => {
                let message = unknown(krate, name);
                pyo3_features::meant(name).map(|_| Finding::new(place, message))
            }
            false => None, // one of the registry, which may have the name of one here
        }
    }

    /// What is wrong with a feature of a crate that could be read.
    fn of_crate(&self, krate: &str, name: &str, place: Place) -> Option<Finding> {
        let message = unknown(krate, name);
        let (manifest, features) = self.crates.get(krate)?;
        let finding = (!features.contains(name)).then(|| Finding::new(place, message))?;
        let table = manifest.get(&["features"]).map(|table| table.key_place());
        Some(
            table
                .into_iter()
                .fold(finding, |finding, place| finding.related(place, "its features")),
        )
    }
}

fn unknown(krate: &str, name: &str) -> String {
    format!("`{name}` is not a feature of the crate `{krate}`: cargo refuses to build")
}

/// Puts the feature that may be meant in the place of one that stands alone in its string.
fn respell(cargo: &Crate, name: &str, node: Node<'_>) -> Option<Fix> {
    let known = cargo.manifest.get(&["features"])?.entries();
    let meant = nearest(name, known.iter().map(|feature| feature.key()))?;
    let edit = splice::respell(node, meant).filter(|_| node.as_str() == Some(name))?;
    Some(Fix::risky(format!("Write `{meant}`"), vec![edit]))
}
