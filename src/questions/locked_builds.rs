//! The commands of workflows that demand a lock before any other can have made one.

use crate::project::Project;
use crate::project::ci::job::Job;
use crate::project::ci::step::Step;
use crate::project::ci::uses::Called;
use crate::project::commands::script::{Argument, Call, Command};
use crate::project::manifests::cargo::Crate;
use crate::text::place::Place;
use crate::tree;

/// The options that forbid cargo to write the lock.
const OPTIONS: [&str; 2] = ["--locked", "--frozen"];
/// How frontends are told what to hand to maturin.
const HANDED: &str = "MATURIN_PEP517_ARGS";

/// The commands of cargo that read the lock.
#[rustfmt::skip]
const READS: [&str; 17] = [
    "b", "bench", "build", "c", "check", "clippy", "doc", "fetch", "metadata", "nextest", "r", "run", "rustc", "rustdoc",
    "t", "test", "tree",
];
/// The commands of cargo that neither read nor make it.
const QUIET_CARGO: [&str; 4] = ["fmt", "help", "login", "version"];
/// Programs that make no lock.
#[rustfmt::skip]
const QUIET: [&str; 18] = [
    "apt", "apt-get", "brew", "cd", "choco", "date", "echo", "exit", "export", "ls", "mkdir", "printf", "rustc", "rustup",
    "set", "sleep", "true", "yum",
];

/// What a command is to the lock.
enum Way {
    /// It stops without one, by what stands there.
    Demands(Place),
    /// It neither makes nor needs one.
    Quiet,
    /// It may make one.
    Open,
}

/// Where workflows demand a lock that is not there: the first time in each job, if nothing before may have made one.
pub fn demands(project: &Project, cargo: &Crate) -> Vec<Place> {
    let mut places = Vec::new();
    for run in project.workflows.runs() {
        for job in &run.jobs {
            let found = demand(project, cargo, job).filter(|place| !places.contains(place));
            places.extend(found);
        }
    }
    places.sort();
    places
}

fn demand(project: &Project, cargo: &Crate, job: &Job<'_>) -> Option<Place> {
    for step in &job.steps {
        if step.action.is_none() && step.node.get("uses").is_some() && !is_quiet(step) {
            return None;
        }
        for command in step.commands.iter().chain(&step.action) {
            match way(project, cargo, step, command) {
                Way::Demands(place) => return Some(place),
                Way::Quiet => {}
                Way::Open => return None,
            }
        }
        if step.script().is_some() && step.commands.is_empty() {
            return None;
        }
    }
    None
}

/// Whether an action surely brings no lock.
fn is_quiet(step: &Step<'_>) -> bool {
    let brings = ["cache", "cibuildwheel", "download-artifact", "run-on-arch-action"];
    step.uses.is_some_and(|uses| {
        let name = uses.name.rsplit('/').next().unwrap_or_default();
        uses.is_quiet() && !brings.contains(&name)
    })
}

fn way(project: &Project, cargo: &Crate, step: &Step<'_>, command: &Command) -> Way {
    if command.words.is_empty() {
        return Way::Quiet;
    }
    let first = command.words[0].name();
    let Some(call) = command.call().filter(|call| !call.is_moved()) else {
        return Way::Open;
    };
    match (first, call.name) {
        (_, "cargo") => of_cargo(project, cargo, command, call),
        (_, "maturin") => of_maturin(cargo, command, call),
        (Some("uv"), _) | (_, "pip" | "pip3" | "build") => of_frontend(step, command, call),
        (_, name) if QUIET.contains(&name) => Way::Quiet,
        _ => Way::Open,
    }
}

fn option<'a>(call: &Call<'a>) -> Option<&'a Argument> {
    call.own()
        .iter()
        .find(|word| OPTIONS.contains(&word.value.as_str()))
}

fn of_cargo(project: &Project, cargo: &Crate, command: &Command, call: Call<'_>) -> Way {
    let mut words = call.own().iter().filter(|word| !word.value.starts_with('+'));
    let Some(subcommand) = words.next().filter(|word| word.is_known) else {
        return Way::Open;
    };
    let is_install = subcommand.value == "install" && call.values("--path", "").is_empty();
    if is_install || QUIET_CARGO.contains(&subcommand.value.as_str()) || subcommand.value == "--version" {
        return Way::Quiet;
    }
    let tree = &project.tree;
    let manifest = match (
        call.values("--manifest-path", "").first(),
        command.folder.as_deref(),
    ) {
        (Some((argument, Some(path))), Some(folder)) if argument.is_known => Some(tree::join(folder, path)),
        (None, Some(folder)) if !folder.starts_with("..") => {
            let mut manifests = tree
                .upwards(folder)
                .map(|folder| tree::join(&folder, "Cargo.toml"));
            manifests.find(|path| tree.exists(path))
        }
        _ => None,
    };
    let is_own = manifest.is_some_and(|path| path == *cargo.manifest.path || path == *cargo.root().path);
    match option(&call).filter(|_| is_own && READS.contains(&subcommand.value.as_str())) {
        Some(option) => Way::Demands(option.place.clone()),
        None => Way::Open,
    }
}

fn of_maturin(cargo: &Crate, command: &Command, call: Call<'_>) -> Way {
    let called = Called {
        command: command.clone(),
        by_action: false,
        pin: None,
    };
    match (
        option(&call).filter(|_| called.builds(cargo)),
        called.subcommand(),
    ) {
        (Some(option), Some(_)) => Way::Demands(option.place.clone()),
        (_, Some(subcommand)) if subcommand.value == "upload" => Way::Quiet,
        _ => Way::Open,
    }
}

/// What a frontend does, which hands maturin the options of a variable.
fn of_frontend(step: &Step<'_>, command: &Command, call: Call<'_>) -> Way {
    let words: Vec<&str> = command.words.iter().map(|word| word.value.as_str()).collect();
    let installs = words.iter().position(|word| *word == "install");
    let is_local = |word: &&str| {
        let path = word.starts_with('.') || word.contains('/');
        path || matches!(*word, "-e" | "-r" | "--editable" | "--requirement") || word.contains('$')
    };
    let builds = match (words.as_slice(), installs) {
        (["uv", "python" | "tool" | "venv" | "lock" | "--version", ..], _) => return Way::Quiet,
        (["uv", "sync" | "build", ..], _) => words
            .iter()
            .all(|word| !word.starts_with("--no-") && !word.contains("only")),
        (_, Some(at)) if !words[at..].iter().any(is_local) => return Way::Quiet,
        (_, Some(at)) => words[at..]
            .iter()
            .any(|word| *word == "." || word.starts_with(".[")),
        _ => {
            call.name == "build"
                && words
                    .last()
                    .is_some_and(|word| matches!(*word, "build" | "." | "--sdist" | "--wheel"))
        }
    };
    let is_here = command.folder.as_deref() == Some("");
    let own = command.variables.iter().find(|(name, _)| name == HANDED);
    let handed = own
        .map(|(_, value)| value.value.clone())
        .or_else(|| step.scope.variable(HANDED));
    let is_locked =
        handed.is_some_and(|handed| handed.split_whitespace().any(|word| OPTIONS.contains(&word)));
    match builds && is_here && is_locked {
        true => Way::Demands(command.words[0].place.clone()),
        false => Way::Open,
    }
}
