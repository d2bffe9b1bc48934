//! Whether `maturin develop` finds a virtual environment in a job.

use crate::project::ci::hindered::{Hindrance, Kind};
use crate::project::ci::job::Job;
use crate::project::ci::step::Step;
use crate::project::commands::script::Command;
use crate::text::place::Place;

/// What is written where an action makes an environment.
const MADE: [&str; 3] = ["venv", "virtual", "activate"];

/// What is written where somebody makes one in another way, or lets later steps run in it.
const SIGNS: [&str; 6] = [
    "conda",
    "mamba",
    "pixi",
    "virtual_env",
    "github_env",
    "github_path",
];

/// Actions that make no environment, by their names without the owner.
const ACTIONS: [&str; 13] = [
    "cache",
    "checkout",
    "download-artifact",
    "install-action",
    "maturin-action",
    "rust-cache",
    "rust-toolchain",
    "sccache-action",
    "setup-node",
    "setup-python",
    "setup-rust-toolchain",
    "toolchain",
    "upload-artifact",
];

/// Programs that make none.
const PROGRAMS: [&str; 17] = [
    "apt", "apt-get", "brew", "cargo", "cd", "choco", "echo", "ls", "maturin", "mkdir", "pip", "pip3", "pwd",
    "pytest", "ruff", "rustc", "rustup",
];

/// The folder in which maturin finds an environment that is not active.
const FOUND: &str = ".venv";

/// What a command does to environments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Nothing,
    /// It makes one in a folder where maturin does not look.
    Makes,
    /// It makes one active, up to the end of its step.
    Enters,
}

/// The first `maturin develop` of the project in a job on a fresh machine, if no environment can be active there: maturin
/// looks for `VIRTUAL_ENV`, for `CONDA_PREFIX`, and for a folder `.venv` from there upwards.
pub(crate) fn missing(job: &Job<'_>) -> Option<Hindrance> {
    let label = job.label()?;
    let is_fresh = ["ubuntu-", "macos-", "windows-"]
        .iter()
        .any(|system| label.starts_with(system));
    let is_plain = is_fresh && job.node.get("container").is_none() && job.is_run != Some(false);
    let may_develop = |step: &Step<'_>| {
        let mut commands = step.commands.iter().chain(&step.action);
        commands.any(|command| develops(command, step).is_some())
    };
    let has_variable = ["VIRTUAL_ENV", "CONDA_PREFIX"]
        .iter()
        .any(|name| job.scope.variable_node(name).is_some());
    if !is_plain || has_variable || !job.steps.iter().any(may_develop) {
        return None;
    }
    for step in &job.steps {
        if !is_known(step) {
            return None;
        }
        let mut is_active = false;
        for command in step.commands.iter().chain(&step.action) {
            if let Some(place) = develops(command, step) {
                return (!is_active).then(|| Hindrance {
                    kind: Kind::NoEnvironment,
                    place,
                    what: String::new(),
                    edit: None,
                });
            }
            is_active |= deed(command)? == Deed::Enters;
        }
    }
    None
}

/// What a command does to environments; `None` where that is not known, or maturin finds the one that it makes.
fn deed(command: &Command) -> Option<Deed> {
    let call = command.call()?;
    let own = match (call.name, call.own()) {
        ("uv", [verb, own @ ..]) if verb.value == "venv" => own,
        ("venv" | "virtualenv", own) => own,
        (".", [script]) | ("source", [script]) if script.name() == Some("activate") => {
            return Some(Deed::Enters);
        }
        ("activate" | "activate.bat" | "Activate.ps1", []) => return Some(Deed::Enters),
        (name, _) => return PROGRAMS.contains(&name).then_some(Deed::Nothing),
    };
    match own {
        [folder] if folder.is_known && !folder.value.starts_with('-') => {
            (folder.name() != Some(FOUND)).then_some(Deed::Makes)
        }
        _ => None,
    }
}

/// Whether a step is one that surely makes no environment, but for what its commands do.
fn is_known(step: &Step<'_>) -> bool {
    let place = step.node.place();
    let text = &step.node.yaml().text;
    let written = place
        .span
        .and_then(|span| text.get(span.start..span.end))
        .unwrap_or(text)
        .to_lowercase();
    let is_known = match (step.uses, step.node.get("uses")) {
        (Some(uses), _) => {
            let name = uses.name.rsplit('/').next().unwrap_or_default().to_lowercase();
            ACTIONS.contains(&name.as_str()) && !MADE.iter().any(|sign| written.contains(sign))
        }
        (None, Some(_)) => false,
        (None, None) => true,
    };
    is_known && !SIGNS.iter().any(|sign| written.contains(sign))
}

/// Where a command calls `maturin develop` for the project, in no environment that another program chooses.
fn develops(command: &Command, step: &Step<'_>) -> Option<Place> {
    let call = command.calls("maturin").filter(|call| !call.is_moved())?;
    let first = command.words.first()?.name()?;
    let is_direct = first == "maturin" || first.starts_with("python");
    let is_contained = ["container", "manylinux", "docker-options"]
        .iter()
        .any(|input| step.with_node(input).is_some());
    let subcommand = call.arguments.first().filter(|word| word.is_known)?;
    let is_it =
        matches!(subcommand.value.as_str(), "develop" | "dev") && command.folder.as_deref() == Some("");
    (is_direct && is_it && !is_contained).then(|| subcommand.place.clone())
}
