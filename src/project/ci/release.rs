//! What CI publishes: the builds whose files reach an upload to an index, through artifacts or in the same job.

use std::cell::LazyCell;
use std::sync::Arc;

use crate::project::ci::artifacts::{Fetch, tries};
use crate::project::ci::breaks::{Break, Kind};
use crate::project::ci::build::Build;
use crate::project::ci::context::Context;
use crate::project::ci::environment;
use crate::project::ci::events::{Event, Trace};
use crate::project::ci::files::Files;
use crate::project::ci::hindered::{Hindrance, hindrances, patterns, refusals};
use crate::project::ci::publish::Publish;
use crate::project::ci::run::Run;
use crate::project::ci::search;
use crate::project::ci::start::Starts;
use crate::project::ci::workflows::Workflows;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::text::place::Place;

/// What CI does with the project that matters for what people install.
#[derive(Debug, Default)]
pub struct Ci {
    /// Every build of the project, once for each combination of a matrix.
    pub builds: Vec<Build>,
    /// Every upload that may hold files of this project.
    pub releases: Vec<Release>,
    /// Where the links between a build and an upload do not meet.
    pub breaks: Vec<Break>,
    /// What keeps jobs of the project from their work.
    pub hindrances: Vec<Hindrance>,
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
    /// Whether it surely publishes nothing, because links on the way to it do not meet.
    pub is_stopped: bool,
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
            is_program: pyproject.and_then(Pyproject::bindings) == Some("bin"),
            crate_folder: cargo.map(Crate::folder),
            workspace: cargo.map(Crate::root_folder),
        };
        let mut ci = Self::default();
        for run in runs {
            ci.follow(&context, run);
        }
        ci.keep_lasting();
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

    /// Whether links on the way to an upload do not meet, so that nothing is published, or wheels that are built are lost.
    pub fn loses_wheels(&self) -> bool {
        let loses = |found: &Break| found.is_total || matches!(found.kind, Kind::Empty | Kind::Unstored);
        self.breaks.iter().any(loses)
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
        let jobs = run.jobs.iter();
        let traces: Vec<_> = jobs
            .map(|job| Trace::read(context, job, &mut self.builds))
            .collect();
        let may_try = || run.is_open || context.has_test_command() || run.jobs.iter().any(tries);
        let is_tried = LazyCell::new(may_try);
        let mut releases = Vec::new();
        for (at, job) in traces.iter().enumerate() {
            for (step, (_, event)) in job.events.iter().enumerate() {
                let Event::Publish(publish) = event else { continue };
                let (builds, is_open) = self.reaching(&traces, at, step, publish);
                releases.push(Release {
                    workflow: run.file.path.clone(),
                    publish: publish.clone(),
                    builds,
                    is_open: is_open || run.is_open,
                    is_tried: *is_tried,
                    is_stopped: false,
                });
            }
        }
        let reaching: Vec<&[(usize, bool)]> = releases.iter().map(|release| &*release.builds).collect();
        let breaks = search::breaks(context.workflows, run, &traces, &self.builds, &reaching);
        for (release, breaks) in releases.iter_mut().zip(breaks) {
            release.is_stopped = breaks.iter().any(|found| found.is_total);
            self.breaks.extend(breaks);
        }
        self.hindrances
            .extend(run.jobs.iter().filter_map(environment::missing));
        let has_builds = |trace: &&Trace<'_, '_>| {
            trace
                .events
                .iter()
                .any(|(_, event)| matches!(event, Event::Build(_)))
        };
        if traces.iter().any(|trace| has_builds(&trace)) {
            self.hindrances.extend(patterns(run.file));
            self.hindrances
                .extend(run.workflows().into_iter().flat_map(refusals));
            let found = traces.iter().flat_map(|trace| hindrances(trace, &self.builds));
            self.hindrances.extend(found);
        }
        if releases.is_empty() {
            let builders: Vec<_> = traces.iter().filter(has_builds).collect();
            for trace in &traces {
                let waits_for = |builder: &&Trace<'_, '_>| trace.job.turn.waits_for(&builder.job.turn);
                let found = search::retired(trace, &trace.job.node.place());
                if !found.is_empty() && (has_builds(&trace) || builders.iter().any(waits_for)) {
                    self.breaks.extend(found);
                }
            }
        }
        // An upload of nothing that is known may be of another project, unless it stands beside one of this.
        let is_own = releases.iter().any(|release| !release.builds.is_empty());
        releases.retain(|release| is_own && (release.is_open || !release.builds.is_empty()));
        self.releases.extend(releases);
    }

    /// Leaves out an upload that never begins in one run but may in another, as a called workflow is in many.
    fn keep_lasting(&mut self) {
        let begins = |place: &Place| {
            let mut same = self
                .releases
                .iter()
                .filter(|release| release.publish.place == *place);
            same.any(|release| !release.is_stopped)
        };
        self.breaks
            .retain(|found| found.kind != Kind::Unreachable || !begins(&found.upload));
    }

    /// The builds that reach an upload, and whether something else may.
    fn reaching(
        &self,
        traces: &[Trace<'_, '_>],
        job: usize,
        step: usize,
        publish: &Publish,
    ) -> (Vec<(usize, bool)>, bool) {
        let mut builds: Vec<(usize, bool)> = Vec::new();
        let mut is_open = false;
        let starts = traces[job].job.steps[traces[job].events[step].0].starts;
        for (_, event) in &traces[job].events[..=step] {
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
                    let others = traces.iter().enumerate().filter(|(other, _)| *other != job);
                    for (_, other) in others {
                        let (found, other_is_open) =
                            self.stored(&other.events, fetch, publish.files.as_ref(), starts);
                        is_open |= other_is_open;
                        builds.extend(found);
                    }
                }
                Event::Store(_) | Event::Publish(_) | Event::Stir => {}
            }
        }
        for (index, is_sure) in &mut builds {
            *is_sure &= self.builds[*index].is_sure;
        }
        builds.sort_unstable();
        builds.dedup();
        (builds, is_open)
    }

    /// The builds of a job whose files are in artifacts that are fetched under some starts, with whether they surely come to where files
    /// are taken from, and whether other files may be in them.
    fn stored(
        &self,
        job: &[(usize, Event<'_>)],
        fetch: &Fetch<'_>,
        wanted: Option<&Files>,
        starts: Starts,
    ) -> (Vec<(usize, bool)>, bool) {
        let mut found = Vec::new();
        let mut is_open = false;
        for (at, (_, event)) in job.iter().enumerate() {
            let Event::Store(artifact) = event else { continue };
            let is_fetched = artifact.is_fetched(fetch);
            let is_stored = starts == 0 || artifact.starts & starts != 0;
            if is_fetched == Some(false) || !is_stored {
                continue;
            }
            let arrives = is_fetched == Some(true) && artifact.arrives(fetch, wanted);
            let mut builds: Vec<(usize, bool)> = Vec::new();
            let mut has_others = true; // unless the job builds this project
            let may_stir = |(_, event): &(usize, Event<'_>)| matches!(event, Event::Stir | Event::Opaque);
            let is_stirred = job[..at].iter().any(may_stir);
            for (_, event) in &job[..at] {
                match event {
                    Event::Build(index) => {
                        let build = &self.builds[*index];
                        let is_taken = wanted.is_some_and(|wanted| wanted.take(build));
                        has_others = false;
                        if !is_stirred && !artifact.may_have(build) {
                            continue;
                        }
                        builds.push((*index, arrives && is_taken && artifact.surely_has(build)));
                    }
                    Event::Clear => builds.iter_mut().for_each(|(_, is_sure)| *is_sure = false),
                    _ => {}
                }
            }
            is_open |= has_others;
            found.extend(builds);
        }
        (found, is_open)
    }
}
