//! Suppresses whatever is found in a project, so that only what is new is reported from then on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::about::NAME;
use crate::engine::check::{Selection, run};
use crate::engine::fix::{Repair, edited};
use crate::finding::Finding;
use crate::project::Project;
use crate::project::manifests::suppression::WORDS;
use crate::syntax::comments::{Mark, comments};
use crate::syntax::layout::{line_start, newline};
use crate::syntax::splice::{insert, push, quoted};
use crate::text::edit::Edit;
use crate::text::place::Place;

/// The reason that is given: nobody has looked at it.
const REASON: &str = "not judged yet";

/// Computes what suppresses every finding that is shown: a comment on the line above where one is possible, otherwise
/// an entry of `ignore` in the settings.
pub fn suppress(mut project: Project, selection: &Selection) -> Repair {
    let mut before: BTreeMap<Arc<str>, Option<Arc<str>>> = BTreeMap::new();
    let mut findings = run(&project, selection);
    let count = findings.len();
    // Each round either says less than the one before or is the last.
    while let Some(next) = edited(&project, &edits(&project, &findings)) {
        let left = run(&next, selection);
        if left.len() >= findings.len() {
            break;
        }
        for (path, _) in next.tree.read_so_far() {
            let old = project.tree.text(&path);
            before.entry(path).or_insert(old);
        }
        (project, findings) = (next, left);
    }
    Repair::new(before, count - findings.len(), project, selection)
}

/// The comments for all findings that can have one, and one entry in the settings for a rule with others.
fn edits(project: &Project, findings: &[Finding]) -> Vec<Edit> {
    let sheets = sheets(project, findings);
    let (mut lines, mut set) = (BTreeMap::<_, BTreeSet<&str>>::new(), BTreeSet::new());
    for finding in findings {
        let mut taking = finding.places().filter_map(|place| {
            let sheet = sheets.get(&place.path)?;
            Some((
                &place.path,
                sheet.line(place).filter(|line| sheet.takes.contains(line))?,
            ))
        });
        match taking.next() {
            Some(line) => _ = lines.entry(line).or_default().insert(finding.rule),
            None => _ = set.insert(finding.rule),
        }
    }
    let mut edits = Vec::new();
    for ((path, line), rules) in lines {
        let rules: Vec<&str> = rules.difference(&set).copied().collect();
        if !rules.is_empty() {
            edits.push(sheets[path].comment(line, &rules.join(", ")));
        }
    }
    edits.extend(set.first().and_then(|rule| setting(project, rule)));
    edits
}

/// The files in which something is found and comments can stand.
fn sheets(project: &Project, findings: &[Finding]) -> BTreeMap<Arc<str>, Sheet> {
    let mut sheets: BTreeMap<Arc<str>, (Sheet, BTreeSet<usize>)> = BTreeMap::new();
    let mut others: BTreeSet<&str> = BTreeSet::new();
    for place in findings.iter().flat_map(Finding::places) {
        let path = &place.path;
        if others.contains(path.as_ref()) {
            continue;
        }
        if !sheets.contains_key(path) {
            let Some(sheet) = Sheet::read(project, path) else {
                others.insert(path);
                continue;
            };
            sheets.insert(path.clone(), (sheet, BTreeSet::new()));
        }
        if let Some((sheet, lines)) = sheets.get_mut(path) {
            lines.extend(sheet.line(place));
        }
    }
    let tried = sheets.into_iter().map(|(path, (mut sheet, lines))| {
        sheet.try_all(&Vec::from_iter(lines));
        (path, sheet)
    });
    tried.collect()
}

/// A file in which comments can stand.
struct Sheet {
    path: Arc<str>,
    text: Arc<str>,
    mark: &'static str,
    newline: &'static str,
    /// The lines, by their first bytes, above which what is written is a comment, and suppresses what is found in them.
    takes: BTreeSet<usize>,
}

impl Sheet {
    /// `None` where nothing can be written: outside of the project, in a lock, which is written anew, and where nobody
    /// can read what there is.
    fn read(project: &Project, path: &Arc<str>) -> Option<Self> {
        let is_broken = project.broken.iter().any(|broken| broken.place.path == *path);
        let is_ours = !path.starts_with("../") && !path.ends_with(".lock") && !is_broken;
        let mark = Mark::of(path).filter(|_| is_ours)?.written();
        let text = project.tree.text(path)?;
        Some(Self {
            path: path.clone(),
            mark,
            newline: newline(&text),
            text,
            takes: BTreeSet::new(),
        })
    }

    /// The line of a place, without a byte order mark.
    fn line(&self, place: &Place) -> Option<usize> {
        let line = line_start(&self.text, place.span?.start);
        let is_continued = self.text[..line].trim_end_matches(['\r', '\n']).ends_with('\\');
        let rest = self.text[line..].trim_start_matches('\u{feff}');
        (!is_continued).then_some(self.text.len() - rest.len())
    }

    fn indent(&self, line: usize) -> &str {
        let rest = &self.text[line..];
        &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
    }

    fn comment(&self, line: usize, rules: &str) -> Edit {
        Edit::replace(&self.path, line..line, self.written(line, rules))
    }

    fn written(&self, line: usize, rules: &str) -> String {
        let (indent, mark, newline) = (self.indent(line), self.mark, self.newline);
        format!("{indent}{mark} {WORDS}[{rules}] {REASON}{newline}")
    }

    /// Finds above which of these lines a comment is one: in a string or a script it would be text.
    fn try_all(&mut self, lines: &[usize]) {
        let (text, mut with, mut starts, mut end) = (&self.text, String::new(), Vec::new(), 0);
        for line in lines {
            with += &text[end..*line];
            starts.push(with.len() + self.indent(*line).len());
            with += &self.written(*line, "");
            end = *line;
        }
        with += &text[end..];
        let found = comments(&self.path, &with.into());
        let found: BTreeSet<usize> = found.into_iter().map(|comment| comment.start).collect();
        let taken = lines
            .iter()
            .zip(starts)
            .filter(|(_, start)| found.contains(start));
        let taken: Vec<usize> = taken.map(|(line, _)| *line).collect();
        match lines.split_at(lines.len() / 2) {
            // One of them may have broken the file for all.
            (one, other) if taken.is_empty() && !one.is_empty() => {
                self.try_all(one);
                self.try_all(other);
            }
            _ => self.takes.extend(taken),
        }
    }
}

/// Adds a rule to `ignore`, with its reason where there is room for one.
fn setting(project: &Project, rule: &str) -> Option<Edit> {
    let toml = &project.pyproject.as_ref()?.toml;
    match toml.get(&["tool", NAME, "ignore"]) {
        Some(array) if array.is_array() => push(array, &quoted(rule)),
        _ => insert(toml, &["tool", NAME, "ignore"], rule, &quoted(REASON)),
    }
}
