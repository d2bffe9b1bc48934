//! The changelog at a release: what is unreleased comes under a heading of the version, in the file's own style.
//!
//! Where the file has links that compare versions, as [Keep a Changelog](https://keepachangelog.com/en/1.1.0/) does, the
//! one of `Unreleased` is moved on, and the version gets its own.

use pep440_rs::Version;

use crate::project::manifests::changelog::{Changelog, Heading, Line, read};
use crate::release::links;
use crate::release::literals::folders;
use crate::release::own::Own;
use crate::release::spelling::Release;
use crate::release::spot::{Form, Kind, Spot};
use crate::standards::date::{self, Date};
use crate::syntax::layout::newline_at;
use crate::text::edit::Edit;
use crate::text::place::{Place, Span};

/// Words that stand for a day that is not known yet.
const OPEN: [&str; 4] = ["unreleased", "yyyy-mm-dd", "releasedate", "tbd"];

/// The changelog of the project, or of its repository.
pub fn changelog(own: &Own<'_>) -> Option<Changelog> {
    folders(own).iter().find_map(|folder| read(own.tree(), folder))
}

/// The newest heading, or that of what is unreleased where there is none yet.
pub fn spot(changelog: &Changelog, wheel: &Version) -> Option<Spot> {
    let form = match changelog.unreleased {
        Some(_) => Form::Whole,
        None => Form::Named,
    };
    let spot = |span: Span, agrees| Spot {
        kind: Kind::Changelog,
        place: Place::at(&changelog.path, span),
        text: changelog.text[span.start..span.end].to_owned(),
        agrees,
        form,
    };
    match changelog.headings.first() {
        Some(first) => {
            // What is told of no version yet will be told of this one.
            let is_open = wheel.any_prerelease() || changelog.has_news;
            Some(spot(first.word, is_open || changelog.names(wheel)))
        }
        None => changelog.unreleased.as_ref().map(|line| Spot {
            text: "Unreleased".to_owned(),
            ..spot(line.span, true)
        }),
    }
}

/// The edits that give `to`, released on the day `today`, its heading and its link.
pub fn edits(changelog: &Changelog, to: &Release, today: Date) -> Vec<Edit> {
    let same = |heading: &&Heading| heading.version == to.pep440;
    if let Some(heading) = changelog.headings.iter().find(same) {
        return dated(changelog, heading, today).into_iter().collect();
    }
    let Some(open) = &changelog.unreleased else {
        return Vec::new();
    };
    let version = spelled(changelog, to);
    let at = open.underline.unwrap_or(open.span).end;
    let newline = newline_at(&changelog.text, at);
    let (heading, model) = match changelog.headings.first() {
        Some(model) => (after(model, &version, today), &model.line),
        None => (first(open, &version, today), open),
    };
    let underline = model.underline.map_or_else(String::new, |span| {
        let line = &changelog.text[span.start..span.end];
        let letter: String = line.chars().take(1).collect();
        let is_fitted = line.chars().count() == model.text.chars().count();
        let fitted = letter.repeat(heading.chars().count());
        format!("{newline}{}", if is_fitted { &fitted } else { line })
    });
    let text = format!("{newline}{newline}{heading}{underline}");
    let mut edits = vec![Edit::replace(&changelog.path, at..at, text)];
    edits.extend(links::moved_on(changelog, &heading, &version));
    edits
}

/// The version as other headings spell theirs.
fn spelled(changelog: &Changelog, to: &Release) -> String {
    let word = |heading: &Heading| &changelog.text[heading.word.start..heading.word.end];
    let is_semver = |heading: &Heading| heading.version.to_string() != word(heading);
    let mut early = changelog
        .headings
        .iter()
        .filter(|heading| heading.version.any_prerelease());
    let semver = to.semver.clone().filter(|_| early.any(is_semver));
    semver.unwrap_or_else(|| to.pep440.to_string())
}

/// The edit that puts the day into a heading of the version that has a word in its place.
fn dated(changelog: &Changelog, heading: &Heading, today: Date) -> Option<Edit> {
    let text = &heading.line.text;
    let lower = text.to_ascii_lowercase();
    let (at, word) = OPEN.iter().find_map(|word| Some((lower.find(word)?, word)))?;
    let start = heading.line.span.start + at;
    let rest = |other: &Heading| changelog.text[other.word.end..other.line.span.end].to_owned();
    let other = changelog
        .headings
        .iter()
        .find_map(|other| date::find(&rest(other)));
    let day = other.map_or_else(|| today.iso(), |(_, form)| form.write(today));
    Some(Edit::replace(&changelog.path, start..start + word.len(), day))
}

