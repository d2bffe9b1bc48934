//! Repairs a project: applies fixes, reads it again, checks again, until nothing changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::check;
use crate::engine::check::{Outcome, Selection};
use crate::project::Project;
use crate::text::edit::{Applicability, Edit, Fix, splice};
use crate::text::place::Span;
use crate::tree::Tree;

/// Fixes that undo each other would go on for ever; real ones need two or three rounds.
const MAX_ROUNDS: usize = 20;

/// A file before and after a repair; `None` where there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path.
    pub path: Arc<str>,
    /// Its text as it is.
    pub before: Option<Arc<str>>,
    /// Its text as it would be.
    pub after: Option<Arc<str>>,
}

/// What repairing a project comes to.
#[derive(Debug)]
pub struct Repair {
    /// The files that change, sorted by path.
    pub changes: Vec<Change>,
    /// How many findings were repaired, or suppressed.
    pub fixed: usize,
    /// The project as it then is, and what remains to be said of it.
    pub project: Project,
    /// What remains.
    pub remaining: Outcome,
}

/// Computes the repair of `project` by the fixes of shown findings that are at least as safe as `applicability`.
///
/// The result does not depend on the order of rules: fixes are applied in the order of the findings, and one that
/// touches a span of another waits for the next round. No fix is applied that makes a file unreadable.
pub fn repair(mut project: Project, selection: &Selection, applicability: Applicability) -> Repair {
    let mut before: BTreeMap<Arc<str>, Option<Arc<str>>> = BTreeMap::new();
    let mut fixed = 0;
    for _ in 0..MAX_ROUNDS {
        let findings = check::run(&project, selection);
        let offered = findings.iter().filter_map(|finding| finding.fix.as_ref());
        let fixes: Vec<&Fix> = offered.filter(|fix| fix.applicability >= applicability).collect();
        let Some((next, applied)) =
            together(&project, &fixes).or_else(|| one_after_another(&project, &fixes))
        else {
            break;
        };
        for path in applied.iter().flat_map(|fix| &fix.edits).flat_map(touched) {
            let old = project.tree.text(&path);
            before.entry(path).or_insert(old);
        }
        fixed += applied.len();
        project = next;
    }
    Repair::new(before, fixed, project, selection)
}

impl Repair {
    /// What it comes to if these files were so before, and the project is now as it is.
    pub fn new(
        before: BTreeMap<Arc<str>, Option<Arc<str>>>,
        fixed: usize,
        project: Project,
        selection: &Selection,
    ) -> Self {
        let changes = before.into_iter().map(|(path, before)| {
            let after = project.tree.text(&path);
            Change { path, before, after }
        });
        Self {
            changes: changes.filter(|change| change.before != change.after).collect(),
            fixed,
            remaining: check::judge(&project, selection),
            project,
        }
    }
}

/// The project after as many fixes, in order, as do not get in each other's way.
fn together<'a>(project: &Project, fixes: &[&'a Fix]) -> Option<(Project, Vec<&'a Fix>)> {
    let mut chosen: Vec<&Fix> = Vec::new();
    for fix in fixes {
        if chosen.iter().all(|other| !collide(fix, other)) {
            chosen.push(fix);
        }
    }
    Some((after(project, &chosen)?, chosen))
}

/// The same, where some of them break a file: each is added only if what it gives can still be read.
fn one_after_another<'a>(project: &Project, fixes: &[&'a Fix]) -> Option<(Project, Vec<&'a Fix>)> {
    let mut reached: Option<(Project, Vec<&Fix>)> = None;
    for fix in fixes {
        let mut chosen = reached
            .as_ref()
            .map(|(_, chosen)| chosen.clone())
            .unwrap_or_default();
        if chosen.iter().all(|other| !collide(fix, other)) {
            chosen.push(fix);
            reached = after(project, &chosen).map(|next| (next, chosen)).or(reached);
        }
    }
    reached
}

fn after(project: &Project, fixes: &[&Fix]) -> Option<Project> {
    let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
    edited(project, &edits)
}

/// The project after these edits; `None` if there are none, or a file would no longer be readable.
pub fn edited(project: &Project, edits: &[Edit]) -> Option<Project> {
    if edits.is_empty() {
        return None;
    }
    let next = apply(&project.tree, edits).and_then(Project::read)?;
    next.broken
        .iter()
        .all(|broken| project.broken.contains(broken))
        .then_some(next)
}

fn touched(edit: &Edit) -> Vec<Arc<str>> {
    match edit {
        Edit::Rename { path, to } => vec![path.clone(), to.clone()],
        edit => vec![edit.path().clone()],
    }
}

