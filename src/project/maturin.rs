//! How scripts and workflows call maturin for this project, and which maturin they install.

use std::collections::BTreeSet;

use pep440_rs::VersionSpecifiers;

use super::script::{self, Argument, Call, Command};
use super::workflow::step::Step;
use super::workflow::{Job, Run, Workflows};
use crate::place::Place;
use crate::tree::{self, Tree};

/// The uses of maturin that are surely this project's, each once.
#[derive(Debug, Default)]
pub struct Uses {
    /// The calls, the action's among them as the commands that they come down to.
    pub calls: Vec<Called>,
    /// The versions that are asked for.
    pub pins: Vec<Pin>,
}

/// A call of maturin.
#[derive(Clone, Debug)]
pub struct Called {
    /// The command.
    pub command: Command,
    /// Whether maturin-action makes it, which chooses a maturin by `build-system.requires` unless it is told one.
    pub by_action: bool,
    /// The version of maturin that this call asks for.
    pub pin: Option<Pin>,
}

/// What is known of a call that maturin-action makes.
struct Action {
    pin: Option<Pin>,
}

/// A version of maturin that is asked for.
#[derive(Clone, Debug)]
pub struct Pin {
    /// The versions that it may be.
    pub versions: VersionSpecifiers,
    /// Where it is asked for.
    pub place: Place,
}

impl Uses {
    /// Reads them from the commands outside workflows, and from the workflows.
    pub(super) fn read(tree: &Tree, commands: &[Command], workflows: &Workflows, runs: &[Run<'_>]) -> Self {
        let mut uses = Self::default();
        for command in commands.iter().filter(|command| is_own(tree, command, true)) {
            uses.add(command, None);
        }
        let is_alone = workflows.folder().is_empty();
        for run in runs {
            for job in &run.jobs {
                let mut found = Self::default();
                let mut has_others = false;
                for step in &job.steps {
                    let by_action = of_action(workflows, job, step);
                    let commands = workflows.commands(job, step);
                    let commands = commands.iter().map(|command| (command, None));
                    for (command, action) in commands.chain(
                        by_action
                            .as_ref()
                            .map(|(command, action)| (command, Some(action))),
                    ) {
                        if is_own(tree, command, is_alone) {
                            found.add(command, action);
                        } else {
                            has_others |= command.calls("maturin").is_some();
                        }
                    }
                }
                if !found.calls.is_empty() || is_alone && !has_others {
                    uses.calls.append(&mut found.calls);
                    uses.pins.append(&mut found.pins);
                }
            }
        }
        let mut seen = BTreeSet::new();
        uses.calls.retain(|called| {
            let words = called.command.words.iter();
            seen.insert(
                words
                    .map(|word| (word.place.clone(), word.value.clone()))
                    .collect::<Vec<_>>(),
            )
        });
        let mut seen = BTreeSet::new();
        uses.pins
            .retain(|pin| seen.insert((pin.place.clone(), pin.versions.to_string())));
        uses
    }

    fn add(&mut self, command: &Command, action: Option<&Action>) {
        let Some(call) = command.call() else { return };
        let pin = match (action, call.name) {
            (Some(action), _) => action.pin.clone(),
            (None, "maturin") => call.requirement.and_then(pin),
            (None, _) => installed(&call),
        };
        let is_call = call.name == "maturin";
        self.pins.extend(pin.clone());
        self.calls.extend(is_call.then_some(Called {
            command: command.clone(),
            by_action: action.is_some(),
            pin,
        }));
    }
}

impl Called {
    /// The call.
    pub fn call(&self) -> Option<Call<'_>> {
        self.command.calls("maturin")
    }

    /// The command of maturin: `build`, `develop`, ….
    pub fn subcommand(&self) -> Option<&Argument> {
        let argument = self.call()?.arguments.first()?;
        (argument.is_known && !argument.value.starts_with('-')).then_some(argument)
    }
}

