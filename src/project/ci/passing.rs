//! Whether artifacts are passed on from the jobs that store them to an upload.

use std::collections::BTreeMap;

use crate::project::ci::artifacts::Fetch;
use crate::project::ci::breaks::{Break, Content, Kind, Wanted};
use crate::project::ci::build::Build;
use crate::project::ci::events::{Event, Trace};
use crate::project::ci::landing;
use crate::project::ci::platform::System;
use crate::project::ci::stored::Stored;
use crate::project::ci::way::Way;
use crate::syntax::yaml::Node;
use crate::text::place::Place;
use crate::tree;

/// The breaks in the passing on of artifacts; `reaching` are the builds that reach the upload.
pub(crate) fn breaks(way: &Way<'_, '_>, reaching: &[(usize, bool)]) -> Vec<Break> {
    let (stored, others) = way.stored();
    let mut found = names(way, &stored);
    found.extend(fetched(way, &stored, &others));
    found.extend(elsewhere(way, &stored));
    found.extend(nothing(way, &stored));
    found.extend(left(way, &stored, reaching));
    found.extend(unstored(way, &stored, &others));
    found
}

/// Names that more than one job takes; only one of them can, or its files are the only ones that remain.
fn names(way: &Way<'_, '_>, stored: &[Stored<'_, '_>]) -> Vec<Break> {
    let mut by_name: BTreeMap<(&str, Option<&str>), Vec<&Stored<'_, '_>>> = BTreeMap::new();
    for stored in stored
        .iter()
        .filter(|stored| stored.artifact.is_sure && way.rests_on(stored.trace))
    {
        let Some(name) = &stored.artifact.shared_name else {
            continue;
        };
        // Of a name of which not all is known it is only known that it is the same in one matrix.
        let job = stored
            .artifact
            .name()
            .is_none()
            .then_some(stored.trace.job.turn.name.as_str());
        by_name.entry((name, job)).or_default().push(stored);
    }
    let mut found = Vec::new();
    for ((name, _), stored) in by_name {
        let mut by_place: Vec<(&Place, Vec<&Stored<'_, '_>>)> = Vec::new();
        for stored in stored {
            match by_place
                .iter_mut()
                .find(|(place, _)| **place == stored.artifact.place)
            {
                Some((_, same)) => same.push(stored),
                None => by_place.push((&stored.artifact.place, vec![stored])),
            }
        }
        let first = by_place.first().map(|(place, _)| Place::clone(place));
        for (at, (place, same)) in by_place.iter().enumerate() {
            let count = same.len();
            let is_refusable = same.iter().all(|stored| stored.artifact.is_refusable);
            let has_wheels = |stored: &&Stored<'_, '_>| stored.builds(way.builds).any(|build| build.wheels);
            if is_refusable && (count > 1 || at > 0) {
                let mut taken = way.broken(Kind::Taken(count), Place::clone(place), name, true);
                let first = first.clone().filter(|_| at > 0);
                taken
                    .others
                    .splice(..0, first.map(|first| (first, "it is stored here too")));
                found.push(taken);
            } else if count > 1
                && same.iter().all(|stored| stored.artifact.replaces)
                && same.iter().all(has_wheels)
            {
                found.push(way.broken(Kind::Replaced(count), Place::clone(place), name, false));
            }
        }
    }
    found
}

