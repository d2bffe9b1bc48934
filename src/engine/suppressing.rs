//! Which findings are suppressed by comments, and which comments suppress none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Finding;
use crate::project::Project;
use crate::project::manifests::suppression::{Name, Suppression, suppressions};
use crate::questions::horizon;
use crate::rule::Check;
use crate::rules::RULES;
use crate::text::place::Place;

/// The comments that suppress something in one run.
#[derive(Debug)]
pub struct Suppressing<'a> {
    project: &'a Project,
    own: Index,
    /// Those in the files that the findings involve, which may be read only when a rule asks for them.
    involved: Index,
    /// The places of the names that were of use: of the comment in the project's list, and of the name in the comment.
    used: BTreeSet<(usize, usize)>,
}

impl<'a> Suppressing<'a> {
    /// The comments in a project and in all files that these findings involve.
    pub fn new<'f>(project: &'a Project, findings: impl Iterator<Item = &'f Finding>) -> Self {
        let paths: BTreeSet<_> = findings
            .flat_map(Finding::places)
            .map(|place| &place.path)
            .collect();
        let texts = paths
            .into_iter()
            .filter_map(|path| Some((path, project.tree.text(path)?)));
        let involved: Vec<Suppression> = texts.flat_map(|(path, text)| suppressions(path, &text)).collect();
        Self {
            project,
            own: Index::of(&project.suppressions),
            involved: Index::of(&involved),
            used: BTreeSet::new(),
        }
    }

    /// Whether a comment suppresses the finding, which is then of use.
    pub fn suppresses(&mut self, finding: &Finding) -> bool {
        let mut is_suppressed = false;
        for place in finding.places() {
            for name in self.own.covering(finding.rule, place) {
                is_suppressed = true;
                self.used.insert(name);
            }
        }
        let mut places = finding.places();
        is_suppressed || places.any(|place| self.involved.covering(finding.rule, place).next().is_some())
    }

    /// The names of rules about the project that were surely of no use, with their comments.
    ///
    /// Nothing is sure where files cannot be read or a table does not reach: rules that have nothing to say today may
    /// have been kept from it. And what is of no use here may be of use to another project that reads the same file.
    pub fn idle(&self) -> Vec<(&'a Suppression, Vec<&'a Name>)> {
        if !self.project.broken.is_empty() || !horizon::notes(self.project).is_empty() {
            return Vec::new();
        }
        let is_checked = |name: &Name| {
            let mut rules = RULES
                .iter()
                .filter(|rule| matches!(rule.check, Check::Project(_)));
            rules.any(|rule| rule.id == name.text)
        };
        let all = self.project.suppressions.iter().enumerate();
        let own = all.filter(|(_, suppression)| !self.project.shares(&suppression.path));
        own.map(|(comment, suppression)| {
            let names = suppression.names.iter().enumerate();
            let idle =
                names.filter(|(index, name)| is_checked(name) && !self.used.contains(&(comment, *index)));
            (suppression, idle.map(|(_, name)| name).collect())
        })
        .collect()
    }
}

/// The names in comments by file and rule, in the order of what they cover.
#[derive(Debug, Default)]
struct Index(BTreeMap<Arc<str>, BTreeMap<String, Vec<Covering>>>);

/// What a name in a comment covers, and its place: of the comment, and in it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Covering {
    end: usize,
    start: usize,
    name: (usize, usize),
}

impl Index {
    fn of(suppressions: &[Suppression]) -> Self {
        let mut index = Self::default();
        for (comment, suppression) in suppressions.iter().enumerate() {
            let by_rule = index.0.entry(suppression.path.clone()).or_default();
            for (at, name) in suppression.names.iter().enumerate() {
                by_rule.entry(name.text.clone()).or_default().push(Covering {
                    end: suppression.scope.end,
                    start: suppression.scope.start,
                    name: (comment, at),
                });
            }
        }
        let lists = index.0.values_mut().flat_map(BTreeMap::values_mut);
        lists.for_each(|list| list.sort());
        index
    }

    /// The names of a rule that cover a place. Comments that cover one line in common end with that line.
    fn covering(&self, rule: &str, place: &Place) -> impl Iterator<Item = (usize, usize)> {
        let list = self.0.get(&place.path).and_then(|by_rule| by_rule.get(rule));
        let (list, at) = match (list, place.span) {
            (Some(list), Some(span)) => (list.as_slice(), span.start),
            _ => (&[][..], 0),
        };
        let list = &list[list.partition_point(|covering| covering.end < at)..];
        let end = list.first().map(|covering| covering.end);
        let fits = move |covering: &&Covering| Some(covering.end) == end && covering.start <= at;
        list.iter().take_while(fits).map(|covering| covering.name)
    }
}
