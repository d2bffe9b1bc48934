//! What CI publishes: the builds whose files reach an upload to an index, through artifacts or in the same job.

use globset::Glob;

use super::build::{Build, Context};
use super::publish::{self, Publish, without_pattern};
use super::step::Step;
use super::{Job, Run, Workflows};
use crate::project::cargo::Crate;
use crate::project::pyproject::Pyproject;
use crate::project::script::Command;
use crate::tree;

/// What CI does with the project that matters for what people install.
#[derive(Debug, Default)]
pub struct Ci {
    /// Every build of the project, once for each combination of a matrix.
    pub builds: Vec<Build>,
    /// Every upload that may hold files of this project.
    pub releases: Vec<Release>,
}

/// An upload to an index, and what reaches it.
#[derive(Debug)]
pub struct Release {
    /// The upload.
    pub publish: Publish,
    /// The builds that reach it, by their place in `Ci::builds`, and whether that is sure.
    pub builds: Vec<(usize, bool)>,
    /// Whether files may reach it that come from elsewhere.
    pub is_open: bool,
    /// Whether something in its run may install a file that was built.
    pub is_tried: bool,
}

/// Something that a step does with files.
enum Event {
    Build(usize),
    Store {
        name: Option<String>,
        folders: Option<Vec<String>>,
    },
    Fetch {
        pattern: Pattern,
        folder: Option<String>,
    },
    Publish(Publish),
    /// What it does is not known.
    Opaque,
}

/// Which artifacts are fetched.
enum Pattern {
    All,
    Name(String),
    Glob(String),
    Unknown,
}

/// Stands for the part of a name that is not known.
const UNKNOWN: char = '\u{1}';

/// Programs that run what is written elsewhere.
const OPAQUE: [&str; 14] = [
    "make",
    "just",
    "task",
    "nox",
    "tox",
    "bash",
    "sh",
    "docker",
    "podman",
    "cargo-xtask",
    "mise",
    "earthly",
    "nix",
    "gh",
];

/// Parts of a script that show that a built file is installed, or looked for to be installed.
const TRIES: [&str; 7] = [
    ".whl",
    "--find-links",
    "--no-index",
    "--installpkg",
    "wheelhouse",
    "install dist/",
    "-f dist",
];

impl Ci {
    /// Follows the files of every run of the workflows.
    pub(in crate::project) fn read(
        workflows: &Workflows,
        pyproject: Option<&Pyproject>,
        cargo: Option<&Crate>,
    ) -> Self {
        let context = Context {
            workflows,
            pyproject,
            crate_folder: cargo.map(Crate::folder),
        };
        let mut ci = Self::default();
        for run in workflows.runs() {
            ci.follow(&context, &run);
        }
        ci
    }

    /// The builds of wheels whose files surely reach the public index.
    pub fn published(&self) -> impl Iterator<Item = &Build> {
        let public = self
            .releases
            .iter()
            .filter(|release| release.publish.is_public == Some(true));
        let sure = public
            .flat_map(|release| &release.builds)
            .filter(|(_, is_sure)| *is_sure);
        let mut indices: Vec<usize> = sure.map(|(index, _)| *index).collect();
        indices.sort_unstable();
        indices.dedup();
        indices
            .into_iter()
            .map(|index| &self.builds[index])
            .filter(|build| build.wheels)
    }

    fn follow(&mut self, context: &Context<'_>, run: &Run<'_>) {
        let events: Vec<Vec<Event>> = run.jobs.iter().map(|job| self.events(context, job)).collect();
        let is_tried = run.jobs.iter().any(tries);
        for (at, job) in events.iter().enumerate() {
            for (step, event) in job.iter().enumerate() {
                let Event::Publish(publish) = event else { continue };
                let (builds, is_open) = self.reaching(&events, at, step, publish);
                if !builds.is_empty() {
                    self.releases.push(Release {
                        publish: publish.clone(),
                        builds,
                        is_open: is_open || run.is_open,
                        is_tried: is_tried || run.is_open,
                    });
                }
            }
        }
    }

    /// The builds that reach an upload, and whether something else may.
    fn reaching(
        &self,
        events: &[Vec<Event>],
        job: usize,
        step: usize,
        publish: &Publish,
    ) -> (Vec<(usize, bool)>, bool) {
        let mut builds: Vec<(usize, bool)> = Vec::new();
        let mut is_open = false;
        for event in &events[job][..=step] {
            match event {
                Event::Build(index) => {
                    let is_related = related(self.builds[*index].out.as_deref(), publish.folder.as_deref());
                    let is_own = self.builds[*index].place == publish.place;
                    builds.push((*index, is_own || is_related == Some(true)));
                }
                Event::Opaque => is_open = true,
                Event::Fetch { pattern, folder } => {
                    let arrives = related(folder.as_deref(), publish.folder.as_deref());
                    let others = events.iter().enumerate().filter(|(other, _)| *other != job);
                    for (_, other) in others {
                        let (found, other_is_open) = self.stored(other, pattern);
                        is_open |= other_is_open;
                        builds.extend(
                            found
                                .into_iter()
                                .map(|(index, is_sure)| (index, is_sure && arrives == Some(true))),
                        );
                    }
                }
                Event::Store { .. } | Event::Publish(_) => {}
            }
        }
        for (index, is_sure) in &mut builds {
            *is_sure &= self.builds[*index].is_sure;
        }
        builds.sort_unstable();
        builds.dedup();
        (builds, is_open)
    }

