//! Runs the selected rules over one project and sorts what they find.

use crate::finding::{Finding, Severity};
use crate::near::nearest;
use crate::project::Project;
use crate::rule::Rule;
use crate::rules::RULES;

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
    pub fn shows(&self, finding: &Finding) -> bool {
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

/// All findings of the rules that run, sorted by path, offset and rule.
pub fn run(project: &Project, selection: &Selection) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES
        .iter()
        .filter(|rule| selection.runs(rule))
        .flat_map(|rule| {
            (rule.check)(project)
                .into_iter()
                .map(|finding| within_project(finding.stamped(rule.id, rule.severity)))
        })
        .filter(|finding| finding.severity >= selection.min_severity)
        .collect();
    findings.sort_by(|one, other| (&one.place, one.rule).cmp(&(&other.place, other.rule)));
    findings
}
