//! What is found alike in all wheels of a release, which is told once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::artifact::Artifact;
use crate::engine::check::Report;
use crate::finding::{Finding, Severity};
use crate::text::place::Place;

/// What is found alike: the rule, how bad it is, and what it says.
type Kind = (&'static str, Severity, String);

/// The reports on artifacts, in their order, as an audit has them.
pub(super) type Reports = [(PathBuf, Result<Report, String>)];

/// An artifact of a release: its path in the folder, whether it is a wheel, and which report is on it.
pub(super) type Member<'a> = (&'a str, bool, usize);

/// Takes what all wheels share, if there are several, out of the reports on them; gives it as findings about the release, at
/// the place of the first.
pub(super) fn shared(reports: &mut Reports, members: &[Member<'_>]) -> Vec<Finding> {
    let wheels = members.iter().filter(|(_, is_wheel, _)| *is_wheel).count();
    let mut holders: BTreeMap<Kind, BTreeSet<usize>> = BTreeMap::new();
    for (index, (.., report)) in members.iter().enumerate() {
        for finding in found(reports, *report) {
            holders.entry(kind(finding)).or_default().insert(index);
        }
    }
    let in_wheels = |held: &BTreeSet<usize>| held.iter().filter(|index| members[**index].1).count();
    holders.retain(|_, held| wheels > 1 && in_wheels(held) == wheels);
    let mut findings = Vec::new();
    for (kind, held) in &holders {
        let is_everywhere = held.len() == members.len() && wheels < members.len();
        let all = match is_everywhere {
            true => format!("all {} artifacts", held.len()),
            false => format!("all {wheels} wheels"),
        };
        let held = held.iter().map(|index| members[*index]);
        // What an sdist alone has besides is told there.
        let held = held.filter(|(_, is_wheel, _)| *is_wheel || is_everywhere);
        for (index, (path, _, report)) in held.enumerate() {
            let Ok(report) = &mut reports[report].1 else {
                continue;
            };
            let shown = std::mem::take(&mut report.outcome.shown);
            let (mut own, others): (Vec<_>, Vec<_>) =
                shown.into_iter().partition(|one| self::kind(one) == *kind);
            report.outcome.shown = others;
            if index == 0 && !own.is_empty() {
                findings.push(lifted(own.swap_remove(0), path, &all));
            }
        }
    }
    findings
}

fn found(reports: &Reports, index: usize) -> impl Iterator<Item = &Finding> {
    let report = reports[index].1.as_ref().ok();
    report.into_iter().flat_map(|report| &report.outcome.shown)
}

fn kind(finding: &Finding) -> Kind {
    (finding.rule, finding.severity, finding.message.clone())
}

/// A finding in an artifact as one about the release.
fn lifted(mut finding: Finding, path: &str, all: &str) -> Finding {
    finding.place = match finding.place.path == Artifact::place().path {
        true => Place::file(path),
        false => Place::file(format!("{path}/{}", finding.place.path)),
    };
    finding.message = format!("{} (in {all})", finding.message);
    finding.related.clear();
    finding
}
