//! Where the links between builds and an upload to an index do not meet, so that less is published than is built.

use crate::project::ci::artifacts::Fetch;
use crate::project::ci::build::Build;
use crate::project::ci::events::{Event, Trace};
use crate::project::ci::landing::{self, Stored};
use crate::project::ci::platform::System;
use crate::project::ci::publish::Publish;
use crate::project::ci::run::Run;
use crate::project::ci::workflows::Workflows;
use crate::syntax::yaml::Node;
use crate::syntax::yaml::splice::{self, Entry};
use crate::text::edit::Edit;
use crate::text::place::Place;

/// A link that does not hold.
#[derive(Clone, Debug)]
pub struct Break {
    /// Which link.
    pub kind: Kind,
    /// Where it is.
    pub place: Place,
    /// What it is about: the name of an artifact or a job, a pattern, a folder.
    pub what: String,
    /// The other places that are part of it, and the part that each plays.
    pub others: Vec<(Place, &'static str)>,
    /// The upload that it concerns.
    pub upload: Place,
    /// Whether nothing is published because of it.
    pub is_total: bool,
    /// What mends it, and whether that is sure to change nothing else.
    pub edit: Option<(Edit, bool)>,
}

/// The kinds of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// GitHub no longer runs an action.
    Retired,
    /// An artifact has the name of another: of one that another job stores, or of each of so many in one matrix.
    Taken(usize),
    /// No job stores an artifact that is fetched: the one of a name, one that a pattern matches, or any.
    Missing(Wanted),
    /// An artifact is fetched by a job that does not wait for the job that stores it.
    Unawaited,
    /// Nothing that is built is where an artifact is made from.
    Empty,
    /// Artifacts are not in the folder that the upload takes files from, but in this one.
    Elsewhere(String),
    /// Artifacts come into folders of their own.
    Unmerged,
    /// No start leads to the upload.
    Unreachable,
    /// The upload has neither a password nor the right to prove which workflow it is.
    NoIdentity,
    /// An artifact with wheels is fetched by no job.
    Left,
}

/// Which artifacts are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One, by its name.
    Name,
    /// Those that a pattern matches.
    Pattern,
    /// All.
    All,
}

/// A run, as it is looked through for the breaks before one upload.
struct Search<'r, 'a> {
    workflows: &'r Workflows,
    traces: &'r [Trace<'r, 'a>],
    builds: &'r [Build],
    /// The job of the upload, and the place of its event there.
    at: usize,
    event: usize,
    publish: &'r Publish,
    /// Whether artifacts may come from what is not seen.
    is_open: bool,
    found: Vec<Break>,
}

/// The breaks before each upload of a run, in the order of its jobs and steps; `reaching` are the builds that reach it.
pub(crate) fn find(
    workflows: &Workflows,
    run: &Run<'_>,
    traces: &[Trace<'_, '_>],
    builds: &[Build],
    reaching: &[&[(usize, bool)]],
) -> Vec<Vec<Break>> {
    let is_build = |(_, event): &(usize, Event)| matches!(event, Event::Build(_));
    let has_builds = traces.iter().any(|trace| trace.events.iter().any(is_build));
    let is_open = run.is_open || traces.iter().any(Trace::has_strangers);
    let mut found = Vec::new();
    for (at, trace) in traces.iter().enumerate() {
        for (event, (step, deed)) in trace.events.iter().enumerate() {
            let Event::Publish(publish) = deed else { continue };
            let mut search = Search {
                workflows,
                traces,
                builds,
                at,
                event,
                publish,
                is_open,
                found: Vec::new(),
            };
            if has_builds && publish.is_public != Some(false) {
                search.all(*step, reaching.get(found.len()).copied().unwrap_or_default());
            }
            found.push(search.found);
        }
    }
    found
}

impl<'r, 'a> Search<'r, 'a> {
    fn all(&mut self, step: usize, reaching: &[(usize, bool)]) {
        self.retired();
        self.unreachable(step);
        if self.found.is_empty() {
            self.identity();
            self.taken();
            self.fetched();
            self.left(reaching);
        }
    }