/// The first heading of a version, made of that of what is unreleased.
fn first(open: &Line, version: &str, today: Date) -> String {
    let marks: String = open
        .text
        .chars()
        .take_while(|letter| "# ".contains(*letter))
        .collect();
    let version = match open.text.contains('[') {
        true => format!("[{version}]"),
        false => version.to_owned(),
    };
    format!("{marks}{version} - {}", today.iso())
}

/// A heading like that of the last version: with its marks, its link and its way to write the day.
fn after(model: &Heading, version: &str, today: Date) -> String {
    let line = &model.line.text;
    let (start, end) = (
        model.word.start - model.line.span.start,
        model.word.end - model.line.span.start,
    );
    let old = &line[start..end];
    let rest = &line[end..];
    let (tail, day) = match date::find(rest) {
        Some((found, form)) => {
            let closing =
                |letter: char| !letter.is_alphanumeric() && !letter.is_whitespace() && letter != '[';
            let behind = &rest[found.end..];
            let closers = &behind[..behind.find(|letter| !closing(letter)).unwrap_or(behind.len())];
            (&rest[..found.start], format!("{}{closers}", form.write(today)))
        }
        None => (closers(rest), String::new()),
    };
    let head = match date::find(&line[..start]) {
        Some((found, form)) => format!(
            "{}{}{}",
            &line[..found.start],
            form.write(today),
            &line[found.end..start]
        ),
        None => line[..start].to_owned(),
    };
    format!("{head}{version}{}{day}", advanced(tail, old, version))
}

/// What directly closes a version in a heading: a bracket, a link, marks of emphasis.
fn closers(rest: &str) -> &str {
    let mut end = 0;
    if rest.starts_with("](") {
        end = rest.find(')').map_or(0, |end| end + 1);
    }
    let marks = |letter: char| matches!(letter, ']' | '*' | '_' | '`');
    let more = rest[end..]
        .find(|letter| !marks(letter))
        .unwrap_or(rest.len() - end);
    &rest[..end + more]
}

