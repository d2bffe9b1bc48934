//! How scripts and workflows call maturin for this project, and which maturin they install.

use std::collections::BTreeSet;

use pep440_rs::VersionSpecifiers;

use crate::project::ci::run::Run;
use crate::project::ci::step::Step;
use crate::project::commands::script::{Argument, Call, Command};
use crate::project::manifests::cargo::Crate;
use crate::text::place::Place;
use crate::tree;
use crate::tree::Tree;

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
    pub(crate) fn read(tree: &Tree, commands: &[Command], is_alone: bool, runs: &[Run<'_>]) -> Self {
        let mut uses = Gathering::default();
        for command in commands {
            uses.extend(Use::of(command, None).filter(|found| found.is_own(tree, true)));
        }
        for job in runs.iter().flat_map(|run| &run.jobs) {
            let steps = job.steps.iter();
            let found = steps.flat_map(|step| {
                let commands = step.commands.iter().chain(&step.action);
                commands.filter_map(|command| Use::of(command, Some(step)))
            });
            let (own, others): (Vec<_>, Vec<_>) = found.partition(|found| found.is_own(tree, is_alone));
            let is_call = |found: &Use<'_>| found.is_call();
            if own.iter().any(is_call) || is_alone && !others.iter().any(is_call) {
                uses.extend(own);
            }
        }
        uses.gathered
    }
}

/// The uses of maturin so far, and what tells them apart: a combination of a matrix says mostly what another says.
#[derive(Default)]
struct Gathering<'a> {
    gathered: Uses,
    calls: BTreeSet<Vec<(&'a Place, &'a str)>>,
    pins: BTreeSet<(Place, String)>,
}

impl<'a> Extend<Use<'a>> for Gathering<'a> {
    fn extend<T: IntoIterator<Item = Use<'a>>>(&mut self, uses: T) {
        for found in uses {
            let words = found.command.words.iter();
            let words = words.map(|word| (&word.place, word.value.as_str())).collect();
            if found.is_call() && self.calls.insert(words) {
                self.gathered.calls.push(Called {
                    command: found.command.clone(),
                    by_action: found.by_action,
                    pin: found.pin.clone(),
                });
            }
            let key = |pin: &Pin| (pin.place.clone(), pin.versions.to_string());
            let pin = found.pin.filter(|pin| self.pins.insert(key(pin)));
            self.gathered.pins.extend(pin);
        }
    }
}

/// A command that calls maturin, or asks for a version of it.
struct Use<'a> {
    command: &'a Command,
    call: Call<'a>,
    by_action: bool,
    pin: Option<Pin>,
}

impl<'a> Use<'a> {
    fn of(command: &'a Command, step: Option<&Step<'_>>) -> Option<Self> {
        let call = command.call()?;
        let action = step.filter(|step| step.action.is_some());
        let pin = match (action, call.name) {
            (Some(step), _) => of_action(step),
            (None, "maturin") => call.requirement.and_then(pin),
            (None, _) => installed(&call),
        };
        let found = Self {
            command,
            call,
            by_action: action.is_some(),
            pin,
        };
        (found.is_call() || found.pin.is_some()).then_some(found)
    }

    fn is_call(&self) -> bool {
        self.call.name == "maturin"
    }

    /// Whether what maturin builds there is this project: its pyproject.toml is the first one from the manifest upwards.
    ///
    /// Where the folder is not known, `is_alone` says whether it can be another project's.
    fn is_own(&self, tree: &Tree, is_alone: bool) -> bool {
        let folder = self.command.folder.as_deref();
        let Some(folder) = folder.filter(|_| !self.call.is_moved()) else {
            return is_alone;
        };
        if !self.is_call() {
            return true;
        }
        let manifest = self.call.values("--manifest-path", "-m").into_iter().next();
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
}

impl Called {
    /// Whether it surely builds this crate: it runs in the project or in the crate, or names the manifest.
    pub fn builds(&self, cargo: &Crate) -> bool {
        let Some(call) = self.call().filter(|call| !call.is_moved()) else {
            return false;
        };
        let (Some(folder), Some(subcommand)) = (self.command.folder.as_deref(), self.subcommand()) else {
            return false;
        };
        let is_build = matches!(
            subcommand.value.as_str(),
            "build" | "b" | "develop" | "dev" | "publish" | "sdist"
        );
        let is_it = match call.values("--manifest-path", "-m").into_iter().next() {
            Some((argument, path)) => {
                path.is_some_and(|path| argument.is_known && tree::join(folder, path) == *cargo.manifest.path)
            }
            None => folder.is_empty() || folder == cargo.folder(),
        };
        is_build && is_it
    }

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

/// The version that a step of maturin-action asks for.
fn of_action(step: &Step<'_>) -> Option<Pin> {
    let node = step.with_node("maturin-version")?;
    let version = step.with("maturin-version")?.to_lowercase();
    exactly(version.trim_start_matches('v'), node.place())
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
