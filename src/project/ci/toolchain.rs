//! The toolchains of Rust that workflows choose before they build the crate.

use std::collections::BTreeSet;

use crate::project::ci::run::Run;
use crate::project::ci::step::Step;
use crate::project::ci::uses::{Called, Uses};
use crate::project::commands::script::{Call, Command};
use crate::project::manifests::cargo::Crate;
use crate::text::place::Place;

/// The actions that choose a toolchain, by the names of their repositories, and the inputs that name it.
const ACTIONS: [(&str, &str); 3] = [
    ("dtolnay/rust-toolchain", "toolchain"),
    ("actions-rust-lang/setup-rust-toolchain", "toolchain"),
    ("PyO3/maturin-action", "rust-toolchain"),
];
/// The commands of cargo that compile.
const COMPILING: [&str; 9] = ["build", "b", "check", "c", "clippy", "test", "t", "run", "bench"];

/// A version of Rust: major, minor, and patch if one is named.
pub type Version = (u64, u64, Option<u64>);

/// A toolchain with which the crate is built.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// Its version.
    pub version: Version,
    /// Where it is chosen.
    pub place: Place,
}

/// The version of Rust that a text is, such as `1.85` or `1.85.1-x86_64-unknown-linux-gnu`.
pub fn version(text: &str) -> Option<Version> {
    let mut parts = text.trim().split('-').next()?.split('.').map(str::parse);
    match (parts.next()?, parts.next()?, parts.next(), parts.next()) {
        (Ok(major), Ok(minor), patch, None) => Some((major, minor, patch.transpose().ok()?)),
        _ => None,
    }
}

/// Those that steps choose before the crate is built with them, as far as their versions are written.
pub(crate) fn read(cargo: &Crate, maturin: &Uses, runs: &[Run<'_>]) -> Vec<Toolchain> {
    let calls = maturin.calls.iter().filter_map(Called::call);
    let own: BTreeSet<&Place> = calls.map(|call| &call.program.place).collect();
    let mut found = Vec::new();
    for job in runs.iter().flat_map(|run| &run.jobs) {
        let mut chosen = None;
        for step in &job.steps {
            let uses = step.node.get("uses").map(|uses| uses.place());
            let is_own = uses.is_some_and(|place| own.contains(&place));
            match of_action(step) {
                // maturin-action may build in a container, where it installs what it is told to.
                Some(of_action) if is_own => found.extend(of_action),
                Some(of_action) => chosen = of_action,
                None => {}
            }
            if step.scope.variable_node("RUSTUP_TOOLCHAIN").is_some() {
                continue;
            }
            for command in step.commands.iter() {
                let Some(call) = command.call() else { continue };
                let is_built = match call.name {
                    "rustup" => {
                        chosen = of_rustup(&call).unwrap_or(chosen);
                        false
                    }
                    "maturin" => own.contains(&call.program.place),
                    "cargo" => builds(cargo, command, &call),
                    _ => false,
                };
                found.extend(chosen.clone().filter(|_| is_built));
            }
        }
    }
    found
}

/// The toolchain that an action chooses: outer `None` if it chooses none, inner if its version is not known.
fn of_action(step: &Step<'_>) -> Option<Option<Toolchain>> {
    let uses = step.uses?;
    let (_, input) = ACTIONS.iter().find(|(action, _)| uses.is(action))?;
    let (text, node) = match step.with_node(input) {
        Some(node) => (step.with(input), Some(node)),
        None => (Some(uses.reference.to_owned()), step.node.get("uses")),
    };
    let version = text.and_then(|text| version(&text));
    Some(version.zip(node).map(|(version, node)| Toolchain {
        version,
        place: node.place(),
    }))
}

/// The same of `rustup default` and `rustup override set`.
fn of_rustup(call: &Call<'_>) -> Option<Option<Toolchain>> {
    let words: Vec<&str> = call.arguments.iter().map(|word| word.value.as_str()).collect();
    let word = match words.as_slice() {
        ["default", _, ..] => &call.arguments[1],
        ["override", "set", _, ..] => &call.arguments[2],
        _ => return None,
    };
    Some(version(&word.value).map(|version| Toolchain {
        version,
        place: word.place.clone(),
    }))
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
