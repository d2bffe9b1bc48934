//! Findings for people, one line each.

use crate::finding::Finding;
use crate::output::location::{Location, Texts};
use crate::output::path::shown;
use crate::tree::Tree;

/// One line a finding: `path:line:column: severity[rule] message`; `prefix` is put before every path.
pub fn concise(tree: &Tree, findings: &[Finding], prefix: &str) -> String {
    let texts = Texts::of(tree);
    findings
        .iter()
        .map(|finding| line(&texts, finding, prefix))
        .collect()
}

fn line(texts: &Texts<'_>, finding: &Finding, prefix: &str) -> String {
    let Finding {
        rule,
        message,
        place,
        severity,
        ..
    } = finding;
    let (path, severity) = (shown(prefix, &place.path), severity.name());
    let position = Location::of(texts, place)
        .span
        .map(|span| format!("{}:{}:", span.start.line, span.start.column));
    let position = position.unwrap_or_default();
    format!("{path}:{position} {severity}[{rule}] {message}\n")
}
