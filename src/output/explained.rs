//! What `scaffold doctor --explain --output-format json` prints; the causes are the same in Python.

use serde::Serialize;

use crate::explain::verdict;
use crate::finding;
use crate::output::location::{Location, Texts};
use crate::output::{Head, ascii};
use crate::project::Project;
use crate::text::printable::phrase;

/// What a log tells; a reader passes over keys that it does not know.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(
    test,
    schemars(title = "What `scaffold doctor --explain --output-format json` prints, version 1")
)]
struct Document<'a> {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    verdict: Verdict<'a>,
}

/// What a log tells.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Verdict<'a> {
    /// Whether something failed, or the log ends in the middle.
    failed: bool,
    /// The best first; none: nothing failed, or we do not know why.
    causes: Vec<Cause<'a>>,
    /// What does not fail here and will elsewhere.
    notes: Vec<Cause<'a>>,
    /// The first line that tells of the failure; null: nothing failed.
    first_error: Option<Line>,
    /// What `scaffold check` finds in the project that bears on the causes.
    findings: Vec<Finding<'a>>,
}

/// What a rule finds.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding<'a> {
    /// The name of the rule.
    rule: &'static str,
    /// What it finds.
    message: &'a str,
    #[serde(flatten)]
    location: Location<'a>,
}

/// Why something failed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Cause<'a> {
    /// Its section in docs/when-it-does-not-build.md.
    #[cfg_attr(test, schemars(extend("enum" = crate::explain::causes::CAUSES.iter().map(|cause| cause.id).collect::<Vec<_>>())))]
    id: &'static str,
    /// What is wrong.
    title: &'a str,
    /// What to do; commands stand in backticks.
    mend: &'a str,
    /// The number of the line that tells of it, from 1.
    line: usize,
    /// What that line says.
    text: String,
}

/// A line of a log.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Line {
    /// Its number, from 1.
    line: usize,
    /// What it says.
    text: String,
}

impl<'a> Verdict<'a> {
    /// The shape of what a log tells, with what rules find in a project.
    pub fn of(verdict: &'a verdict::Verdict, project: Option<&'a (Project, Vec<finding::Finding>)>) -> Self {
        let findings = project.map(|(project, found)| bearing(project, found));
        let causes = |found: &'a [verdict::Found]| found.iter().map(Cause::of).collect();
        Self {
            failed: verdict.is_failure,
            causes: causes(&verdict.causes),
            notes: causes(&verdict.notes),
            first_error: verdict.first_error.as_ref().map(|(line, text)| Line {
                line: *line,
                text: phrase(text),
            }),
            findings: findings.unwrap_or_default(),
        }
    }
}

impl<'a> Cause<'a> {
    fn of(found: &'a verdict::Found) -> Self {
        Self {
            id: found.cause.id,
            title: &found.explanation.title,
            mend: &found.explanation.mend,
            line: found.line,
            text: phrase(&found.text),
        }
    }
}

/// The shape of what rules find in a project.
pub fn bearing<'a>(project: &'a Project, found: &'a [finding::Finding]) -> Vec<Finding<'a>> {
    let texts = Texts::of(&project.tree);
    let shaped = found.iter().map(|finding| Finding {
        rule: finding.rule,
        message: &finding.message,
        location: Location::of(&texts, &finding.place),
    });
    shaped.collect()
}

/// What a log tells, as JSON of version 1.
pub fn explained(verdict: Verdict<'_>) -> String {
    ascii::json(&Document {
        head: Head::default(),
        verdict,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::schema;

    #[test]
    fn the_schema_is_that_of_the_shape() {
        schema::is_fresh::<Document<'_>>("explain");
    }
}
