//! The changelog: which versions have a heading in it.

use std::sync::Arc;

use pep440_rs::Version;

use crate::text::place::{Place, Span};
use crate::tree::{self, Tree};

/// Files that hold a changelog, at the root of the repository.
pub const FILES: [&str; 5] = [
    "CHANGELOG.md",
    "CHANGES.md",
    "HISTORY.md",
    "CHANGELOG.rst",
    "CHANGES.rst",
];

/// A line of a changelog that opens a section.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Where it is.
    pub span: Span,
    /// The line below it that makes it a heading, where that is no `#` before it.
    pub underline: Option<Span>,
}

/// A heading that names one version.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The version.
    pub version: Version,
    /// The bytes of the version in the text.
    pub word: Span,
    /// The whole heading.
    pub line: Line,
}

/// What a changelog says about versions.
#[derive(Clone, Debug)]
pub struct Changelog {
    /// The file.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    /// The headings of versions, in the order of the file.
    pub headings: Vec<Heading>,
    /// The heading of what no version has yet.
    pub unreleased: Option<Line>,
    /// Whether something is told above the first of them, under a heading of its own, such as `Unreleased`.
    pub has_news: bool,
}

impl Heading {
    /// Where the heading stands.
    pub fn place(&self, changelog: &Changelog) -> Place {
        Place::at(&changelog.path, self.line.span)
    }
}

/// The changelog in a folder.
pub fn read(tree: &Tree, folder: &str) -> Option<Changelog> {
    let paths = FILES.into_iter().map(|file| tree::join(folder, file));
    let path = paths.into_iter().find(|path| tree.exists(path))?;
    let text = tree.text(&path)?;
    let mut changelog = Changelog {
        path: path.into(),
        text: text.clone(),
        headings: Vec::new(),
        unreleased: None,
        has_news: false,
    };
    let mut sections = 0;
    for (line, is_heading) in lines(&text) {
        let version = if is_heading { version(&line) } else { None };
        if let Some((version, word)) = version {
            changelog.headings.push(Heading { version, word, line });
        } else if is_heading {
            sections += 1;
            let is_open = changelog.headings.is_empty() && line.text.to_lowercase().contains("unreleased");
            if is_open && changelog.unreleased.is_none() {
                changelog.unreleased = Some(line);
            }
        } else if changelog.headings.is_empty() && !line.text.trim().is_empty() {
            changelog.has_news |= sections > 1; // the first heading is the title of the file
        }
    }
    Some(changelog)
}

impl Changelog {
    /// Whether a line begins with a version, be it a heading or not, as in `**1.2.3** (2026-11-21)`.
    pub fn names(&self, wanted: &Version) -> bool {
        let is_mark = |letter: char| !letter.is_alphanumeric();
        let begins = |line: &str| {
            let words = line.split(|letter: char| letter.is_whitespace() || SEPARATORS.contains(letter));
            let word = words
                .map(|word| word.trim_matches(is_mark))
                .find(|word| !word.is_empty());
            word.is_some_and(|word| word.contains('.') && word.parse().as_ref() == Ok(wanted))
        };
        self.headings.iter().any(|heading| heading.version == *wanted) || self.text.lines().any(begins)
    }
}

/// The lines, and whether each is a heading: behind `#`, or above a line of `=`, `-` or `~`.
fn lines(text: &str) -> Vec<(Line, bool)> {
    let mut all: Vec<(Line, bool)> = Vec::new();
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
            Some((above, is_heading)) if is_underline && !above.text.is_empty() => {
                *is_heading = true;
                above.underline = Some(span);
            }
            _ => {
                let line = Line {
                    text: content.to_owned(),
                    span,
                    underline: None,
                };
                all.push((line, content.starts_with('#') && !is_code));
            }
        }
    }
    all
}

/// What stands around the words of a heading, besides blanks.
const SEPARATORS: &str = "[](),:";

/// The version that a heading names: its first word that is one, as in `## [1.2.3] - 2026-11-21` or `demo v1.2.3`.
fn version(heading: &Line) -> Option<(Version, Span)> {
    let mut start = 0;
    let mut words = heading
        .text
        .split_inclusive(|letter: char| letter.is_whitespace() || SEPARATORS.contains(letter));
    words.find_map(|part| {
        let word =
            part.trim_end_matches(|letter: char| letter.is_whitespace() || SEPARATORS.contains(letter));
        let at = heading.span.start + start;
        start += part.len();
        let bare = word.trim_start_matches('v');
        let is_version = word.contains('.') && bare.starts_with(|letter: char| letter.is_ascii_digit());
        let version = word.parse().ok().filter(|_| is_version)?;
        let span = at + word.len() - bare.len()..at + word.len();
        Some((version, span.into()))
    })
}