/// What the upload, and the jobs that it rests on, fetch and is not there, or not yet, or empty.
fn fetched(way: &Way<'_, '_>, stored: &[Stored<'_, '_>], others: &[Stored<'_, '_>]) -> Vec<Break> {
    let mut found: Vec<Break> = Vec::new();
    for trace in way.traces.iter().filter(|trace| way.rests_on(trace)) {
        let is_own = way.is_own(trace);
        if Stored::of(trace).next().is_some() {
            continue; // it may fetch what it stores
        }
        let end = if is_own { way.event } else { trace.events.len() };
        let mut is_calm = true;
        for (_, event) in &trace.events[..end] {
            is_calm &= !matches!(event, Event::Opaque | Event::Stir);
            let Event::Fetch(fetch) = event else { continue };
            if !fetch.is_sure || !fetch.is_known() || !is_own && !fetch.is_by_name() {
                continue;
            }
            let wanted = stored
                .iter()
                .filter(|stored| stored.artifact.is_fetched(fetch) != Some(false));
            let is_awaited = |stored: &&Stored<'_, '_>| trace.job.turn.waits_for(&stored.trace.job.turn);
            let (awaited, early): (Vec<_>, Vec<_>) = wanted.partition(is_awaited);
            let is_other = others
                .iter()
                .any(|other| other.artifact.is_fetched(fetch) != Some(false));
            if awaited.is_empty() && early.is_empty() && !way.is_open && !is_other {
                found.push(missing(way, fetch));
            }
            if is_calm && (awaited.is_empty() || !fetch.is_by_name()) {
                let early = unawaited(way, trace, fetch, &early);
                let is_new = |early: &Break| {
                    !found
                        .iter()
                        .any(|found| found.kind == early.kind && found.what == early.what)
                };
                let early = early.filter(is_new);
                found.extend(early);
            }
            if is_own {
                found.extend(empty(way, fetch, &awaited));
            }
        }
    }
    found
}

fn missing(way: &Way<'_, '_>, fetch: &Fetch<'_>) -> Break {
    let wanted = match fetch.wanted() {
        Some(_) if fetch.is_by_name() => Wanted::Name,
        Some(_) => Wanted::Pattern,
        None => Wanted::All,
    };
    let what = fetch.wanted().unwrap_or_default();
    way.broken(Kind::Missing(wanted), fetch.place.clone(), what, true)
}

/// What may be fetched before it is there.
fn unawaited(
    way: &Way<'_, '_>,
    trace: &Trace<'_, '_>,
    fetch: &Fetch<'_>,
    early: &[&Stored<'_, '_>],
) -> Option<Break> {
    let has_builds = |stored: &Stored<'_, '_>| stored.builds(way.builds).next().is_some();
    let mut early = early
        .iter()
        .filter(|stored| fetch.is_by_name() || has_builds(stored));
    let name = &early.next()?.trace.job.turn.name;
    let needs = trace.job.node.get("needs");
    let place = needs.map_or(trace.job.node.key_place(), Node::place);
    // Where it waits for others, the artifacts may be there in time.
    let mut found = way.broken(Kind::Unawaited, place, name, needs.is_none());
    found.others.insert(0, (fetch.place.clone(), "fetched here"));
    Some(found)
}

/// What is stored from where nothing is built.
fn empty(way: &Way<'_, '_>, fetch: &Fetch<'_>, awaited: &[&Stored<'_, '_>]) -> Vec<Break> {
    let is_fetched = |stored: &Stored<'_, '_>| stored.artifact.is_fetched(fetch) == Some(true);
    let is_empty = |stored: &&&Stored<'_, '_>| is_fetched(stored) && stored.is_empty(way.builds);
    let empty: Vec<_> = awaited.iter().filter(is_empty).collect();
    let broken = |stored: &&&Stored<'_, '_>| {
        let artifact = stored.artifact;
        let place = artifact.path.as_ref().unwrap_or(&artifact.place);
        let out = stored.out(way.builds).map(|out| way.workflows.in_repository(out));
        let what = out.unwrap_or_default();
        way.broken(Kind::Empty, place.clone(), &what, empty.len() == awaited.len())
    };
    empty.iter().map(broken).collect()
}

/// What comes to another folder than the upload takes files from.
fn elsewhere(way: &Way<'_, '_>, stored: &[Stored<'_, '_>]) -> Option<Break> {
    let landing::Elsewhere { fetch, folder, mends } = landing::elsewhere(way, stored)?;
    let seen = |folder: &str| way.workflows.in_repository(folder);
    let wanted = way.publish.files.as_ref().map(|files| {
        let within = files.within.as_deref().unwrap_or_default();
        seen(&tree::join(&files.folder, within))
    });
    let kind = folder.map_or(Kind::Unmerged, |folder| Kind::Elsewhere(seen(&folder)));
    let mut found = way.broken(kind, fetch.place.clone(), &wanted.unwrap_or_default(), true);
    found.edit = mends.then(|| fetch.merge()).flatten().map(|edit| (edit, true));
    Some(found)
}

