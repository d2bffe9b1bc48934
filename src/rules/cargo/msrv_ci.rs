//! CI builds the crate with a Rust that is older than it says it needs.
//!
//! ## Why
//!
//! cargo refuses to build a crate whose
//! [`rust-version`](https://doc.rust-lang.org/cargo/reference/rust-version.html) is newer than the compiler. A job with
//! such a toolchain cannot have passed since the field was raised, or the field says more than is true.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! rust-version = "1.85"
//! ```
//!
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: dtolnay/rust-toolchain@1.83
//!       - run: cargo test
//! ```
//!
//! ```console
//! .github/workflows/ci.yml:7:15: warning[cargo/msrv-ci] toolchain 1.83 is chosen here, and `rust-version` is 1.85: cargo refuses to build
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
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! rust-version = "1.85"
//! ```
//!
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: dtolnay/rust-toolchain@1.85
//!       - run: cargo test
//! ```
//!
//! ## When not to follow
//!
//! If the job shows that an older Rust is refused. Jobs that build other crates of a workspace do not count, nor do
//! toolchains whose version is not written down, as `stable`.

use crate::finding::{Finding, Severity};
use crate::place::Place;
use crate::project::Project;
use crate::project::cargo::Crate;
use crate::project::maturin::Called;
use crate::project::script::{Call, Command};
use crate::project::workflow::step::Step;
use crate::syntax::toml::Toml;
use crate::tree;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;

/// The files in which rustup finds the toolchain of a folder.
const FILES: [&str; 2] = ["rust-toolchain.toml", "rust-toolchain"];
/// The actions that choose a toolchain, by the names of their repositories, and the inputs that name it.
const ACTIONS: [(&str, &str); 3] = [
    ("dtolnay/rust-toolchain", "toolchain"),
    ("actions-rust-lang/setup-rust-toolchain", "toolchain"),
    ("PyO3/maturin-action", "rust-toolchain"),
];
/// The commands of cargo that compile.
const COMPILING: [&str; 9] = ["build", "b", "check", "c", "clippy", "test", "t", "run", "bench"];

/// A version of Rust: major, minor, and patch if one is named.
type Version = (u64, u64, Option<u64>);

/// A finding for each toolchain that is too old for the crate that is built with it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let cargo = project.cargo.as_ref()?;
    let node = cargo.field("rust-version")?;
    let needed = version(node.as_str()?)?;
    let chosen = match in_file(project) {
        Some(of_file) => of_file.into_iter().collect(), // it beats what a workflow chooses
        None => in_workflows(project, cargo),
    };
    let mut found: Vec<Finding> = Vec::new();
    for (version, place) in chosen
        .into_iter()
        .filter(|(version, _)| is_below(*version, needed))
    {
        let patch = version.2.map_or(String::new(), |patch| format!(".{patch}"));
        let message = format!(
            "toolchain {}.{}{patch} is chosen here, and `rust-version` is {}: cargo refuses to build",
            version.0,
            version.1,
            node.as_str()?
        );
        let finding = Finding::new(place, message).related(node.place(), "what the crate needs");
        if !found.contains(&finding) {
            found.push(finding); // the combinations of a matrix say the same
        }
    }
    Some(found)
}

fn version(text: &str) -> Option<Version> {
    let mut parts = text.trim().split('-').next()?.split('.').map(str::parse);
    match (parts.next()?, parts.next()?, parts.next(), parts.next()) {
        (Ok(major), Ok(minor), patch, None) => Some((major, minor, patch.transpose().ok()?)),
        _ => None,
    }
}

/// Where no patch is named, it is the newest of a toolchain, and the first of a crate.
fn is_below((major, minor, patch): Version, needed: Version) -> bool {
    let patched =
        (major, minor) == (needed.0, needed.1) && patch.is_some_and(|patch| patch < needed.2.unwrap_or(0));
    (major, minor) < (needed.0, needed.1) || patched
}