/// Whether what maturin builds there is this project: its pyproject.toml is the first one from the manifest upwards.
///
/// Where the folder is not known, `is_alone` says whether it can be another project's.
fn is_own(tree: &Tree, command: &Command, is_alone: bool) -> bool {
    let Some(folder) = command.folder.as_deref().filter(|_| !command.is_moved()) else {
        return is_alone;
    };
    let Some(call) = command.calls("maturin") else {
        return true;
    };
    let manifest = call.values("--manifest-path", "-m").into_iter().next();
    let mut at = match manifest {
        Some((argument, _)) if !argument.is_known => return is_alone,
        Some((_, Some(path))) => tree::parent(&tree::join(folder, path)).to_owned(),
        _ => folder.to_owned(),
    };
    while !at.is_empty() && !at.starts_with("..") && !tree.exists(&tree::join(&at, "pyproject.toml")) {
        at = tree::parent(&at).to_owned();
    }
    at.is_empty()
}

/// What a step of maturin-action runs.
fn of_action(workflows: &Workflows, job: &Job<'_>, step: &Step<'_>) -> Option<(Command, Action)> {
    step.uses().filter(|uses| uses.is("PyO3/maturin-action"))?;
    let node = step.node.get("uses")?;
    let word = |value: &str, place: Place| Argument {
        value: value.to_owned(),
        place,
        is_known: true,
    };
    let subcommand = match step.with_node("command") {
        Some(node) => word(&step.with("command")?, node.place()),
        None => word("build", node.place()),
    };
    let folder = tree::join("", &step.with("working-directory")?);
    let folder = job
        .in_repository(&folder)
        .map(|folder| workflows.seen_from_project(&folder));
    let arguments = step.with_node("args").and_then(|args| {
        let known = |name: &str| step.scope.in_script(name);
        let commands = script::commands(args.as_str()?, &known, &|part| args.part(part), None);
        Some(commands.into_iter().flat_map(|command| command.words))
    });
    let words = [word("maturin", node.place()), subcommand];
    let version = step
        .with_node("maturin-version")
        .zip(step.with("maturin-version"));
    let pin = version.and_then(|(node, version)| {
        let version = version.to_lowercase();
        exactly(version.trim_start_matches('v'), node.place())
    });
    let command = Command {
        variables: Vec::new(),
        words: words.into_iter().chain(arguments.into_iter().flatten()).collect(),
        folder,
    };
    Some((command, Action { pin }))
}

/// The maturin that a command installs.
fn installed(call: &Call<'_>) -> Option<Pin> {
    let installs = |at: usize| call.arguments.get(at).is_some_and(|word| word.value == "install");
    match call.name {
        "pip" | "pip3" | "pipx" if installs(0) => {}
        "uv" if installs(1) && matches!(call.arguments[0].value.as_str(), "pip" | "tool") => {}
        "cargo" if installs(0) => return installed_by_cargo(call),
        _ => return None,
    }
    call.own().iter().find_map(pin)
}

fn installed_by_cargo(call: &Call<'_>) -> Option<Pin> {
    let is_maturin = |word: &&Argument| word.value == "maturin" || word.value.starts_with("maturin@");
    let word = call.own().iter().find(is_maturin)?;
    let version = call.values("--version", "").into_iter().next();
    match (word.value.split_once('@'), version) {
        (Some((_, version)), _) => exactly(version, word.place.clone()),
        (None, Some((argument, version))) => {
            exactly(version?.trim_start_matches('='), argument.place.clone()).filter(|_| argument.is_known)
        }
        (None, None) => None,
    }
}

/// What a requirement such as `maturin==1.16`, `maturin[zig]<2` or `maturin@1.16` allows.
fn pin(word: &Argument) -> Option<Pin> {
    let at = word
        .value
        .find("maturin")
        .filter(|at| *at == 0 || word.value[..*at].ends_with('='))?;
    let rest = word.value[at..]
        .strip_prefix("maturin")
        .filter(|_| word.is_known)?;
    let rest = match rest.strip_prefix('[') {
        Some(extras) => extras.split_once(']')?.1,
        None => rest,
    };
    if let Some(version) = rest.strip_prefix('@') {
        return exactly(version, word.place.clone());
    }
    let specifiers = rest.split(';').next()?.trim();
    let versions: VersionSpecifiers = specifiers.parse().ok().filter(|_| !specifiers.is_empty())?;
    Some(Pin {
        versions,
        place: word.place.clone(),
    })
}

fn exactly(version: &str, place: Place) -> Option<Pin> {
    let is_plain = version.starts_with(|first: char| first.is_ascii_digit());
    let versions = format!("=={version}").parse().ok().filter(|_| is_plain)?;
    Some(Pin { versions, place })
}
