//! What adopting adds to a project beside the template's files: tables of manifests, and fixes of rules that only add lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::check::Selection;
use crate::engine::fix::{Change, edited, repair};
use crate::project::Project;
use crate::template::adopt::{Adoption, Offer, lines_added};
use crate::template::fates::Repository;
use crate::template::parts::Asked;
use crate::text::edit::{Applicability, Edit};

/// The rules whose fixes a part consists of, in the order in which they are applied.
const RULES: [(&str, &str); 5] = [
    ("stubs", "stub/missing"),
    ("stubs", "stub/py-typed-missing"),
    ("metadata", "stub/typed-classifier"),
    ("metadata", "metadata/urls"),
    ("uv", "files/uv-keeps-old-build"),
];

/// The files that change or are new once `adoption` is carried out, with all that its parts consist of; the offers of
/// rules are added to it.
pub fn additions(
    mut project: Project,
    adoption: &mut Adoption,
    repository: &Repository,
    asked: &Asked,
) -> Vec<Change> {
    let mut before: BTreeMap<Arc<str>, Option<Arc<str>>> = BTreeMap::new();
    for manifest in &adoption.manifests {
        let old = project.tree.text(&manifest.path);
        let end = old.as_deref().map_or(0, str::len);
        let edit = Edit::replace(&manifest.path, 0..end, manifest.text.clone());
        if let Some(next) = edited(&project, &[edit]) {
            before.insert(manifest.path.clone(), old);
            project = next;
        }
    }
    for (part, rule) in RULES {
        let Some((next, changes)) = added(&project, rule, repository) else {
            continue;
        };
        // Who checks types would get other answers from a module that says more.
        let is_taken =
            asked.asks(part) || (asked.takes(part) && (part != "stubs" || repository.words.is_empty()));
        adoption.offers.extend(changes.iter().map(|change| Offer {
            part,
            what: change.path.to_string(),
            added: change.before.as_deref().map_or_else(Vec::new, |before| {
                lines_added(before, change.after.as_deref().unwrap_or_default())
            }),
            is_taken,
        }));
        if is_taken {
            for change in changes {
                before.entry(change.path).or_insert(change.before);
            }
            project = next;
        }
    }
    let changes = before.into_iter().map(|(path, before)| {
        let after = project.tree.text(&path);
        Change { path, before, after }
    });
    changes.filter(|change| change.before != change.after).collect()
}

/// The project with the fixes of one rule, and what they change, if they only add lines to files that may change.
fn added(project: &Project, rule: &str, repository: &Repository) -> Option<(Project, Vec<Change>)> {
    let selection = Selection {
        select: Some(vec![rule.to_owned()]),
        ..Selection::default()
    };
    let again = Project::read(project.tree.clone())?;
    let repair = repair(again, &selection, Applicability::Unsafe);
    let has = |paths: &[String], path: &str| paths.iter().any(|other| other == path);
    let is_addition = |change: &Change| match &change.before {
        Some(before) => {
            let mut lines = change.after.as_deref().unwrap_or_default().lines();
            let may_change =
                has(&repository.committed, &change.path) && !has(&repository.links, &change.path);
            may_change && before.lines().all(|old| lines.any(|new| new == old))
        }
        None => change.after.is_some(),
    };
    let is_whole = !repair.changes.is_empty() && repair.changes.iter().all(is_addition);
    is_whole.then_some((repair.project, repair.changes))
}
