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
use crate::text::edit::{Edit, replaced};
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
    let (mut lines, mut set) = (BTreeMap::<Line, BTreeSet<&str>>::new(), BTreeSet::new());
    for finding in findings {
        match finding
            .places()
            .find_map(|place| line(project, place, finding.rule))
        {
            Some(line) => _ = lines.entry(line).or_default().insert(finding.rule),
            None => _ = set.insert(finding.rule),
        }
    }
    let mut edits = Vec::new();
    for (line, rules) in lines {
        let rules: Vec<&str> = rules.difference(&set).copied().collect();
        if !rules.is_empty() {
            edits.push(line.comment(&rules.join(", ")));
        }
    }
    edits.extend(set.first().and_then(|rule| setting(project, rule)));
    edits
}

/// A line above which a comment can stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    path: Arc<str>,
    start: usize,
    indent: String,
    mark: &'static str,
    newline: &'static str,
}

impl Line {
    fn comment(&self, rules: &str) -> Edit {
        let Self {
            path,
            start,
            indent,
            mark,
            newline,
        } = self;
        let text = format!("{indent}{mark} {WORDS}[{rules}] {REASON}{newline}");
        Edit::replace(path, *start..*start, text)
    }
}

/// The line of a place, if what is written above it is a comment, and so suppresses what is found there.
fn line(project: &Project, place: &Place, rule: &str) -> Option<Line> {
    let (path, span) = (&place.path, place.span?);
    let is_ours = !path.starts_with("../") && !path.ends_with(".lock"); // a lock is written anew
    let mark = Mark::of(path).filter(|_| is_ours)?.written();
    let text = project.tree.text(path)?;
    let begin = line_start(&text, span.start);
    let start = begin + (text[begin..].len() - text[begin..].trim_start_matches('\u{feff}').len());
    let rest = &text[start..];
    let line = Line {
        path: path.clone(),
        start,
        indent: rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()].to_owned(),
        mark,
        newline: newline(&text),
    };
    let with: Arc<str> = replaced(&text, &[line.comment(rule)])?.into();
    let is_continued = text[..begin].trim_end_matches(['\r', '\n']).ends_with('\\');
    let at = start + line.indent.len();
    let is_comment = comments(path, &with).iter().any(|comment| comment.start == at);
    (is_comment && !is_continued).then_some(line)
}

/// Adds a rule to `ignore`, with its reason where there is room for one.
fn setting(project: &Project, rule: &str) -> Option<Edit> {
    let toml = &project.pyproject.as_ref()?.toml;
    match toml.get(&["tool", NAME, "ignore"]) {
        Some(array) if array.is_array() => push(array, &quoted(rule)),
        _ => insert(toml, &["tool", NAME, "ignore"], rule, &quoted(REASON)),
    }
}
