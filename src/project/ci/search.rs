//! The search for links that do not hold before each upload of a run.

use crate::project::ci::breaks::{Break, Kind};
use crate::project::ci::build::Build;
use crate::project::ci::events::{Event, Trace};
use crate::project::ci::passing;
use crate::project::ci::run::Run;
use crate::project::ci::way::Way;
use crate::project::ci::workflows::Workflows;
use crate::standards::artifact_actions::current;
use crate::syntax::yaml::Node;
use crate::syntax::yaml::splice::{self, Entry};
use crate::text::edit::Edit;
use crate::text::place::Place;

/// More uploads than a run has that people write.
const MAX_UPLOADS: usize = 32;

/// The breaks before each upload of a run, in the order of its jobs and steps; `reaching` are the builds that reach it.
pub(crate) fn breaks(
    workflows: &Workflows,
    run: &Run<'_>,
    traces: &[Trace<'_, '_>],
    builds: &[Build],
    reaching: &[&[(usize, bool)]],
) -> Vec<Vec<Break>> {
    let is_build = |(_, event): &(usize, Event<'_>)| matches!(event, Event::Build(_));
    let has_builds = traces.iter().any(|trace| trace.events.iter().any(is_build));
    let is_open = run.is_open || traces.iter().any(Trace::has_strangers);
    let uploads = traces.iter().enumerate().flat_map(|(job, trace)| {
        let events = trace.events.iter().enumerate();
        events.filter_map(move |(event, (step, deed))| match deed {
            Event::Publish(publish) => Some((job, event, *step, publish)),
            _ => None,
        })
    });
    let uploads = uploads
        .zip(reaching)
        .take(if has_builds { MAX_UPLOADS } else { 0 });
    let found = uploads.map(|((job, event, step, publish), reaching)| {
        let way = Way {
            workflows,
            traces,
            builds,
            job,
            event,
            publish,
            starts: traces[job].job.steps[step].starts,
            is_open,
        };
        match publish.is_public {
            Some(false) => Vec::new(),
            _ => of(&way, step, reaching),
        }
    });
    found.collect()
}

fn of(way: &Way<'_, '_>, step: usize, reaching: &[(usize, bool)]) -> Vec<Break> {
    let mut found = Vec::new();
    for trace in way.traces.iter().filter(|trace| way.rests_on(trace)) {
        found.extend(unknown(way, trace));
        for mut retired in retired(trace, &way.publish.place) {
            retired.others.push((way.publish.place.clone(), "published here"));
            retired.is_total = true;
            found.push(retired);
        }
    }
    found.extend(unreachable(way, step));
    if found.is_empty() {
        found.extend(identity(way));
        found.extend(passing::breaks(way, reaching));
    }
    found
}

/// The jobs that a job needs and that there are not.
fn unknown(way: &Way<'_, '_>, trace: &Trace<'_, '_>) -> Vec<Break> {
    let job = trace.job.node;
    let needs = job.get("needs").into_iter();
    let ids = needs.flat_map(|needs| needs.items().chain(needs.as_str().map(|_| needs)));
    let is_there = |id: &str| job.yaml().get(&["jobs", id]).is_some();
    let unknown = ids.filter_map(|id| Some((id, id.as_str().filter(|name| !is_there(name))?)));
    unknown
        .map(|(id, name)| way.broken(Kind::Unknown, id.place(), name, true))
        .collect()
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
        // The comment beside a commit names its version.
        let current = current(uses.name).filter(|_| uses.is_versioned());
        let edit = current.map(|current| splice::respell(node, &format!("{}@{current}", uses.name)));
        Break {
            kind: Kind::Retired,
            place: node.place(),
            what: format!("{}@{}", uses.name, uses.reference),
            others: Vec::new(),
            upload: upload.clone(),
            is_total: false,
            edit: edit.flatten().map(|edit| (edit, false)),
        }
    });
    found.collect()
}

/// The condition because of which nothing that starts the run leads to the upload.
fn unreachable(way: &Way<'_, '_>, step: usize) -> Option<Break> {
    let job = way.own().job;
    let step = &job.steps[step];
    let condition = match (job.turn.starts, step.starts) {
        (0, _) => job.turn.barrier.clone(),
        (_, 0) => step.node.get("if").map(Node::place),
        _ => None,
    };
    Some(way.broken(Kind::Unreachable, condition?, "", true))
}

/// An upload without a password whose job may not prove which workflow runs.
fn identity(way: &Way<'_, '_>) -> Option<Break> {
    let job = way.own().job;
    if way.publish.is_public != Some(true) || !way.publish.is_bare || job.turn.has_identity {
        return None;
    }
    let mut found = way.broken(Kind::NoIdentity, way.publish.place.clone(), "", true);
    found.edit = if job.turn.is_called {
        None
    } else {
        granting(job.node)
    };
    Some(found)
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