/// An upload in a job to which no files come, although others that it waits for store what they build.
fn nothing(way: &Way<'_, '_>, stored: &[Stored<'_, '_>]) -> Option<Break> {
    let is_plain = |event: &Event<'_>| matches!(event, Event::Publish(_));
    let is_awaited =
        |stored: &Stored<'_, '_>| way.rests_on(stored.trace) && stored.builds(way.builds).next().is_some();
    let is_bare = way.before().all(is_plain) && way.publish.files.is_some() && !way.own().has_strangers();
    let place = way.publish.place.clone();
    (is_bare && stored.iter().any(is_awaited)).then(|| way.broken(Kind::Nothing, place, "", true))
}

/// Artifacts that the upload waits for and no job fetches: with wheels of platforms that it has no others for, or with the
/// source distribution where it has none.
fn left(way: &Way<'_, '_>, stored: &[Stored<'_, '_>], reaching: &[(usize, bool)]) -> Vec<Break> {
    let events = || {
        way.traces
            .iter()
            .flat_map(|trace| &trace.events)
            .map(|(_, event)| event)
    };
    let is_hidden = events().any(|event| matches!(event, Event::Opaque));
    if is_hidden || way.is_open || !reaching.iter().any(|(_, is_sure)| *is_sure) {
        return Vec::new();
    }
    let fetches = events().filter_map(|event| match event {
        Event::Fetch(fetch) => Some(fetch),
        _ => None,
    });
    let fetches: Vec<&Fetch<'_>> = fetches.collect();
    let published: Vec<&Build> = reaching.iter().map(|(index, _)| &way.builds[*index]).collect();
    let is_new = |stored: &Stored<'_, '_>, build: &Build| {
        let mut own = build.platforms.iter();
        build.wheels
            && stored.artifact.surely_has(build)
            && own.all(|platform| !matches!(platform.system, Some(System::Emscripten | System::Other)))
            && !published
                .iter()
                .any(|other| other.wheels && other.platforms == build.platforms)
    };
    let is_sdist = |stored: &Stored<'_, '_>, build: &Build| {
        let is_only = build.sdist && !build.wheels && stored.artifact.surely_has(build);
        is_only && !published.iter().any(|other| other.sdist)
    };
    let is_left = |stored: &&Stored<'_, '_>| {
        let mut fetches = fetches.iter();
        stored.artifact.is_sure
            && way.rests_on(stored.trace)
            && fetches.all(|fetch| stored.artifact.is_fetched(fetch) == Some(false))
    };
    let left = stored.iter().filter(is_left);
    let broken = |stored: &Stored<'_, '_>| {
        let has = |is_it: &dyn Fn(&Build) -> bool| stored.builds(way.builds).any(is_it);
        let content = match () {
            () if has(&|build| is_new(stored, build)) => Content::Wheels,
            () if has(&|build| is_sdist(stored, build)) => Content::Sdist,
            () => return None,
        };
        let name = stored.artifact.name()?;
        Some(way.broken(Kind::Left(content), stored.artifact.place.clone(), name, false))
    };
    left.filter_map(broken).collect()
}

/// Artifacts with wheels that would be fetched, but are stored in other runs only.
fn unstored(way: &Way<'_, '_>, stored: &[Stored<'_, '_>], others: &[Stored<'_, '_>]) -> Vec<Break> {
    let fetches = way.before().filter_map(|event| match event {
        Event::Fetch(fetch) => Some(fetch),
        _ => None,
    });
    let fetches: Vec<&Fetch<'_>> = fetches.collect();
    let may_be_fetched = |stored: &Stored<'_, '_>| {
        let mut fetches = fetches.iter();
        fetches.any(|fetch| stored.artifact.is_fetched(fetch) != Some(false))
    };
    let is_missed = |other: &&Stored<'_, '_>| {
        let has_same_job = |stored: &Stored<'_, '_>| std::ptr::addr_eq(stored.trace.job, other.trace.job);
        way.rests_on(other.trace)
            && other.artifact.name().is_some()
            && may_be_fetched(other)
            && other.builds(way.builds).any(|build| build.wheels)
            && !stored.iter().any(has_same_job)
    };
    let is_total = !way.is_open && !stored.iter().any(may_be_fetched);
    let missed = others.iter().filter(is_missed);
    missed
        .map(|other| way.broken(Kind::Unstored, other.condition(), "", is_total))
        .collect()
}
