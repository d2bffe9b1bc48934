//! What CI publishes: the builds whose files reach an upload to an index, through artifacts or in the same job.

use std::sync::Arc;

use crate::project::ci::artifacts::{Artifact, Fetch, Transfer, is_clearing, is_opaque, transfer, tries};
use crate::project::ci::build::Build;
use crate::project::ci::context::Context;
use crate::project::ci::files::Files;
use crate::project::ci::job::Job;
use crate::project::ci::publish;
use crate::project::ci::publish::Publish;
use crate::project::ci::run::Run;
use crate::project::ci::workflows::Workflows;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;

/// Something that a step does with files.
enum Event {
    /// A build, by its place in `Ci::builds`.
    Build(usize),
    /// Files are stored as an artifact.
    Store(Artifact),
    /// Artifacts are fetched.
    Fetch(Fetch),
    /// Files are uploaded to an index.
    Publish(Publish),
    /// Files are removed.
    Clear,
    /// What it does is not known.
    Opaque,
}

impl From<Transfer> for Event {
    fn from(transfer: Transfer) -> Self {
        match transfer {
            Transfer::Store(artifact) => Self::Store(artifact),
            Transfer::Fetch(fetch) => Self::Fetch(fetch),
            Transfer::Opaque => Self::Opaque,
        }
    }
}

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
    /// The path of the workflow whose run it is part of.
    pub workflow: Arc<str>,
    /// The upload.
    pub publish: Publish,
    /// The builds that reach it, by their place in `Ci::builds`, and whether that is sure.
    pub builds: Vec<(usize, bool)>,
    /// Whether files may reach it that come from elsewhere.
    pub is_open: bool,
    /// Whether something in its run may install a file that was built.
    pub is_tried: bool,
}

