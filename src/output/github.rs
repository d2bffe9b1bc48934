//! Findings as workflow commands, which GitHub shows beside the lines that they are about.

use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

use crate::about::NAME;
use crate::engine::check::Report;
use crate::finding::{Finding, Severity};
use crate::output::location::{Location, Texts};
use crate::output::{page, path};
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::printable;

/// How a command writes the end of a line.
const LINE_END: &str = "%0A";

/// One command a finding, joined by line ends.
///
/// The folders are absolute; files are named from `base`. `docs_url` is the address that the name of a rule and `.md`
/// complete to that of its page.
pub fn check(reports: &[(PathBuf, &Report)], base: &Path, docs_url: &str) -> String {
    let mut commands = Vec::new();
    for (root, report) in reports {
        let project = Annotated {
            base,
            root,
            texts: &Texts::of(&report.tree),
            docs_url,
        };
        let shown = report.outcome.shown.iter();
        commands.extend(shown.map(|finding| project.command(finding)));
    }
    commands.join("\n")
}

/// A project whose findings are told.
#[derive(Clone, Copy)]
struct Annotated<'a> {
    base: &'a Path,
    root: &'a Path,
    texts: &'a Texts<'a>,
    docs_url: &'a str,
}

impl Annotated<'_> {
    fn command(self, finding: &Finding) -> String {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let properties = self.properties(finding).into_iter();
        let properties = properties.map(|(name, value)| format!("{name}={}", escaped(&value, &[':', ','])));
        let message = self
            .sentences(finding)
            .into_iter()
            .map(|sentence| escaped(&sentence, &[]));
        let joined = |parts: Vec<String>, between| parts.join(between);
        format!(
            "::{command} {}::{}",
            joined(properties.collect(), ","),
            joined(message.collect(), LINE_END)
        )
    }

    fn properties(self, finding: &Finding) -> Vec<(&'static str, String)> {
        let mut properties = vec![
            ("title", format!("{NAME} ({})", finding.rule)),
            ("file", self.path(&finding.place)),
        ];
        if let Some(span) = Location::of(self.texts, &finding.place).span {
            let (start, end) = (span.start, span.end);
            properties.extend([
                ("line", start.line.to_string()),
                ("endLine", end.line.to_string()),
            ]);
            // GitHub takes columns for one line only.
            if start.line == end.line {
                properties.extend([
                    ("col", start.column.to_string()),
                    ("endColumn", end.column.to_string()),
                ]);
            }
        }
        properties
    }

    /// What is wrong, the other places that are part of it, the repair and the page, a line each.
    fn sentences(self, finding: &Finding) -> Vec<String> {
        let mut sentences = vec![finding.message.clone()];
        for (place, message) in &finding.related {
            let span = Location::of(self.texts, place).span;
            let line = span
                .map(|span| format!(":{}", span.start.line))
                .unwrap_or_default();
            sentences.push(format!("{}{line}: {message}", self.path(place)));
        }
        if let Some(fix) = &finding.fix {
            let flags = match fix.applicability {
                Applicability::Safe => "--fix",
                Applicability::Unsafe => "--fix --unsafe-fixes",
            };
            sentences.push(format!("{} ({flags})", fix.title));
        }
        sentences.push(page(self.docs_url, finding.rule));
        sentences
    }

    fn path(self, place: &Place) -> String {
        let path = path::seen(self.base, self.root, &place.path);
        path::text(&path).replace(MAIN_SEPARATOR_STR, "/")
    }
}

/// `text` as a part of a workflow command: printable, and without what would end the part.
fn escaped(text: &str, ends: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in printable(text).chars() {
        if character == '%' || ends.contains(&character) {
            escaped += &format!("%{:02X}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_its_part_of_a_command() {
        assert_eq!(escaped("50%: a,b\r\n::error::", &[]), "50%25: a,b\\r\\n::error::");
        assert_eq!(escaped("50%: a,b", &[':', ',']), "50%25%3A a%2Cb");
    }
}