/// What follows a version in its heading, for the version after it: where an address compares two tags, `a...b`, the newer
/// one becomes the older.
fn advanced(text: &str, old: &str, new: &str) -> String {
    let compared = text.split_once("...").and_then(|(before, after)| {
        let start = before.rfind('/')? + 1;
        let end = after.find([')', ' ', '>']).unwrap_or(after.len());
        let (tag, rest) = after.split_at(end);
        let later = tag.replace(old, new);
        (later != tag).then(|| format!("{}{tag}...{later}{rest}", &before[..start]))
    });
    compared.unwrap_or_else(|| text.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::edit::replaced;
    use crate::tree::Tree;

    fn released(file: &str, text: &str, version: &str) -> String {
        let tree = Tree::memory([(file, text)]);
        let changelog = read(&tree, "").expect("a changelog");
        let to = Release {
            pep440: version.parse().expect("a version"),
            semver: Some(version.to_owned()),
        };
        let today = Date::parse("2026-11-26").expect("a day");
        replaced(text, &edits(&changelog, &to, today)).expect("edits do not meet")
    }

    #[test]
    fn what_is_unreleased_comes_under_a_heading_like_the_last_one() {
        for (unreleased, last, new) in [
            (
                "## [Unreleased]",
                "## [0.4.0] - 2026-01-02",
                "## [0.5.0] - 2026-11-26",
            ),
            ("## Unreleased", "## 0.4.0 - 2026-01-02", "## 0.5.0 - 2026-11-26"),
            ("## Unreleased", "## v0.4.0", "## v0.5.0"),
            ("## Unreleased", "## 0.4.0 — 2 Jan 2026", "## 0.5.0 — 26 Nov 2026"),
            (
                "## Unreleased",
                "## demo 0.4.0 (released on 02 Jan 2026)",
                "## demo 0.5.0 (released on 26 Nov 2026)",
            ),
            (
                "## Unreleased",
                "## 0.4.0 (January 2, 2026) - The big one",
                "## 0.5.0 (November 26, 2026)",
            ),
            ("## Unreleased", "## 0.4.0: The big one", "## 0.5.0"),
            (
                "## Unreleased",
                "## [0.4.0] - 2026-01-02 [YANKED]",
                "## [0.5.0] - 2026-11-26",
            ),
            ("## Unreleased", "## 2026-01-02 0.4.0", "## 2026-11-26 0.5.0"),
            (
                "## Unreleased",
                "## [0.4.0](https://example.org/compare/v0.3.0...v0.4.0) (2026-01-02)",
                "## [0.5.0](https://example.org/compare/v0.4.0...v0.5.0) (2026-11-26)",
            ),
        ] {
            let rest = "\n\n- A change.\n\n";
            let text = format!("# Changes\n\n{unreleased}{rest}{last}\n\n- Old.\n\n## 0.3.0\n");
            let expected = text.replace(unreleased, &format!("{unreleased}\n\n{new}"));
            assert_eq!(released("CHANGELOG.md", &text, "0.5.0"), expected);
        }
    }

    #[test]
    fn the_first_version_and_other_forms() {
        assert_eq!(
            released(
                "CHANGELOG.md",
                "# C\r\n\r\n## [Unreleased]\r\n\r\n- A.\r\n",
                "0.1.0"
            ),
            "# C\r\n\r\n## [Unreleased]\r\n\r\n## [0.1.0] - 2026-11-26\r\n\r\n- A.\r\n"
        );
        assert_eq!(
            released(
                "CHANGES.rst",
                "Changes\n=======\n\nUnreleased\n----------\n\n* A.\n\n0.9 (2026-01-02)\n----------------\n",
                "0.10.0"
            ),
            "Changes\n=======\n\nUnreleased\n----------\n\n0.10.0 (2026-11-26)\n-------------------\n\n* A.\n\n0.9 (2026-01-02)\n----------------\n"
        );
        assert_eq!(
            released(
                "CHANGELOG.md",
                "# C\n\n## 0.5.0 (unreleased)\n\n- A.\n\n## 0.4.0 (2026-01-02)\n",
                "0.5.0"
            ),
            "# C\n\n## 0.5.0 (2026-11-26)\n\n- A.\n\n## 0.4.0 (2026-01-02)\n"
        );
        let told = "# C\n\n## Unreleased\n\n## 0.5.0 - 2026-01-02\n";
        assert_eq!(released("CHANGELOG.md", told, "0.5.0"), told);
    }

    #[test]
    fn an_underline_is_as_long_as_others_are() {
        let text = "Unreleased\n---\n\n- A.\n\n0.9.0\n---\n";
        let after = text.replacen("\n\n", "\n\n0.10.0\n---\n\n", 1);
        assert_eq!(released("CHANGES.md", text, "0.10.0"), after);
    }

    #[test]
    fn both_links_move_on() {
        let text = |links: &str, heading: &str| {
            format!("# C\n\n## [Unreleased]\n\n{heading}- A.\n\n## [0.4.0] - 2026-01-02\n\n{links}\n")
        };
        let before = "[Unreleased]: https://example.org/compare/v0.4.0...HEAD\n[0.4.0]: https://example.org/compare/v0.3.0...v0.4.0";
        let after = "[Unreleased]: https://example.org/compare/v0.5.0...HEAD\n[0.5.0]: https://example.org/compare/v0.4.0...v0.5.0\n[0.4.0]: https://example.org/compare/v0.3.0...v0.4.0";
        let heading = "## [0.5.0] - 2026-11-26\n\n";
        assert_eq!(
            released("CHANGELOG.md", &text(before, ""), "0.5.0"),
            text(after, heading)
        );
        // Links in the headings show how tags are named by now.
        let inline = "# C\n\n## [Unreleased]\n\n- A.\n\n## [0.4.0](https://example.org/compare/demo-v0.3.0...demo-v0.4.0)\n\n\
                      [Unreleased]: https://example.org/compare/v0.2.0...main\n";
        let heading = "## [0.5.0](https://example.org/compare/demo-v0.4.0...demo-v0.5.0)\n\n";
        assert_eq!(
            released("CHANGELOG.md", inline, "0.5.0"),
            inline
                .replace("- A.", &format!("{heading}- A."))
                .replace("/v0.2.0...main", "/demo-v0.5.0...main")
        );
        let heading = "## [0.5.0] - 2026-11-26\n\n";
        // One that was forgotten compares with the last version all the same.
        let stale = before.replace("v0.4.0...HEAD", "v0.2.0...HEAD");
        assert_eq!(
            released("CHANGELOG.md", &text(&stale, ""), "0.5.0"),
            text(after, heading)
        );
    }
}
