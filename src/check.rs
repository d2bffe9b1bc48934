//! Runs the selected rules over one project and sorts what they find.

use crate::edit::Edit;
use crate::finding::{Finding, Severity};
use crate::horizon;
use crate::near::nearest;
use crate::project::Project;
use crate::rule::Rule;
use crate::rules::RULES;
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
            if !is_info && !RULES.iter().any(|rule| names(name, rule)) {
                let known = RULES.iter().flat_map(|rule| [rule.id, rule.family()]);
                return Err(UnknownName {
                    name: name.clone(),
                    nearest: nearest(name, known),
                });
            }
        }
        Ok(())
    }

    fn runs(&self, rule: &Rule) -> bool {
        let in_list = |list: &[String]| list.iter().any(|name| names(name, rule));
        let selected = self
            .select
            .as_ref()
            .is_none_or(|list| in_list(list) || list.iter().any(|name| name == "info"));
        (selected || in_list(&self.extend_select)) && !in_list(&self.ignore)
    }

    /// Whether a finding is shown: infos only where somebody asked for them.
    fn shows(&self, finding: &Finding) -> bool {
        let asked = self.select.iter().flatten().chain(&self.extend_select);
        finding.severity > Severity::Info
            || asked
                .into_iter()
                .any(|name| name == "info" || name_of(name, finding.rule))
    }
}

fn names(name: &str, rule: &Rule) -> bool {
    name_of(name, rule.id)
}

fn name_of(name: &str, id: &str) -> bool {
    name == id || id.split_once('/').is_some_and(|(family, _)| family == name)
}

/// The finding without a fix that would change a file outside the folder of the project.
fn within_project(finding: Finding) -> Finding {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    if edits.into_iter().any(|edit| edit.path().starts_with("../")) {
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

/// Runs the rules that are selected over a project.
pub fn judge(project: &Project, selection: &Selection) -> Outcome {
    let mut outcome = Outcome::default();
    for rule in RULES.iter().filter(|rule| selection.runs(rule)) {
        for finding in (rule.check)(project) {
            let finding = within_project(finding.stamped(rule.id, rule.severity));
            if finding.severity < selection.min_severity {
                outcome.milder += 1;
            } else if selection.shows(&finding) {
                outcome.shown.push(finding);
            } else {
                outcome.infos += 1;
            }
        }
    }
    outcome
        .shown
        .sort_by(|one, other| (&one.place, one.rule).cmp(&(&other.place, other.rule)));
    outcome
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
        let places = outcome.shown.iter().flat_map(Finding::places);
        let edits = outcome.shown.iter().filter_map(|finding| finding.fix.as_ref());
        let edited = edits.flat_map(|fix| &fix.edits).map(Edit::path);
        let involved = places.map(|place| &place.path).chain(edited);
        let involved = involved.map(|path| path.as_ref()).collect();
        let tree = project.tree.keep(&involved);
        Self { tree, outcome, notes }
    }
}