fn collide(one: &Fix, other: &Fix) -> bool {
    one.edits
        .iter()
        .any(|edit| other.edits.iter().any(|other| meet(edit, other)))
}

fn meet(one: &Edit, other: &Edit) -> bool {
    match (one, other) {
        (
            Edit::Replace { path, span, .. },
            Edit::Replace {
                path: other_path,
                span: other_span,
                ..
            },
        ) => {
            // Touching spans collide too: two insertions at one place have no order of their own.
            path == other_path && span.start <= other_span.end && other_span.start <= span.end
        }
        _ => touched(one).iter().any(|path| touched(other).contains(path)),
    }
}

/// The tree with the edits carried out; `None` if they cannot be.
pub fn apply(tree: &Tree, edits: &[Edit]) -> Option<Tree> {
    let mut result = tree.clone();
    let mut replacements: BTreeMap<&Arc<str>, Vec<(Span, &str)>> = BTreeMap::new();
    for edit in edits {
        match edit {
            Edit::Replace { path, span, text } => replacements.entry(path).or_default().push((*span, text)),
            Edit::Create { path, text } => {
                if tree.exists(path) {
                    return None;
                }
                result = result.with(path, Some(text));
            }
            Edit::Delete { path } => result = result.with(path, None),
            Edit::Rename { path, to } => {
                let text = tree.text(path)?;
                if tree.exists(to) {
                    return None;
                }
                result = result.with(path, None).with(to, Some(&text));
            }
        }
    }
    for (path, replacements) in replacements {
        let text = tree.text(path)?;
        result = result.with(path, Some(&splice(&text, &replacements)?));
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_fixes_that_meet_the_second_waits() {
        let pyproject = "[build-system]\nrequires = [\"maturin\"]\n";
        let tree = Tree::memory([("pyproject.toml", pyproject), ("a", "123456"), ("b", "123456")]);
        let project = Project::read(tree).expect("a maturin project");
        let path = |name: &str| -> Arc<str> { name.into() };
        let replace = |name: &str, start, end| Edit::replace(&path(name), start..end, "x");
        let delete = |name: &str| Edit::Delete { path: path(name) };
        let create = |name: &str| Edit::Create {
            path: path(name),
            text: String::new(),
        };
        let rename = |name: &str, to: &str| Edit::Rename {
            path: path(name),
            to: path(to),
        };
        for (one, other, meet) in [
            (vec![replace("a", 0, 2)], vec![replace("a", 1, 3)], true),
            (vec![replace("a", 0, 2)], vec![replace("a", 2, 3)], true),
            (vec![replace("a", 2, 2)], vec![replace("a", 2, 2)], true),
            (vec![replace("a", 0, 2)], vec![replace("a", 3, 4)], false),
            (vec![replace("a", 0, 2)], vec![replace("b", 0, 2)], false),
            (
                vec![replace("a", 0, 1), replace("b", 0, 1)],
                vec![replace("a", 5, 6), replace("b", 1, 2)],
                true,
            ),
            (vec![delete("a")], vec![replace("a", 0, 1)], true),
            (vec![rename("a", "c")], vec![create("c")], true),
            (vec![rename("a", "c")], vec![rename("b", "d")], false),
            (vec![delete("a")], vec![replace("b", 0, 1)], false),
        ] {
            let (one, other) = (Fix::safe("", one), Fix::safe("", other));
            let count = if meet { 1 } else { 2 };
            for fixes in [[&one, &other], [&other, &one]] {
                for chosen in [together(&project, &fixes), one_after_another(&project, &fixes)] {
                    let (_, chosen) = chosen.expect("one of them can be made");
                    assert_eq!(chosen, fixes[..count], "{fixes:?}");
                }
            }
        }
    }

    #[test]
    fn fixes_that_break_a_file_only_together_are_all_done() {
        // Each adds the one line `dynamic`, at another place.
        let pyproject = "[build-system]\nrequires = [\"maturin>=1.16,<2\"]\n\n[project]\nname = \"demo\"\n\
                         version = \"0.1.0\"\nrequires-python = \">=3.11\"\n";
        let cargo = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\ndescription = \"Sums.\"\n";
        let tree = Tree::memory([("pyproject.toml", pyproject), ("Cargo.toml", cargo)]);
        let project = Project::read(tree).expect("a maturin project");
        let repair = repair(project, &Selection::all(), Applicability::Unsafe);
        assert!(
            repair.remaining.shown.iter().all(|finding| finding.fix.is_none()),
            "{:?}",
            repair.remaining.shown
        );
        let fixed = repair.project.tree.text("pyproject.toml");
        let fixed = fixed.expect("the file stays");
        assert!(
            fixed.contains("\"version\"") && fixed.contains("\"description\""),
            "{fixed}"
        );
    }
}
