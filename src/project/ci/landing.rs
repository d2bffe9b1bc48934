//! What is in the artifacts that jobs store, where it comes to, and whether an upload takes it from there.

use crate::project::ci::artifacts::{Artifact, Fetch};
use crate::project::ci::build::Build;
use crate::project::ci::events::{Event, Trace};
use crate::project::ci::files::Files;
use crate::project::ci::publish::Publish;
use crate::tree;

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

/// Files that an upload does not find, because they come to another folder.
pub(crate) struct Elsewhere<'r> {
    pub fetch: &'r Fetch,
    /// The folder; `None` where each artifact comes into a folder of its own in the right one.
    pub folder: Option<String>,
    /// Whether it suffices that all artifacts come into one folder.
    pub mends: bool,
}

/// What comes to other folders than an upload takes files from, so that nothing is published.
///
/// `None` where something is, and where anything about it is not known.
pub(crate) fn elsewhere<'r>(
    own: &'r Trace<'_, '_>,
    end: usize,
    publish: &Publish,
    stored: &[Stored<'_, '_>],
    builds: &[Build],
    is_open: bool,
) -> Option<Elsewhere<'r>> {
    let wanted = publish.files.as_ref().filter(|_| !publish.takes_more)?;
    let mut found: Option<Elsewhere<'r>> = None;
    let mut arrives = false;
    for (_, event) in &own.events[..end] {
        let fetch = match event {
            Event::Fetch(fetch) => fetch,
            Event::Store(_) | Event::Publish(_) => continue,
            Event::Build(_) | Event::Clear | Event::Stir | Event::Opaque => return None,
        };
        let fetched: Vec<&Stored<'_, '_>> = stored
            .iter()
            .filter(|stored| stored.artifact.is_fetched(fetch) != Some(false))
            .collect();
        let is_sure = |stored: &&Stored<'_, '_>| stored.artifact.is_fetched(fetch) == Some(true);
        let count = if is_open && fetched.len() == 1 && !fetch.is_by_name() {
            None
        } else {
            Some(fetched.len())
        }?;
        if !fetch.is_sure || !fetch.is_known() || fetched.is_empty() || !fetched.iter().all(is_sure) {
            return None;
        }
        let is_flat = fetch.is_flat(count)?;
        for stored in fetched {
            let Landing { folder, flat } = match land(fetch, stored, builds, is_flat) {
                Some(landing) => landing,
                None if misses(fetch, stored, wanted, is_flat) => continue,
                None => return None,
            };
            if wanted.reach(&folder)? {
                arrives = true;
                continue;
            }
            let mends = wanted.reach(&flat) == Some(true);
            let is_below = !is_flat && mends;
            let other = found.get_or_insert(Elsewhere {
                fetch,
                folder: Some(folder).filter(|_| !is_below),
                mends,
            });
            other.mends &= mends;
        }
    }
    let found = found?;
    // An upload of all that is in a folder stops at a folder in it; another may be meant to take only some.
    (!arrives || found.folder.is_none() && publish.takes_folder).then_some(found)
}

struct Landing {
    /// The folder that a build comes to.
    folder: String,
    /// The same if all artifacts came into one folder.
    flat: String,
}

/// Where what is built comes to; `None` where nothing is known to be in the artifact, or builds come to many folders.
fn land(fetch: &Fetch, stored: &Stored<'_, '_>, builds: &[Build], is_flat: bool) -> Option<Landing> {
    let mut inner: Vec<String> = Vec::new();
    for build in stored.builds(builds) {
        inner.push(stored.artifact.inner(build)?);
    }
    inner.dedup();
    let [inner] = inner.as_slice() else { return None };
    Some(Landing {
        folder: tree::join(&fetch.folder(stored.artifact, is_flat)?, inner),
        flat: tree::join(&fetch.folder(stored.artifact, true)?, inner),
    })
}

/// Whether an artifact comes into a folder of its own, of which the upload takes nothing.
fn misses(fetch: &Fetch, stored: &Stored<'_, '_>, wanted: &Files, is_flat: bool) -> bool {
    let folder = fetch.folder(stored.artifact, is_flat).filter(|_| !is_flat);
    folder.is_some_and(|folder| {
        wanted.within.is_none() && wanted.folder != folder && !tree::within(&wanted.folder, &folder)
    })
}
