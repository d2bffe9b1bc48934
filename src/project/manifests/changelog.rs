//! The changelog: which versions have a heading in it.

use std::sync::Arc;

use pep440_rs::Version;

use crate::text::place::{Place, Span};
use crate::tree::Tree;

/// Files that hold a changelog, at the root of the repository.
pub const FILES: [&str; 5] = [
    "CHANGELOG.md",
    "CHANGES.md",
    "HISTORY.md",
    "CHANGELOG.rst",
    "CHANGES.rst",
];

/// A heading that names one version.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The version.
    pub version: Version,
    /// Where the heading stands.
    pub place: Place,
}

/// What a changelog says about versions.
#[derive(Clone, Debug)]
pub struct Changelog {
    /// The whole text.
    pub text: Arc<str>,
    /// The headings of versions, in the order of the file.
    pub headings: Vec<Heading>,
    /// Whether something is told above the first of them, under a heading of its own, such as `Unreleased`.
    pub has_news: bool,
}

/// The changelog at the root of a project.
pub fn read(tree: &Tree) -> Option<Changelog> {
    let path = FILES.into_iter().find(|file| tree.exists(file))?;
    let text = tree.text(path)?;
    let mut changelog = Changelog {
        text: text.clone(),
        headings: Vec::new(),
        has_news: false,
    };
    let mut sections = 0;
    for (line, span, is_heading) in lines(&text) {
        let version = if is_heading { version(line) } else { None };
        if let Some(version) = version {
            let place = Place::at(&path.into(), span);
            changelog.headings.push(Heading { version, place });
        } else if is_heading {
            sections += 1;
        } else if changelog.headings.is_empty() && !line.trim().is_empty() {
            changelog.has_news |= sections > 1; // the first heading is the title of the file
        }
    }
    Some(changelog)
}

/// The lines with their bytes, and whether each is a heading: behind `#`, or above a line of `=`, `-` or `~`.
fn lines(text: &str) -> Vec<(&str, Span, bool)> {
    let mut all: Vec<(&str, Span, bool)> = Vec::new();
    let mut offset = 0;
    let mut is_code = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        is_code ^= content.starts_with("```");
        let span = Span {
            start: offset,
            end: offset + content.len(),
        };
        offset += line.len();
        let rule = |mark| content.len() > 2 && content.chars().all(|letter| letter == mark);
        let is_underline = ['=', '-', '~'].into_iter().any(rule);
        match all.last_mut() {
            Some((above, _, is_heading)) if is_underline && !above.is_empty() => *is_heading = true,
            _ => all.push((content, span, content.starts_with('#') && !is_code)),
        }
    }
    all
}

/// The version that a heading names: its first word that is one, as in `## [1.2.3] - 2026-11-21` or `demo v1.2.3`.
fn version(heading: &str) -> Option<Version> {
    let words = heading.split(|letter: char| letter.is_whitespace() || "[](),:".contains(letter));
    words
        .filter(|word| {
            word.contains('.')
                && word
                    .trim_start_matches('v')
                    .starts_with(|letter: char| letter.is_ascii_digit())
        })
        .find_map(|word| word.parse().ok())
}