    fn own(&self) -> &'r Trace<'r, 'a> {
        &self.traces[self.at]
    }

    /// Whether the upload happens only where a job has succeeded.
    fn rests_on(&self, trace: &'r Trace<'r, 'a>) -> bool {
        std::ptr::eq(trace, self.own()) || self.own().job.turn.follows(&trace.job.turn)
    }

    fn add(&mut self, kind: Kind, place: Place, what: &str, is_total: bool) -> &mut Break {
        self.found.push(Break {
            kind,
            upload: self.publish.place.clone(),
            others: vec![(self.publish.place.clone(), "published here")],
            place,
            what: what.to_owned(),
            is_total,
            edit: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    fn retired(&mut self) {
        for trace in self.traces {
            if !self.rests_on(trace) {
                continue;
            }
            let mut retired = retired(trace, &self.publish.place);
            for found in &mut retired {
                found.others.push((self.publish.place.clone(), "published here"));
                found.is_total = true;
            }
            self.found.extend(retired);
        }
    }

    fn unreachable(&mut self, step: usize) {
        let job = self.own().job;
        let step = &job.steps[step];
        let condition = if job.turn.starts == 0 {
            job.turn.barrier.clone()
        } else {
            step.node.get("if").filter(|_| step.starts == 0).map(Node::place)
        };
        if let Some(condition) = condition {
            self.add(Kind::Unreachable, condition, "", true);
        }
    }

    fn identity(&mut self) {
        let job = self.own().job;
        if self.publish.is_public != Some(true) || !self.publish.is_bare || job.turn.has_identity {
            return;
        }
        let edit = if job.turn.is_called {
            None
        } else {
            granting(job.node)
        };
        self.add(Kind::NoIdentity, self.publish.place.clone(), "", true)
            .edit = edit;
    }

    /// All artifacts that jobs store, but those of the job that uploads.
    fn stored(&self) -> Vec<Stored<'r, 'a>> {
        let others = self
            .traces
            .iter()
            .filter(|trace| !std::ptr::eq(*trace, self.own()));
        others.flat_map(Stored::of).collect()
    }

    /// Names that more than one job takes; only one of them can.
    fn taken(&mut self) {
        let stored = self.stored().into_iter().filter(|stored| {
            let artifact = stored.artifact;
            artifact.is_sure && artifact.is_refusable && self.rests_on(stored.trace)
        });
        let stored: Vec<Stored<'_, '_>> = stored.collect();
        let mut seen: Vec<&Place> = Vec::new();
        for one in &stored {
            let (Some(name), place) = (&one.artifact.shared_name, &one.artifact.place) else {
                continue;
            };
            if seen.contains(&place) {
                continue;
            }
            seen.push(place);
            let is_same = |other: &&Stored<'_, '_>| {
                let same_job = other.trace.job.turn.name == one.trace.job.turn.name;
                other.artifact.shared_name.as_ref() == Some(name)
                    && (same_job || one.artifact.name().is_some())
            };
            let same: Vec<&Stored<'_, '_>> = stored.iter().filter(is_same).collect();
            let count = same.iter().filter(|other| other.artifact.place == *place).count();
            let first = same
                .iter()
                .map(|other| &other.artifact.place)
                .find(|other| *other != place);
            let first = first.filter(|first| seen.contains(first)).cloned();
            if count > 1 || first.is_some() {
                let found = self.add(Kind::Taken(count), place.clone(), name, true);
                found
                    .others
                    .splice(..0, first.map(|first| (first, "it is stored here too")));
            }
        }
    }

    /// What the upload, and the jobs that it rests on, fetch.
    fn fetched(&mut self) {
        for (at, trace) in self.traces.iter().enumerate() {
            if !self.rests_on(trace) {
                continue;
            }
            let end = if at == self.at {
                self.event
            } else {
                trace.events.len()
            };
            for (event, (_, fetched)) in trace.events[..end].iter().enumerate() {
                let Event::Fetch(fetch) = fetched else { continue };
                let is_calm = !trace.events[..event]
                    .iter()
                    .any(|(_, event)| matches!(event, Event::Opaque | Event::Stir));
                if fetch.is_sure && fetch.is_known() && (at == self.at || fetch.is_by_name()) {
                    self.fetch(trace, fetch, at == self.at, is_calm);
                }
            }
        }
        if let Some(found) = landing::elsewhere(
            self.own(),
            self.event,
            self.publish,
            &self.stored(),
            self.builds,
            self.is_open,
        ) {
            let landing::Elsewhere { fetch, folder, mends } = found;
            let wanted = self.publish.files.as_ref();
            let wanted = wanted.map_or(String::new(), |files| self.workflows.in_repository(&files.folder));
            let kind = match folder {
                Some(folder) => Kind::Elsewhere(self.workflows.in_repository(&folder)),
                None => Kind::Unmerged,
            };
            let edit = fetch.merging.clone().filter(|_| mends).map(|edit| (edit, true));
            self.add(kind, fetch.place.clone(), &wanted, true).edit = edit;
        }
    }

    fn fetch(&mut self, trace: &'r Trace<'r, 'a>, fetch: &Fetch, is_own: bool, is_calm: bool) {
        if Stored::of(trace).next().is_some() {
            return; // it may fetch what it stores
        }
        let mut stored = self.stored();
        stored.retain(|stored| stored.artifact.is_fetched(fetch) != Some(false));
        if stored.is_empty() && !self.is_open {
            let wanted = match fetch.wanted() {
                Some(_) if fetch.is_by_name() => Wanted::Name,
                Some(_) => Wanted::Pattern,
                None => Wanted::All,
            };
            let what = fetch.wanted().unwrap_or_default();
            self.add(Kind::Missing(wanted), fetch.place.clone(), what, true);
        }
        let is_awaited = |stored: &Stored<'_, '_>| trace.job.turn.waits_for(&stored.trace.job.turn);
        let (awaited, early): (Vec<_>, Vec<_>) = stored.into_iter().partition(is_awaited);
        if is_calm && (awaited.is_empty() || !fetch.is_by_name()) {
            self.unawaited(trace, fetch, &early);
        }
        if is_own {
            self.empty(fetch, &awaited);
        }
    }

    /// What may be fetched before it is there.
    fn unawaited(&mut self, trace: &Trace<'_, '_>, fetch: &Fetch, early: &[Stored<'_, '_>]) {
        let has_builds = |stored: &Stored<'_, '_>| stored.builds(self.builds).next().is_some();
        let mut early = early
            .iter()
            .filter(|stored| fetch.is_by_name() || has_builds(stored));
        let Some(name) = early.next().map(|stored| &stored.trace.job.turn.name) else {
            return;
        };
        let is_known = |found: &Break| found.kind == Kind::Unawaited && found.what == *name;
        if !self.found.iter().any(is_known) {
            let needs = trace.job.node.get("needs");
            let place = needs.map_or(trace.job.node.key_place(), Node::place);
            // Where it waits for others, the artifacts may be there in time.
            let found = self.add(Kind::Unawaited, place, name, needs.is_none());
            found.others.insert(0, (fetch.place.clone(), "fetched here"));
        }
    }

    /// What is stored from where nothing is built.
    fn empty(&mut self, fetch: &Fetch, awaited: &[Stored<'_, '_>]) {
        let is_empty = |stored: &&Stored<'_, '_>| {
            stored.artifact.is_fetched(fetch) == Some(true) && stored.is_empty(self.builds)
        };
        let empty: Vec<_> = awaited.iter().filter(is_empty).collect();
        for stored in &empty {
            let artifact = stored.artifact;
            let place = artifact.path.clone().unwrap_or(artifact.place.clone());
            let out = stored
                .out(self.builds)
                .map(|out| self.workflows.in_repository(out));
            let what = out.unwrap_or_default();
            self.add(Kind::Empty, place, &what, empty.len() == awaited.len());
        }
    }

    /// Artifacts with wheels that the upload waits for and no job fetches, of platforms that it has no others for.
    fn left(&mut self, reaching: &[(usize, bool)]) {
        let sure: Vec<&Build> = reaching.iter().map(|(index, _)| &self.builds[*index]).collect();
        let events = || {
            self.traces
                .iter()
                .flat_map(|trace| &trace.events)
                .map(|(_, event)| event)
        };
        let is_hidden = events().any(|event| matches!(event, Event::Opaque));
        if is_hidden || self.is_open || !reaching.iter().any(|(_, is_sure)| *is_sure) {
            return;
        }
        for stored in self.stored() {
            let fetches = events().filter_map(|event| match event {
                Event::Fetch(fetch) => Some(fetch),
                _ => None,
            });
            let is_left = stored.artifact.is_sure
                && self.rests_on(stored.trace)
                && fetches
                    .into_iter()
                    .all(|fetch| stored.artifact.is_fetched(fetch) == Some(false));
            let is_new = |build: &&Build| {
                let mut own = build.platforms.iter();
                build.wheels
                    && stored.artifact.surely_has(build)
                    && own.all(|platform| platform.system != Some(System::Other))
                    && !sure
                        .iter()
                        .any(|other| other.wheels && other.platforms == build.platforms)
            };
            if let Some(name) = stored
                .artifact
                .name()
                .filter(|_| is_left && stored.builds(self.builds).any(|build| is_new(&build)))
            {
                let name = name.to_owned();
                self.add(Kind::Left, stored.artifact.place.clone(), &name, false);
            }
        }
    }
}

/// The actions of a job that GitHub no longer runs: it fails a job that has one, whatever its step is for.
pub(crate) fn retired(trace: &Trace<'_, '_>, upload: &Place) -> Vec<Break> {
    let steps = trace.job.steps.iter();
    let retired = steps.filter_map(|step| {
        step.node
            .get("uses")
            .zip(step.uses.filter(|uses| uses.is_retired()))
    });
    let found = retired.map(|(node, uses)| {
        let newest = if uses.is("actions/upload-artifact") {
            "v7"
        } else {
            "v8"
        };
        let edit = splice::respell(node, &format!("{}@{newest}", uses.name));
        Break {
            kind: Kind::Retired,
            place: node.place(),
            what: format!("{}@{}", uses.name, uses.reference),
            others: Vec::new(),
            upload: upload.clone(),
            is_total: false,
            edit: edit.map(|edit| (edit, false)),
        }
    });
    found.collect()
}

/// What lets the token of a job prove which workflow runs, and whether its other rights are surely the same.
fn granting(job: Node<'_>) -> Option<(Edit, bool)> {
    const IDENTITY: (&str, &str) = ("id-token", "write");
    if let Some(own) = job.get("permissions") {
        return match own.get(IDENTITY.0) {
            Some(node) => splice::respell(node, IDENTITY.1).map(|edit| (edit, true)),
            None => splice::insert(own, Entry::Word(IDENTITY.0, IDENTITY.1), "").map(|edit| (edit, true)),
        };
    }
    let of_workflow = job.yaml().get(&["permissions"]);
    let rights: Option<Vec<(&str, &str)>> = of_workflow.filter(|rights| rights.is_mapping()).map(|rights| {
        rights
            .entries()
            .filter_map(|right| Some((right.key(), right.as_str()?)))
            .collect()
    });
    let is_known = rights.is_some();
    let mut rights = rights.unwrap_or_else(|| vec![("contents", "read")]);
    rights.retain(|(name, _)| *name != IDENTITY.0);
    rights.push(IDENTITY);
    splice::insert(job, Entry::Mapping("permissions", &rights), "steps").map(|edit| (edit, is_known))
}
