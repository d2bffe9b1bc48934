//! An artifact of a run, with the job that stores it and what that job builds.

use crate::project::ci::artifacts::Artifact;
use crate::project::ci::build::Build;
use crate::project::ci::events::{Event, Trace};
use crate::syntax::yaml::Node;
use crate::text::place::Place;

/// An artifact, and the job that stores it.
#[derive(Clone, Copy)]
pub(crate) struct Stored<'r, 'a> {
    pub trace: &'r Trace<'r, 'a>,
    pub artifact: &'r Artifact,
    /// The place of its event in the job.
    event: usize,
}

impl<'r, 'a> Stored<'r, 'a> {
    /// The artifacts that a job stores.
    pub(crate) fn of(trace: &'r Trace<'r, 'a>) -> impl Iterator<Item = Self> {
        let events = trace.events.iter().enumerate();
        events.filter_map(move |(event, (_, stored))| match stored {
            Event::Store(artifact) => Some(Self {
                trace,
                artifact,
                event,
            }),
            _ => None,
        })
    }

    /// The builds of its job before it, of which something may be in it.
    pub(crate) fn builds<'b>(self, builds: &'b [Build]) -> impl Iterator<Item = &'b Build> + use<'r, 'a, 'b> {
        let before = self.trace.events[..self.event].iter();
        before.filter_map(move |(_, event)| match event {
            Event::Build(index) => Some(&builds[*index]).filter(|build| self.artifact.may_have(build)),
            _ => None,
        })
    }

    /// The condition of the step that stores it, or else where it is stored.
    pub(crate) fn condition(self) -> Place {
        let (step, _) = &self.trace.events[self.event];
        let condition = self.trace.job.steps[*step].node.get("if");
        condition.map_or(self.artifact.place.clone(), Node::place)
    }

    /// The folder that its job builds to.
    pub(crate) fn out(self, builds: &[Build]) -> Option<&str> {
        let before = self.trace.events[..self.event].iter();
        let mut built = before.filter_map(|(_, event)| match event {
            Event::Build(index) => builds[*index].out.as_deref(),
            _ => None,
        });
        built.next()
    }

    /// Whether its job builds, nothing but the builds makes or moves files in it, and none of what they make is in it.
    pub(crate) fn is_empty(self, builds: &[Build]) -> bool {
        let before = || self.trace.events[..self.event].iter().map(|(_, event)| event);
        let is_plain = before().all(|event| matches!(event, Event::Build(_) | Event::Store(_)));
        let has_builds = before().any(|event| matches!(event, Event::Build(_)));
        is_plain && has_builds && self.artifact.is_sure && self.builds(builds).next().is_none()
    }
}
