//! The way to one upload: the jobs that it rests on, and the artifacts that they store.

use crate::project::ci::breaks::{Break, Kind};
use crate::project::ci::build::Build;
use crate::project::ci::events::{Event, Trace};
use crate::project::ci::publish::Publish;
use crate::project::ci::start::Starts;
use crate::project::ci::stored::Stored;
use crate::project::ci::workflows::Workflows;
use crate::text::place::Place;

/// The way to an upload in a run.
pub(crate) struct Way<'r, 'a> {
    pub workflows: &'r Workflows,
    pub traces: &'r [Trace<'r, 'a>],
    pub builds: &'r [Build],
    /// The job of the upload, by its place among them.
    pub job: usize,
    /// The place of the upload among the events of the job.
    pub event: usize,
    pub publish: &'r Publish,
    /// The starts under which it may happen.
    pub starts: Starts,
    /// Whether artifacts may come from what is not seen.
    pub is_open: bool,
}

impl<'r, 'a> Way<'r, 'a> {
    /// The job of the upload.
    pub(crate) fn own(&self) -> &'r Trace<'r, 'a> {
        &self.traces[self.job]
    }

    /// What happens in the job of the upload before it.
    pub(crate) fn before(&self) -> impl Iterator<Item = &'r Event<'a>> {
        self.own().events[..self.event].iter().map(|(_, event)| event)
    }

    /// Whether a job is that of the upload.
    pub(crate) fn is_own(&self, trace: &Trace<'_, '_>) -> bool {
        std::ptr::addr_eq(trace.job, self.own().job)
    }

    /// Whether the upload happens only where a job has succeeded.
    pub(crate) fn rests_on(&self, trace: &Trace<'_, '_>) -> bool {
        self.is_own(trace) || self.own().job.turn.follows(&trace.job.turn)
    }

    /// All artifacts that jobs store, but those of its own job: those stored under its starts, and the others.
    pub(crate) fn stored(&self) -> (Vec<Stored<'r, 'a>>, Vec<Stored<'r, 'a>>) {
        let others = self.traces.iter().filter(|trace| !self.is_own(trace));
        let stored = others.flat_map(Stored::of);
        stored.partition(|stored| stored.artifact.starts & self.starts != 0)
    }

    /// A link of this way that does not hold.
    pub(crate) fn broken(&self, kind: Kind, place: Place, what: &str, is_total: bool) -> Break {
        Break {
            kind,
            upload: self.publish.place.clone(),
            others: vec![(self.publish.place.clone(), "published here")],
            place,
            what: what.to_owned(),
            is_total,
            edit: None,
        }
    }
}
