//! Which findings are suppressed by comments, and which comments suppress none.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::project::Project;
use crate::project::manifests::suppression::{Name, Suppression, suppressions};
use crate::questions::horizon;
use crate::rule::Check;
use crate::rules::RULES;

/// The comments that suppress something in one run.
#[derive(Debug)]
pub struct Suppressing<'a> {
    project: &'a Project,
    /// Those in the files that the findings involve, which may be read only when a rule asks for them.
    involved: Vec<Suppression>,
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
        Self {
            project,
            involved: texts.flat_map(|(path, text)| suppressions(path, &text)).collect(),
            used: BTreeSet::new(),
        }
    }

    /// Whether a comment suppresses the finding, which is then of use.
    pub fn suppresses(&mut self, finding: &Finding) -> bool {
        let covers = |suppression: &Suppression| finding.places().any(|place| suppression.covers(place));
        let is_named = |name: &Name| name.text == finding.rule;
        let mut is_suppressed = false;
        for (comment, suppression) in self.project.suppressions.iter().enumerate() {
            for (index, name) in suppression.names.iter().enumerate() {
                if is_named(name) && covers(suppression) {
                    is_suppressed = true;
                    self.used.insert((comment, index));
                }
            }
        }
        let mut involved = self.involved.iter();
        is_suppressed
            || involved.any(|suppression| suppression.names.iter().any(is_named) && covers(suppression))
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
