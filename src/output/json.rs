//! What `scaffold check --output-format json` prints; the findings are the same in Python.

use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::engine::check::Report;
use crate::finding::Severity;
use crate::output::location::{Location, Span, Texts};
use crate::output::{Head, ascii, page, path};
use crate::text::edit::{self, Applicability};

/// What is found in several projects; a reader passes over keys that it does not know.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(
    test,
    schemars(title = "What `scaffold check --output-format json` prints, version 1")
)]
struct Document<'a> {
    #[serde(flatten)]
    head: Head,
    projects: Vec<Project<'a>>,
    summary: Summary,
}

/// What is found in one project.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Project<'a> {
    /// As it was given.
    root: String,
    /// Sorted by path, offset and rule.
    findings: Vec<Linked<'a>>,
    suppressed: usize,
}

/// A finding, and where its rule is explained.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Linked<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    /// The page of the rule.
    #[cfg_attr(test, schemars(extend("format" = "uri")))]
    url: String,
}

/// One thing that a rule found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding<'a> {
    #[cfg_attr(test, schemars(extend("enum" = crate::rules::RULES.iter().map(|rule| rule.id).collect::<Vec<_>>())))]
    rule: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = Severity::ALL.map(Severity::name))))]
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    location: Location<'a>,
    /// Other places that are part of it; absent: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    /// Absent: no repair is offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Fix"))]
    fix: Option<Fix<'a>>,
    /// What to do by hand.
    help: &'a str,
}

/// A place that is part of a finding, and the part that it plays.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Related<'a> {
    #[serde(flatten)]
    location: Location<'a>,
    message: &'a str,
}

/// A repair; its edits belong together.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Fix<'a> {
    title: &'a str,
    #[cfg_attr(test, schemars(extend("enum" = ["safe", "unsafe"])))]
    applicability: &'static str,
    edits: Vec<Edit<'a>>,
}

/// A change to one file; `sha256` is that of the file as it was read.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
enum Edit<'a> {
    /// Put `text` in the place of some bytes.
    Replace {
        path: &'a str,
        span: Span,
        /// The offset of the first byte that goes.
        start: usize,
        /// The offset after the last byte that goes.
        end: usize,
        text: &'a str,
        #[cfg_attr(test, schemars(extend("const" = "replace")))]
        kind: &'static str,
        #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
        sha256: String,
    },
    /// Make a file that is not there yet.
    Create {
        path: &'a str,
        text: &'a str,
        #[cfg_attr(test, schemars(extend("const" = "create")))]
        kind: &'static str,
    },
    /// Remove a file.
    Delete {
        path: &'a str,
        #[cfg_attr(test, schemars(extend("const" = "delete")))]
        kind: &'static str,
        #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
        sha256: String,
    },
    /// Move a file.
    Rename {
        path: &'a str,
        to: &'a str,
        #[cfg_attr(test, schemars(extend("const" = "rename")))]
        kind: &'static str,
        #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
        sha256: String,
    },
}

/// How many findings there are, also infos that are not shown.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    error: usize,
    warning: usize,
    info: usize,
    /// By `--fix`.
    fixable: usize,
    /// By `--fix --unsafe-fixes` only.
    unsafe_fixable: usize,
}

/// The reports on projects in these folders, as they were given, as JSON of version 1.
///
/// `docs_url` is the address that the name of a rule and `.md` complete to that of its page.
pub fn check(reports: &[(PathBuf, &Report)], docs_url: &str) -> String {
    let mut summary = Summary::default();
    let mut projects = Vec::new();
    for (root, report) in reports {
        summary += Summary::of(report);
        projects.push(Project::of(root, report, docs_url));
    }
    ascii::json(&Document {
        head: Head::default(),
        projects,
        summary,
    })
}

/// The findings of a report that are shown.
pub fn findings(report: &Report) -> Vec<Finding<'_>> {
    let texts = Texts::of(&report.tree);
    let shown = report.outcome.shown.iter();
    shown.map(|finding| Finding::of(&texts, finding)).collect()
}

impl<'a> Project<'a> {
    fn of(root: &Path, report: &'a Report, docs_url: &str) -> Self {
        let linked = |finding: Finding<'a>| Linked {
            url: page(docs_url, finding.rule),
            finding,
        };
        Self {
            root: path::text(root),
            findings: findings(report).into_iter().map(linked).collect(),
            suppressed: report.outcome.suppressed,
        }
    }
}

impl<'a> Finding<'a> {
    fn of(texts: &Texts<'_>, finding: &'a crate::finding::Finding) -> Self {
        let related = finding.related.iter().map(|(place, message)| Related {
            location: Location::of(texts, place),
            message,
        });
        Self {
            rule: finding.rule,
            severity: finding.severity.name(),
            message: &finding.message,
            location: Location::of(texts, &finding.place),
            related: related.collect(),
            fix: finding.fix.as_ref().and_then(|fix| Fix::of(texts, fix)),
            help: &finding.help,
        }
    }
}

impl<'a> Fix<'a> {
    /// `None` where a file that it changes is not there.
    fn of(texts: &Texts<'_>, fix: &'a edit::Fix) -> Option<Self> {
        let edits = fix.edits.iter().map(|edit| Edit::of(texts, edit));
        Some(Self {
            title: &fix.title,
            applicability: fix.applicability.name(),
            edits: edits.collect::<Option<_>>()?,
        })
    }
}

impl<'a> Edit<'a> {
    fn of(texts: &Texts<'_>, edit: &'a edit::Edit) -> Option<Self> {
        Some(match edit {
            edit::Edit::Replace { path, span, text } => Self::Replace {
                path,
                span: Span::of(texts, path, *span)?,
                start: span.start,
                end: span.end,
                text,
                kind: "replace",
                sha256: texts.digest(path)?,
            },
            edit::Edit::Create { path, text } => Self::Create {
                path,
                text,
                kind: "create",
            },
            edit::Edit::Delete { path } => Self::Delete {
                path,
                kind: "delete",
                sha256: texts.digest(path)?,
            },
            edit::Edit::Rename { path, to } => Self::Rename {
                path,
                to,
                kind: "rename",
                sha256: texts.digest(path)?,
            },
        })
    }
}

impl Summary {
    /// What a report comes to.
    pub fn of(report: &Report) -> Self {
        let shown = &report.outcome.shown;
        let of = |severity| {
            shown
                .iter()
                .filter(|finding| finding.severity == severity)
                .count()
        };
        let fixable = |applicability| {
            let fixes = shown.iter().filter_map(|finding| finding.fix.as_ref());
            fixes.filter(|fix| fix.applicability == applicability).count()
        };
        Self {
            error: of(Severity::Error),
            warning: of(Severity::Warning),
            info: of(Severity::Info) + report.outcome.infos,
            fixable: fixable(Applicability::Safe),
            unsafe_fixable: fixable(Applicability::Unsafe),
        }
    }
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.error += other.error;
        self.warning += other.warning;
        self.info += other.info;
        self.fixable += other.fixable;
        self.unsafe_fixable += other.unsafe_fixable;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::schema;

    #[test]
    fn the_schema_is_that_of_the_shape() {
        schema::is_fresh::<Document<'_>>("check");
    }
}