impl Ci {
    /// Follows the files of every run of the workflows.
    pub(crate) fn read(
        workflows: &Workflows,
        pyproject: Option<&Pyproject>,
        cargo: Option<&Crate>,
        runs: &[Run<'_>],
    ) -> Self {
        let context = Context {
            workflows,
            pyproject,
            crate_folder: cargo.map(Crate::folder),
            workspace: cargo.map(Crate::root_folder),
        };
        let mut ci = Self::default();
        for run in runs {
            ci.follow(&context, run);
        }
        ci
    }

    /// The builds of wheels whose files surely reach the public index, once each, and an upload that they reach.
    pub fn published(&self) -> Vec<(&Build, &Publish)> {
        let sure = self.public().flat_map(|release| {
            let builds = release.builds.iter().filter(|(_, is_sure)| *is_sure);
            builds.map(|(index, _)| (*index, &release.publish))
        });
        let mut found: Vec<(usize, &Publish)> =
            sure.filter(|(index, _)| self.builds[*index].wheels).collect();
        found.sort_by_key(|(index, _)| *index);
        found.dedup_by_key(|(index, _)| *index);
        found
            .into_iter()
            .map(|(index, publish)| (&self.builds[index], publish))
            .collect()
    }

    /// The uploads to the public index.
    pub fn public(&self) -> impl Iterator<Item = &Release> {
        let is_public = |release: &&Release| release.publish.is_public == Some(true);
        self.releases.iter().filter(is_public)
    }

    /// What the public index gets, all that may reach it taken together, and the first upload; `None` where no wheel
    /// surely does, or something may that is not seen.
    pub fn shipped(&self) -> Option<(&Release, Vec<&Build>)> {
        let is_maybe = |release: &&Release| release.publish.is_public != Some(false);
        let is_open = self
            .releases
            .iter()
            .filter(is_maybe)
            .any(|release| release.is_open);
        let first = self
            .public()
            .next()
            .filter(|_| !is_open && !self.published().is_empty())?;
        let builds = self
            .releases
            .iter()
            .filter(is_maybe)
            .flat_map(|release| &release.builds);
        Some((first, builds.map(|(index, _)| &self.builds[*index]).collect()))
    }

    fn follow(&mut self, context: &Context<'_>, run: &Run<'_>) {
        let events: Vec<Vec<Event>> = run.jobs.iter().map(|job| self.events(context, job)).collect();
        let is_tried = run.is_open || context.has_test_command() || run.jobs.iter().any(tries);
        let mut releases = Vec::new();
        for (at, job) in events.iter().enumerate() {
            for (step, event) in job.iter().enumerate() {
                let Event::Publish(publish) = event else { continue };
                let (builds, is_open) = self.reaching(&events, at, step, publish);
                releases.push(Release {
                    workflow: run.file.path.clone(),
                    publish: publish.clone(),
                    builds,
                    is_open: is_open || run.is_open,
                    is_tried,
                });
            }
        }
        // An upload of nothing that is known may be of another project, unless it stands beside one of this.
        let is_own = releases.iter().any(|release| !release.builds.is_empty());
        releases.retain(|release| is_own && (release.is_open || !release.builds.is_empty()));
        self.releases.extend(releases);
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
                    let build = &self.builds[*index];
                    let files = publish.files.as_ref();
                    let arrives = files.is_some_and(|files| files.surely_have(build));
                    builds.push((*index, arrives || build.place == publish.place));
                }
                Event::Clear => builds.iter_mut().for_each(|(_, is_sure)| *is_sure = false),
                Event::Opaque => is_open = true,
                Event::Fetch(fetch) => {
                    let others = events.iter().enumerate().filter(|(other, _)| *other != job);
                    for (_, other) in others {
                        let (found, other_is_open) = self.stored(other, fetch, publish.files.as_ref());
                        is_open |= other_is_open;
                        builds.extend(found);
                    }
                }
                Event::Store(_) | Event::Publish(_) => {}
            }
        }
        for (index, is_sure) in &mut builds {
            *is_sure &= self.builds[*index].is_sure;
        }
        builds.sort_unstable();
        builds.dedup();
        (builds, is_open)
    }

    /// The builds of a job whose files are in artifacts that are fetched, with whether they surely come to where files
    /// are taken from, and whether other files may be in them.
    fn stored(&self, job: &[Event], fetch: &Fetch, wanted: Option<&Files>) -> (Vec<(usize, bool)>, bool) {
        let mut found = Vec::new();
        let mut is_open = false;
        for (at, event) in job.iter().enumerate() {
            let Event::Store(artifact) = event else { continue };
            let is_fetched = artifact.is_fetched(fetch);
            if is_fetched == Some(false) {
                continue;
            }
            let arrives = is_fetched == Some(true) && artifact.arrives(fetch, wanted);
            let mut builds: Vec<(usize, bool)> = Vec::new();
            for event in &job[..at] {
                match event {
                    Event::Build(index) => {
                        let build = &self.builds[*index];
                        let is_taken = wanted.is_some_and(|wanted| wanted.take(build));
                        builds.push((*index, arrives && is_taken && artifact.surely_has(build)));
                    }
                    Event::Clear => builds.iter_mut().for_each(|(_, is_sure)| *is_sure = false),
                    _ => {}
                }
            }
            is_open |= builds.is_empty();
            found.extend(builds);
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
            events.extend(transfer(context.workflows, job, step).map(Event::from));
            for command in step.commands.iter().chain(&step.action) {
                let Some(call) = command.call() else {
                    // A program whose name is not known may do anything.
                    let is_unknown = command.words.first().is_some_and(|word| word.name().is_none());
                    events.extend(is_unknown.then_some(Event::Opaque));
                    continue;
                };
                if let Some(build) = context.of_command(command, &call, job, step) {
                    events.push(self.add(build, job));
                }
                if let Some(publish) = publish::of_command(context.workflows, command, &call, step) {
                    events.push(Event::Publish(publish));
                }
                if is_clearing(&call) {
                    events.push(Event::Clear);
                } else if is_opaque(&call) {
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
