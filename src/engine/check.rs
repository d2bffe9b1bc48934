//! Runs the selected rules over one project and sorts what they find.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::engine::suppressing::Suppressing;
use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::config::Config;
use crate::questions::horizon;
use crate::rule::{Check, Rule, Run};
use crate::rules::RULES;
use crate::text::edit::Edit;
use crate::text::near::nearest;
use crate::tree::Tree;

/// Which rules run, and which of their findings are shown.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Rules or families to run instead of all.
    pub select: Option<Vec<String>>,
    /// Rules or families not to run.
    pub ignore: Vec<String>,
    /// Rules or families to run as well; `info` shows infos.
    pub extend_select: Vec<String>,
    /// Findings below it are neither shown nor counted.
    pub min_severity: Severity,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            select: None,
            ignore: Vec::new(),
            extend_select: Vec::new(),
            min_severity: Severity::Info,
        }
    }
}

/// A name that is neither a rule nor a family nor `info`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// What was given.
    pub name: String,
    /// The nearest name that exists.
    pub nearest: Option<&'static str>,
}

impl Selection {
    /// Everything, infos too.
    pub fn all() -> Self {
        Self {
            extend_select: vec!["info".to_owned()],
            ..Self::default()
        }
    }

    /// Refuses names that select nothing.
    pub fn validate(&self) -> Result<(), UnknownName> {
        let given = self
            .select
            .iter()
            .flatten()
            .chain(&self.ignore)
            .chain(&self.extend_select);
        for name in given {
            // There is no family of infos to ignore: `min-severity` does that.
            let is_info = name == "info" && !self.ignore.contains(name);
            if !is_info && !RULES.iter().any(|rule| name_of(name, rule.id)) {
                let known = RULES.iter().flat_map(|rule| [rule.id, rule.family()]);
                return Err(UnknownName {
                    name: name.clone(),
                    nearest: nearest(name, known),
                });
            }
        }
        Ok(())
    }
}

/// What the command line asks for and what the project is configured for, together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy<'a> {
    pub(super) asked: &'a Selection,
    pub(super) config: &'a Config,
}

impl Policy<'_> {
    /// Whether a rule runs: a rule that the command line names, then what is ignored, then what is selected.
    pub(super) fn runs(self, rule: &Rule) -> bool {
        let in_list = |list: &[String]| list.iter().any(|name| name_of(name, rule.id));
        let asked = self.asked.select.iter().chain([&self.asked.extend_select]);
        let is_named = asked.flatten().any(|name| name == rule.id);
        if in_list(&self.asked.ignore) || in_list(&self.config.ignore) && !is_named {
            return false;
        }
        let selected = match (&self.asked.select, &self.config.select) {
            (Some(list), _) => in_list(list) || list.iter().any(|name| name == "info"),
            // A mistake in the settings must not hide itself.
            (None, _) if matches!(rule.check, Check::Run(_)) => true,
            (None, Some(list)) => in_list(list) || list.iter().any(|name| name == "info"),
            (None, None) => true,
        };
        selected || in_list(&self.asked.extend_select) || in_list(&self.config.extend_select)
    }

    /// The severity of a rule in this project: its own, or what the settings say of it, or else of its family.
    pub(super) fn severity(self, rule: &Rule) -> Severity {
        let set = |wanted: &str| {
            let mut settings = self.config.severity.iter();
            settings
                .find(|(name, _)| name == wanted)
                .and_then(|(_, severity)| Severity::named(severity))
        };
        set(rule.id)
            .or_else(|| set(rule.family()))
            .unwrap_or(rule.severity)
    }

    /// Whether a finding is shown: infos only where somebody asked for them.
    fn shows(self, finding: &Finding) -> bool {
        let select = self.asked.select.as_ref().or(self.config.select.as_ref());
        let mut asked = select
            .into_iter()
            .chain([&self.asked.extend_select, &self.config.extend_select])
            .flatten();
        finding.severity > Severity::Info || asked.any(|name| name == "info" || name_of(name, finding.rule))
    }
}

fn name_of(name: &str, id: &str) -> bool {
    name == id || id.split_once('/').is_some_and(|(family, _)| family == name)
}

/// The finding without a fix that would change a file outside the folder of the project, or one that does not parse.
fn within_project(finding: Finding, project: &Project) -> Finding {
    let mut edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(Edit::path);
    let is_broken = |path: &Arc<str>| project.broken.iter().any(|broken| broken.place.path == *path);
    if edits.any(|path| path.starts_with("../") || is_broken(path)) {
        return finding.fix(None);
    }
    finding
}

/// What a run over one project comes to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings to show, sorted by path, offset and rule.
    pub shown: Vec<Finding>,
    /// How many infos nobody asked for.
    pub infos: usize,
    /// How many findings are below the lowest severity.
    pub milder: usize,
    /// How many findings are suppressed.
    pub suppressed: usize,
}

