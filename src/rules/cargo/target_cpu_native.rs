//! Published wheels are compiled for the processor of the build machine.
//!
//! ## Why
//!
//! With [`-C target-cpu=native`](https://doc.rust-lang.org/rustc/codegen-options/index.html#target-cpu) the compiler
//! uses every instruction that the build machine has. On an older processor the import, or a much later call, fails
//! with "illegal instruction". The tags of a wheel do not name processor models, so pip installs it everywhere.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml .cargo/config.toml
//! [build]
//! rustflags = ["-C", "target-cpu=native"]
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on: push
//! jobs:
//!   wheels:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with: { args: --release --out dist, manylinux: auto }
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! .cargo/config.toml:2:20: warning[cargo/target-cpu-native] `target-cpu=native` compiles published wheels for the processor of the build machine
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml .cargo/config.toml
//! [build]
//! rustflags = ["-C", "target-cpu=x86-64-v2"]
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on: push
//! jobs:
//!   wheels:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with: { args: --release --out dist, manylinux: auto }
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## When not to follow
//!
//! If everyone who installs the wheels has the same processor. The rule is silent if it is not certain that a wheel is
//! published. It ignores `.cargo/config.toml` if a workflow mentions that file, or mentions `RUSTFLAGS`, which replaces
//! its flags.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::syntax::holds;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree;

/// What is built is not what everyone can run.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Name the oldest processor that the wheels should run on, such as `x86-64-v2`, or leave it out";

const NATIVE: &str = "target-cpu=native";

/// Where cargo reads its configuration, in each folder upwards.
const CONFIGS: [&str; 2] = [".cargo/config.toml", ".cargo/config"];

/// A finding for each place that asks for it in a build that is published.
pub fn check(project: &Project) -> Vec<Finding> {
    if project.ci.published().is_empty() {
        return Vec::new();
    }
    let message = format!("`{NATIVE}` compiles published wheels for the processor of the build machine");
    let mut places: Vec<Place> = in_manifest(project)
        .into_iter()
        .chain(in_workflows(project))
        .collect();
    if !is_configured_elsewhere(project) {
        places.extend(in_configuration(project));
    }
    places.sort();
    places.dedup();
    places
        .into_iter()
        .map(|place| Finding::new(place, &message))
        .collect()
}

/// The nodes of a list or string of flags that ask for it.
fn native(flags: Node<'_>) -> Vec<Place> {
    let items = flags.items();
    let nodes = if items.is_empty() { vec![flags] } else { items };
    let is_native = |node: &Node<'_>| node.as_str().is_some_and(|flag| flag.contains(NATIVE));
    nodes.into_iter().filter(is_native).map(Node::place).collect()
}

fn in_manifest(project: &Project) -> Vec<Place> {
    let keys = ["rustc-args", "config"].into_iter();
    let settings = keys.filter_map(|key| project.pyproject.as_ref()?.maturin(key));
    settings.flat_map(native).collect()
}

fn in_configuration(project: &Project) -> Vec<Place> {
    let tree = &project.tree;
    let mut found = Vec::new();
    for folder in tree.upwards("") {
        for path in CONFIGS.map(|name| tree::join(&folder, name)) {
            let text = tree.text(&path).filter(|text| holds(text, NATIVE));
            let Some(toml) = text.and_then(|_| tree.toml(&path)) else {
                continue;
            };
            let targets = toml.get(&["target"]).map(Node::entries).unwrap_or_default();
            let tables = targets.into_iter().chain(toml.get(&["build"]));
            found.extend(tables.filter_map(|table| table.get("rustflags")).flat_map(native));
        }
        if tree.is_repository(&folder) {
            break;
        }
    }
    found
}

/// Whether a workflow changes the configuration, or sets the variable that cargo reads in its place.
fn is_configured_elsewhere(project: &Project) -> bool {
    let mut files = project.workflows.texts();
    files.any(|text| holds(text, ".cargo/config") || holds(text, "RUSTFLAGS"))
}

/// Where the environment of a step that builds what is published asks for it, or its command does.
fn in_workflows(project: &Project) -> Vec<Place> {
    let mut found = Vec::new();
    if !project.workflows.texts().any(|text| holds(text, "target-cpu")) {
        return found; // most projects, and the combinations of their jobs need not be followed
    }
    let published: Vec<&Place> = project
        .ci
        .published()
        .into_iter()
        .map(|(build, _)| &build.place)
        .collect();
    for run in project.workflows.runs() {
        for job in &run.jobs {
            for step in &job.steps {
                let Some(span) = step.node.place().span else {
                    continue;
                };
                let is_here = |place: &&&Place| {
                    let inside = place
                        .span
                        .is_some_and(|own| span.start <= own.start && own.end <= span.end);
                    place.path == step.node.place().path && inside
                };
                let builds: Vec<&Place> = published.iter().filter(is_here).copied().collect();
                let variable = step
                    .scope
                    .variable_node("RUSTFLAGS")
                    .filter(|_| !builds.is_empty());
                let is_native = |node: &crate::syntax::yaml::Node<'_>| {
                    step.scope.text(*node).is_some_and(|flags| flags.contains(NATIVE))
                };
                found.extend(variable.filter(is_native).map(|node| node.place()));
                for command in step.commands.iter() {
                    if command.words.iter().any(|word| builds.contains(&&word.place)) {
                        let variables = command.variables.iter().map(|(_, value)| value);
                        let words = command.words.iter().chain(variables);
                        let native = words.filter(|word| word.value.contains(NATIVE));
                        found.extend(native.map(|word| word.place.clone()));
                    }
                }
            }
        }
    }
    found
}
