//! Where the files of fetched artifacts come to, and whether an upload takes them from there.

use crate::project::ci::artifacts::Fetch;
use crate::project::ci::build::Build;
use crate::project::ci::events::Event;
use crate::project::ci::files::Files;
use crate::project::ci::stored::Stored;
use crate::project::ci::way::Way;
use crate::tree;

/// Files that an upload does not find, because they come to another folder.
pub(crate) struct Elsewhere<'r, 'a> {
    pub fetch: &'r Fetch<'a>,
    /// The folder; `None` where each artifact comes into a folder of its own in the right one.
    pub folder: Option<String>,
    /// Whether it suffices that all artifacts come into one folder.
    pub mends: bool,
}

/// What comes to other folders than an upload takes files from, so that nothing is published.
///
/// `None` where something is, and where anything about it is not known.
pub(crate) fn elsewhere<'r, 'a>(way: &Way<'r, 'a>, stored: &[Stored<'_, '_>]) -> Option<Elsewhere<'r, 'a>> {
    let publish = way.publish;
    let wanted = publish.files.as_ref().filter(|_| !publish.takes_more)?;
    let mut found: Option<Elsewhere<'r, 'a>> = None;
    let mut arrives = false;
    for event in way.before() {
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
        let count = if way.is_open && fetched.len() == 1 && !fetch.is_by_name() {
            None
        } else {
            Some(fetched.len())
        }?;
        if !fetch.is_sure || !fetch.is_known() || fetched.is_empty() || !fetched.iter().all(is_sure) {
            return None;
        }
        let is_flat = fetch.is_flat(count)?;
        for stored in fetched {
            let Landing { folder, flat } = match land(fetch, stored, way.builds, is_flat) {
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
fn land(fetch: &Fetch<'_>, stored: &Stored<'_, '_>, builds: &[Build], is_flat: bool) -> Option<Landing> {
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
fn misses(fetch: &Fetch<'_>, stored: &Stored<'_, '_>, wanted: &Files, is_flat: bool) -> bool {
    let folder = fetch.folder(stored.artifact, is_flat).filter(|_| !is_flat);
    folder.is_some_and(|folder| {
        wanted.within.is_none() && wanted.folder != folder && !tree::within(&wanted.folder, &folder)
    })
}