/// Runs the rules that are selected over a project, and then those that judge such a run.
pub fn judge(project: &Project, selection: &Selection) -> Outcome {
    let policy = Policy {
        asked: selection,
        config: &project.config,
    };
    let is_judged = RULES
        .iter()
        .any(|rule| matches!(rule.check, Check::Run(_)) && policy.runs(rule));
    let suppressed = |rule: &Rule| {
        let mut names = project
            .suppressions
            .iter()
            .flat_map(|suppression| &suppression.names);
        names.any(|name| name.text == rule.id)
    };
    let beyond = horizon::beyond(project);
    let mut found = Vec::new();
    for rule in RULES {
        let Check::Project(check) = rule.check else {
            continue;
        };
        if rule.tables.iter().any(|table| beyond.contains(table)) {
            continue;
        }
        let is_wanted = policy.runs(rule);
        // Whether a comment is of use does not depend on what is selected.
        if is_wanted || is_judged && suppressed(rule) {
            let findings =
                once(check(project)).inspect(|finding| debug_assert!(rule.may_offer(&finding.fix)));
            found.extend(findings.map(|finding| {
                (
                    is_wanted,
                    finding.stamped(rule.id, rule.help, policy.severity(rule)),
                )
            }));
        }
    }
    let mut suppressing = Suppressing::new(project, found.iter().map(|(_, finding)| finding));
    let mut outcome = Outcome::default();
    for (is_wanted, finding) in found {
        let is_suppressed = suppressing.suppresses(&finding);
        if is_wanted {
            outcome.add(finding, is_suppressed, project, policy);
        }
    }
    let run = Run {
        project,
        rules: RULES.iter().map(|rule| rule.id).collect(),
        idle: suppressing.idle(),
    };
    for rule in RULES.iter().filter(|rule| policy.runs(rule)) {
        if let Check::Run(check) = rule.check {
            for finding in check(&run) {
                let finding = finding.stamped(rule.id, rule.help, policy.severity(rule));
                let is_suppressed = suppressing.suppresses(&finding);
                outcome.add(finding, is_suppressed, project, policy);
            }
        }
    }
    outcome
        .shown
        .sort_by(|one, other| (&one.place, one.rule).cmp(&(&other.place, other.rule)));
    outcome
}

/// The findings of one rule, where the same is said of one place once: the combinations of a matrix often say the same.
pub(super) fn once(findings: Vec<Finding>) -> impl Iterator<Item = Finding> {
    let mut said = BTreeSet::new();
    findings
        .into_iter()
        .filter(move |finding| said.insert((finding.place.clone(), finding.message.clone())))
}

impl Outcome {
    fn add(&mut self, finding: Finding, is_suppressed: bool, project: &Project, policy: Policy<'_>) {
        if policy.config.excludes(&finding.place.path, false) {
            // Nobody wants to hear of it.
        } else if is_suppressed {
            self.suppressed += 1;
        } else {
            self.heed(within_project(finding, project), policy);
        }
    }

    /// Shows a finding, or counts it where nobody wants to see it.
    pub(super) fn heed(&mut self, finding: Finding, policy: Policy<'_>) {
        if finding.severity < policy.asked.min_severity {
            self.milder += 1;
        } else if policy.shows(&finding) {
            self.shown.push(finding);
        } else {
            self.infos += 1;
        }
    }
}

/// The findings of a project that are shown, sorted by path, offset and rule.
pub fn run(project: &Project, selection: &Selection) -> Vec<Finding> {
    judge(project, selection).shown
}

/// The outcome of a run, with the texts that it is shown with and no others.
#[derive(Debug)]
pub struct Report {
    /// The texts that the findings involve.
    pub tree: Tree,
    /// What was found.
    pub outcome: Outcome,
    /// One line for each table whose horizon the project is beyond.
    pub notes: Vec<String>,
}

impl Report {
    /// The report on a project, all other texts of which are forgotten.
    pub fn new(project: Project, outcome: Outcome) -> Self {
        let notes = horizon::notes(&project);
        Self {
            notes,
            ..Self::of(project.tree, outcome)
        }
    }

    /// The report on what was read of `tree`, all other texts of which are forgotten.
    pub(super) fn of(tree: Tree, outcome: Outcome) -> Self {
        let places = outcome.shown.iter().flat_map(Finding::places);
        let edits = outcome.shown.iter().filter_map(|finding| finding.fix.as_ref());
        let edited = edits.flat_map(|fix| &fix.edits).map(Edit::path);
        let involved = places.map(|place| &place.path).chain(edited);
        let involved = involved.map(|path| path.as_ref()).collect();
        Self {
            tree: tree.keep(&involved),
            outcome,
            notes: Vec::new(),
        }
    }
}
