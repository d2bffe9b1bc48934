//! What the steps of a job do with files, in their order.

use crate::project::ci::action::Uses;
use crate::project::ci::artifacts::{Artifact, Fetch, Transfer, is_clearing, is_opaque, transfer};
use crate::project::ci::build::Build;
use crate::project::ci::context::Context;
use crate::project::ci::job::Job;
use crate::project::ci::publish::{self, Publish};
use crate::project::ci::step::Step;
use crate::project::commands::script::Call;

/// Something that a step does with files.
pub(crate) enum Event<'a> {
    /// A build, by its place in `Ci::builds`.
    Build(usize),
    /// Files are stored as an artifact.
    Store(Artifact),
    /// Artifacts are fetched.
    Fetch(Fetch<'a>),
    /// Files are uploaded to an index.
    Publish(Publish),
    /// Files are removed.
    Clear,
    /// Files may be moved, or made that are no builds of the project.
    Stir,
    /// What it does is not known: it may build the project.
    Opaque,
}

/// A job, and what its steps do with files: each with the place of the step in the job.
pub(crate) struct Trace<'r, 'a> {
    pub job: &'r Job<'a>,
    pub events: Vec<(usize, Event<'a>)>,
}

/// Programs that leave files where they are.
const QUIET: [&str; 20] = [
    "apt-get", "apt", "brew", "cat", "cd", "choco", "du", "echo", "export", "ls", "pip", "pip3", "printf",
    "pwd", "rustup", "set", "tree", "true", "twine", "uv",
];

impl<'a> From<Transfer<'a>> for Event<'a> {
    fn from(transfer: Transfer<'a>) -> Self {
        match transfer {
            Transfer::Store(artifact) => Self::Store(artifact),
            Transfer::Fetch(fetch) => Self::Fetch(fetch),
            Transfer::Opaque => Self::Opaque,
        }
    }
}

impl<'r, 'a> Trace<'r, 'a> {
    /// Follows a job; its builds are added to `builds`.
    pub(crate) fn read(context: &Context<'_>, job: &'r Job<'a>, builds: &mut Vec<Build>) -> Self {
        let mut events = Vec::new();
        let mut add = |mut build: Build| {
            build.is_sure &= job.is_run == Some(true);
            builds.push(build);
            Event::Build(builds.len() - 1)
        };
        let mut pythons = Vec::new();
        for (at, step) in job.steps.iter().enumerate() {
            let before = events.len();
            for build in context.of_action(job, step) {
                events.push((at, add(build)));
            }
            if let Some(publish) = publish::of_action(context.workflows, job, step) {
                events.push((at, Event::Publish(publish)));
            }
            let transfer = transfer(context.workflows, job, step).map(Event::from);
            events.extend(transfer.map(|event| (at, event)));
            for command in step.commands.iter().chain(&step.action) {
                let Some(call) = command.call() else {
                    // A program whose name is not known may do anything.
                    let is_unknown = command.words.first().is_some_and(|word| word.name().is_none());
                    events.extend(is_unknown.then_some((at, Event::Opaque)));
                    continue;
                };
                let known = events.len();
                for build in context.of_command(command, &call, job, step, &pythons) {
                    events.push((at, add(build)));
                }
                if let Some(publish) = publish::of_command(context.workflows, command, &call, job, step) {
                    events.push((at, Event::Publish(publish)));
                }
                if is_clearing(&call) {
                    events.push((at, Event::Clear));
                } else if is_opaque(&call) {
                    events.push((at, Event::Opaque));
                } else if events.len() == known && !is_quiet(&call) {
                    events.push((at, Event::Stir));
                }
            }
            if events.len() == before && (is_stranger(step) || step.is_program()) {
                events.push((at, Event::Stir));
            }
            if step.uses.is_some_and(|uses| uses.is("actions/setup-python")) {
                pythons.push(step);
            }
        }
        Self { job, events }
    }

    /// Whether one of its steps uses something that may store artifacts in a way that is not seen.
    pub(crate) fn has_strangers(&self) -> bool {
        self.job.steps.iter().any(is_stranger)
    }
}

/// Whether a program leaves files where they are.
fn is_quiet(call: &Call<'_>) -> bool {
    let first = call.arguments.first().map(|word| word.value.as_str());
    let is_build = matches!(
        (call.name, first),
        (
            "uv" | "pip" | "pip3",
            Some("build" | "run" | "wheel" | "download")
        )
    );
    QUIET.contains(&call.name) && !is_build
}

/// Whether a step uses an action that is not known.
fn is_stranger(step: &Step<'_>) -> bool {
    step.node.get("uses").is_some() && !step.uses.is_some_and(Uses::is_quiet)
}
