//! Repairs a project: applies fixes, reads it again, checks again, until nothing changes.

use std::collections::{BTreeMap, BTreeSet};
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
    let mut chosen = Chosen::default();
    fixes.iter().for_each(|fix| chosen.add(fix));
    Some((after(project, &chosen.fixes)?, chosen.fixes))
}

/// The same, where some of them break a file: more are added only if what they give can still be read.
fn one_after_another<'a>(project: &Project, fixes: &[&'a Fix]) -> Option<(Project, Vec<&'a Fix>)> {
    let mut reached: Option<(Project, Chosen<'a>)> = None;
    let (mut rest, mut count) = (fixes, 1);
    while !rest.is_empty() {
        let (some, others) = rest.split_at(count.min(rest.len()));
        let before = reached
            .as_ref()
            .map(|(_, chosen)| chosen.clone())
            .unwrap_or_default();
        let mut chosen = before.clone();
        some.iter().for_each(|fix| chosen.add(fix));
        let is_more = chosen.fixes.len() > before.fixes.len();
        match is_more.then(|| after(project, &chosen.fixes)).flatten() {
            Some(next) => reached = Some((next, chosen)),
            None if is_more && some.len() > 1 => {
                count = 1;
                continue;
            }
            None => {}
        }
        (rest, count) = (others, count * 2);
    }
    reached.map(|(project, chosen)| (project, chosen.fixes))
}

/// Fixes that do not touch each other.
#[derive(Clone, Debug, Default)]
struct Chosen<'a> {
    fixes: Vec<&'a Fix>,
    /// The bytes that they replace in each file: where a span begins, and where it ends.
    spans: BTreeMap<Arc<str>, BTreeMap<usize, usize>>,
    /// The files that they create, delete or rename.
    files: BTreeSet<Arc<str>>,
}

impl<'a> Chosen<'a> {
    /// Adds a fix that touches none of the others.
    fn add(&mut self, fix: &'a Fix) {
        if fix.edits.iter().any(|edit| self.touches(edit)) {
            return;
        }
        for edit in &fix.edits {
            match edit {
                Edit::Replace { path, span, .. } => {
                    let end = self
                        .spans
                        .entry(path.clone())
                        .or_default()
                        .entry(span.start)
                        .or_default();
                    *end = span.end.max(*end);
                }
                edit => self.files.extend(touched(edit)),
            }
        }
        self.fixes.push(fix);
    }

    fn touches(&self, edit: &Edit) -> bool {
        match edit {
            Edit::Replace { path, span, .. } => {
                let before = self
                    .spans
                    .get(path)
                    .and_then(|spans| spans.range(..=span.end).next_back());
                // Touching spans collide too: two insertions at one place have no order of their own.
                self.files.contains(path) || before.is_some_and(|(_, end)| span.start <= *end)
            }
            edit => touched(edit)
                .iter()
                .any(|path| self.files.contains(path) || self.spans.contains_key(path)),
        }
    }
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