/// The toolchain of a file beside the project or above it: outer `None` if there is no file, inner if it names no version.
fn in_file(project: &Project) -> Option<Option<(Version, Place)>> {
    let is_top = |folder: &String| project.tree.exists(&tree::join(folder, ".git"));
    let mut folders: Vec<String> = (0..=project.tree.above())
        .map(|steps| vec![".."; steps].join("/"))
        .collect();
    folders.truncate(folders.iter().position(is_top).map_or(1, |top| top + 1));
    let mut paths = folders
        .iter()
        .flat_map(|folder| FILES.map(|name| tree::join(folder, name)));
    let path = paths.find(|path| project.tree.exists(path))?;
    let text = project.tree.read(&path).and_then(Result::ok);
    Some(
        text.and_then(|text| match Toml::parse(&path.as_str().into(), &text) {
            Ok(toml) => {
                let channel = toml.get(&["toolchain", "channel"])?;
                Some((version(channel.as_str()?)?, channel.place()))
            }
            Err(_) => Some((version(&text)?, Place::file(path.as_str()))),
        }),
    )
}

/// The toolchains that steps choose before the crate is built with them.
fn in_workflows(project: &Project, cargo: &Crate) -> Vec<(Version, Place)> {
    let calls = project.maturin.calls.iter().filter_map(Called::call);
    let own: Vec<&Place> = calls.map(|call| &call.program.place).collect();
    let mut found = Vec::new();
    for run in project.workflows.runs() {
        for job in &run.jobs {
            let mut chosen = None;
            for step in &job.steps {
                let uses = step.node.get("uses").map(|uses| uses.place());
                let is_own = uses.is_some_and(|place| own.contains(&&place));
                match of_action(step) {
                    // maturin-action may build in a container, where it installs what it is told to.
                    Some(of_action) if is_own => found.extend(of_action),
                    Some(of_action) => chosen = of_action,
                    None => {}
                }
                if step.scope.variable_node("RUSTUP_TOOLCHAIN").is_some() {
                    continue;
                }
                for command in project.workflows.commands(job, step).iter() {
                    let Some(call) = command.call() else { continue };
                    let is_built = match call.name {
                        "rustup" => {
                            chosen = of_rustup(&call).unwrap_or(chosen);
                            false
                        }
                        "maturin" => own.contains(&&call.program.place),
                        "cargo" => builds(cargo, command, &call),
                        _ => false,
                    };
                    found.extend(chosen.clone().filter(|_| is_built));
                }
            }
        }
    }
    found
}

/// The toolchain that an action chooses: outer `None` if it chooses none, inner if its version is not known.
fn of_action(step: &Step<'_>) -> Option<Option<(Version, Place)>> {
    let uses = step.uses()?;
    let (_, input) = ACTIONS.iter().find(|(action, _)| uses.is(action))?;
    Some(match step.with_node(input) {
        Some(node) => step
            .with(input)
            .and_then(|text| Some((version(&text)?, node.place()))),
        None => version(uses.reference).zip(step.node.get("uses").map(|node| node.place())),
    })
}

/// The same of `rustup default` and `rustup override set`.
fn of_rustup(call: &Call<'_>) -> Option<Option<(Version, Place)>> {
    let words: Vec<&str> = call.arguments.iter().map(|word| word.value.as_str()).collect();
    let word = match words.as_slice() {
        ["default", _, ..] => &call.arguments[1],
        ["override", "set", _, ..] => &call.arguments[2],
        _ => return None,
    };
    Some(version(&word.value).map(|version| (version, word.place.clone())))
}

/// Whether a call of cargo surely compiles the crate: in its folder, and no other package is named.
fn builds(cargo: &Crate, command: &Command, call: &Call<'_>) -> bool {
    let words: Vec<&str> = call.own().iter().map(|word| word.value.as_str()).collect();
    let selects = |word: &&str| {
        [
            "-p",
            "--package",
            "--exclude",
            "--manifest-path",
            "--ignore-rust-version",
        ]
        .iter()
        .any(|option| word.starts_with(option))
    };
    words.first().is_some_and(|word| COMPILING.contains(word))
        && command.folder.as_deref() == Some(cargo.folder())
        && !words.iter().any(selects)
}