    /// The builds of a job whose files are in artifacts that a pattern fetches, and whether other files may be.
    fn stored(&self, job: &[Event], pattern: &Pattern) -> (Vec<(usize, bool)>, bool) {
        let mut found = Vec::new();
        let mut is_open = false;
        for (at, event) in job.iter().enumerate() {
            let Event::Store { name, folders } = event else {
                continue;
            };
            let is_fetched = pattern.matches(name.as_deref());
            if is_fetched == Some(false) {
                continue;
            }
            let before = &job[..at];
            let mut has_build = false;
            for event in before {
                let Event::Build(index) = event else { continue };
                has_build = true;
                let out = self.builds[*index].out.as_deref();
                let is_stored = folders.as_ref().is_some_and(|folders| {
                    folders
                        .iter()
                        .any(|folder| related(out, Some(folder)) == Some(true))
                });
                found.push((*index, is_stored && is_fetched == Some(true)));
            }
            is_open |= !has_build;
        }
        (found, is_open)
    }

    fn events(&mut self, context: &Context<'_>, job: &Job<'_>) -> Vec<Event> {
        let mut events = Vec::new();
        for step in &job.steps {
            if let Some(build) = context.of_action(job, step) {
                events.push(self.add(build, job));
            }
            if let Some(publish) = publish::of_action(context.workflows, job, step) {
                events.push(Event::Publish(publish));
            }
            events.extend(transfer(context.workflows, job, step));
            for command in context.workflows.commands(job, step) {
                if let Some(build) = context.of_command(&command, job, step) {
                    events.push(self.add(build, job));
                }
                if let Some(publish) = publish::of_command(context.workflows, &command, step) {
                    events.push(Event::Publish(publish));
                }
                if is_opaque(&command) {
                    events.push(Event::Opaque);
                }
            }
        }
        events
    }

    fn add(&mut self, mut build: Build, job: &Job<'_>) -> Event {
        build.is_sure &= job.is_run == Some(true);
        self.builds.push(build);
        Event::Build(self.builds.len() - 1)
    }
}

impl Pattern {
    /// Whether it fetches an artifact of that name; `None` where that is not known.
    fn matches(&self, name: Option<&str>) -> Option<bool> {
        let name = name?;
        let is_known = !name.contains(UNKNOWN);
        let fits = match self {
            Self::All => return Some(true),
            Self::Unknown => return None,
            Self::Name(wanted) => wanted == name,
            Self::Glob(pattern) => Glob::new(pattern).ok()?.compile_matcher().is_match(name),
        };
        (fits || is_known).then_some(fits)
    }
}

/// Whether files of one folder are among those of the other; `None` where that is not known.
fn related(one: Option<&str>, other: Option<&str>) -> Option<bool> {
    let (one, other) = (one?, other?);
    Some(one == other || tree::within(one, other) || tree::within(other, one))
}

/// What a step does with artifacts.
fn transfer(workflows: &Workflows, job: &Job<'_>, step: &Step<'_>) -> Option<Event> {
    let uses = step.uses()?;
    let seen = |path: &str| {
        let folder = job.in_repository(&without_pattern(&tree::join("", path)))?;
        Some(workflows.seen_from_project(&folder))
    };
    let text = |input: &str| {
        step.with_node(input)
            .map(|node| step.scope.fill(node.as_str().unwrap_or_default()))
    };
    if uses.is("actions/upload-artifact") {
        let name = text("name").map_or("artifact".to_owned(), |name| with_gaps(&name));
        let paths = step.with("path");
        let folders = paths.and_then(|paths| {
            let lines = paths
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty() && !line.starts_with('!'));
            lines.map(seen).collect()
        });
        let is_sure = step.is_run == Some(true);
        return Some(Event::Store {
            name: is_sure.then_some(name),
            folders,
        });
    }
    if uses.name.to_lowercase().contains("download") && uses.name.to_lowercase().contains("artifact") {
        let from_elsewhere = !uses.is("actions/download-artifact") || step.with_node("run-id").is_some();
        let pattern = match (text("name"), text("pattern")) {
            _ if from_elsewhere => return Some(Event::Opaque),
            (Some(name), _) if name.contains("${{") => Pattern::Unknown,
            (Some(name), _) if !name.is_empty() => Pattern::Name(name),
            (_, Some(pattern)) if pattern.contains("${{") => Pattern::Unknown,
            (_, Some(pattern)) if !pattern.is_empty() => Pattern::Glob(pattern),
            _ => Pattern::All,
        };
        let folder = step.with("path").and_then(|path| seen(&path));
        return Some(Event::Fetch { pattern, folder });
    }
    None
}

/// A name with a mark in place of each template that is not known.
fn with_gaps(name: &str) -> String {
    let mut parts = name.split("${{");
    let mut marked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        marked.push(UNKNOWN);
        marked.push_str(part.split_once("}}").map_or("", |(_, rest)| rest));
    }
    marked
}

/// Whether a command may make files in a way that is not seen here.
fn is_opaque(command: &Command) -> bool {
    let Some(call) = command.call() else {
        return command.words.first().is_some_and(|word| word.name().is_none());
    };
    let is_script = call.program.value.contains('/') && !call.program.value.contains("bin/");
    let is_own_tool =
        call.name == "cargo" && call.arguments.first().is_some_and(|first| first.value == "xtask");
    OPAQUE.contains(&call.name) || is_script || is_own_tool
}

/// Whether a job may install a file that was built.
fn tries(job: &Job<'_>) -> bool {
    job.steps.iter().any(|step| {
        let inputs = step.node.get("with").into_iter().flat_map(|with| with.entries());
        let texts = inputs
            .chain(step.node.get("run"))
            .filter_map(|node| node.as_str());
        let is_download = step
            .uses()
            .is_some_and(|uses| uses.is("actions/download-artifact"));
        let mut found = texts.filter(|_| !is_download);
        found.any(|text| TRIES.iter().any(|part| text.contains(part)))
    })
}
