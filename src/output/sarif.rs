//! Findings as SARIF 2.1.0, which code scanning and editors read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf, is_separator};

use serde_json::{Value, json};

use crate::about::NAME;
use crate::engine::check::Report;
use crate::finding::{Finding, Severity};
use crate::output::location::{Location, Span, Texts};
use crate::output::{ascii, digest, page, path, version};
use crate::rule::Rule;
use crate::rules::RULES;
use crate::text::edit::{Edit, Fix};
use crate::text::place::Place;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What the log says beside the findings.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The absolute folder from which files are named.
    pub base: &'a Path,
    /// The address of this program.
    pub home: &'a str,
    /// The address that the name of a rule and `.md` complete to that of its page.
    pub docs_url: &'a str,
}

/// The reports on projects in these absolute folders as one run.
pub fn check(reports: &[(PathBuf, &Report)], about: About<'_>) -> String {
    let mut results = Vec::new();
    let mut seen = BTreeMap::new();
    for (root, report) in reports {
        let project = Project {
            root,
            base: about.base,
            texts: &Texts::of(&report.tree),
        };
        let shown = report.outcome.shown.iter();
        results.extend(shown.map(|finding| project.result(finding, &mut seen)));
    }
    let rules = RULES.iter().map(|rule| descriptor(rule, about.docs_url));
    let driver = json!({
        "name": NAME,
        "version": version(),
        "informationUri": about.home,
        "rules": rules.collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    ascii::json(&json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))
}

fn descriptor(rule: &Rule, docs_url: &str) -> Value {
    let documentation = rule.page();
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": documentation, "markdown": documentation },
        "helpUri": page(docs_url, rule.id),
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.family()] },
    })
}

/// A project whose findings are told.
#[derive(Clone, Copy)]
struct Project<'a> {
    root: &'a Path,
    base: &'a Path,
    texts: &'a Texts<'a>,
}

impl Project<'_> {
    /// A finding; `seen` counts those of its kind.
    fn result(self, finding: &Finding, seen: &mut BTreeMap<String, usize>) -> Value {
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(finding.severity),
            "message": { "text": message(&finding.message) },
            "locations": [{ "physicalLocation": self.physical(&finding.place) }],
        });
        if !finding.related.is_empty() {
            let related = finding.related.iter().zip(1..).map(|((place, text), id)| {
                json!({
                    "physicalLocation": self.physical(place),
                    "id": id,
                    "message": { "text": message(text) },
                })
            });
            result["relatedLocations"] = related.collect();
        }
        if let Some(fix) = finding.fix.as_ref().and_then(|fix| self.fix(fix)) {
            result["fixes"] = json!([fix]);
        }
        result["ruleIndex"] = json!(RULES.iter().position(|rule| rule.id == finding.rule));
        // Lines move; what is wrong, and which of its kind it is, stays.
        let uri = self.uri(&finding.place.path);
        let kind = format!("{}\n{uri}\n{}", finding.rule, finding.message);
        let count = seen.entry(kind.clone()).or_default();
        *count += 1;
        let fingerprint = digest::sha256(format!("{kind}\n{count}"));
        result["partialFingerprints"] = json!({ "findingHash/v1": fingerprint });
        result
    }

    fn physical(self, place: &Place) -> Value {
        let mut physical = json!({ "artifactLocation": { "uri": self.uri(&place.path) } });
        if let Some(span) = Location::of(self.texts, place).span {
            physical["region"] = region(span);
        }
        physical
    }

    /// A fix; `None` where it is more than replacements: SARIF has no words for a file that appears, goes or moves.
    fn fix(self, fix: &Fix) -> Option<Value> {
        let mut changes: Vec<(&str, Vec<Value>)> = Vec::new();
        for edit in &fix.edits {
            let Edit::Replace { path, span, text } = edit else {
                return None;
            };
            let replacement = json!({
                "deletedRegion": region(Span::of(self.texts, path, *span)?),
                "insertedContent": { "text": text },
            });
            match changes.iter_mut().find(|(changed, _)| **changed == **path) {
                Some((_, replacements)) => replacements.push(replacement),
                None => changes.push((path, vec![replacement])),
            }
        }
        let changes = changes.into_iter().map(|(path, replacements)| {
            json!({ "artifactLocation": { "uri": self.uri(path) }, "replacements": replacements })
        });
        Some(json!({
            "description": { "text": message(&fix.title) },
            "artifactChanges": changes.collect::<Vec<_>>(),
            "properties": { "applicability": fix.applicability.name() },
        }))
    }

    fn uri(self, path: &str) -> String {
        reference(&path::seen(self.base, self.root, path))
    }
}

fn region(Span { start, end }: Span) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A text in which nothing is a link: a viewer makes one of `[text](address)`.
fn message(text: &str) -> String {
    text.replace("](", "]\\(")
}

/// A path as a reference in the sense of URIs.
fn reference(path: &Path) -> String {
    let encoded = path.as_os_str().as_encoded_bytes().iter().map(|byte| match byte {
        byte if is_separator(char::from(*byte)) => "/".to_owned(),
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'-' | b'~' => char::from(*byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    encoded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_holds_no_link() {
        assert_eq!(message("`[a](b)` [c]"), "`[a]\\(b)` [c]");
    }

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(
            reference(Path::new("../50% a:b/ä~.rs")),
            "../50%25%20a%3Ab/%C3%A4~.rs"
        );
    }
}
