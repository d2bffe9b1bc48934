//! Findings for people, with their source lines.                                     [door: annotate-snippets]

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::finding::{Finding, Severity};
use crate::output::change::change;
use crate::output::location::Texts;
use crate::output::path::shown;
use crate::output::{LONGEST, Style, WIDEST, page};
use crate::text::edit::Applicability;
use crate::text::place::{Lines, Place, Position, Span};
use crate::text::printable::is_unprintable;
use crate::tree::Tree;

/// Each finding with the lines of every file that it involves, marked, and the fix that is offered.
pub fn full(tree: &Tree, findings: &[Finding], style: &Style) -> String {
    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width);
    let texts = Texts::of(tree);
    let mut text = String::new();
    for finding in findings {
        text.push_str(&renderer.render(&groups(&texts, finding, style)));
        text.push('\n');
        if let Some(fix) = &finding.fix {
            text.push_str(&change(&texts, fix, style));
        }
        text.push('\n');
    }
    text
}

fn groups<'a>(texts: &Texts<'_>, finding: &'a Finding, style: &Style) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let page = page(&style.docs_url, finding.rule);
    let mut title = level.primary_title(finding.message.as_str()).id(finding.rule);
    if !style.docs_url.is_empty() && style.color {
        title = title.id_url(page.clone()); // and no line for it, which would be too long for most terminals
    }
    let mut group = element(Group::with_title(title), texts, style, &finding.place, None);
    for (place, label) in &finding.related {
        group = element(group, texts, style, place, Some(label));
    }
    if !style.docs_url.is_empty() && !style.color {
        group = group.element(Level::NOTE.message(page));
    }
    let help = match &finding.fix {
        Some(fix) => match fix.applicability {
            Applicability::Safe => format!("{} (`--fix`)", fix.title),
            Applicability::Unsafe => format!("{} (`--fix --unsafe-fixes`)", fix.title),
        },
        None if finding.help.is_empty() => return vec![group],
        None => finding.help.clone(),
    };
    vec![group, Group::with_title(Level::HELP.secondary_title(help))]
}

fn element<'a>(
    group: Group<'a>,
    texts: &Texts<'_>,
    style: &Style,
    place: &Place,
    label: Option<&'a str>,
) -> Group<'a> {
    let path = shown(&style.prefix, &place.path);
    let origin = Origin::path(path.clone());
    let (origin, excerpt) = match place.span.zip(texts.lines(&place.path)) {
        None => (origin, None),
        Some((span, lines)) => match Excerpt::of(&lines, span) {
            None => {
                let Position { line, column } = lines.position(span.start);
                (origin.line(line).char_column(column), None)
            }
            excerpt => (origin, excerpt),
        },
    };
    let Some(excerpt) = excerpt else {
        let group = group.element(origin);
        return match label {
            Some(label) => group.element(Level::NOTE.message(label)),
            None => group,
        };
    };
    let kind = if label.is_none() {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).path(path);
    group.element(snippet.annotation(kind.span(excerpt.span).label(label)))
}

/// The lines of a file that a span stands on.
struct Excerpt {
    text: String,
    /// The number of the first.
    line: usize,
    /// The span in the text.
    span: Range<usize>,
}

impl Excerpt {
    /// `None` where they are too long to be read.
    fn of(lines: &Lines, span: Span) -> Option<Self> {
        let text = lines.text();
        let end = text.floor_char_boundary(span.end);
        let start = text.floor_char_boundary(span.start).min(end);
        let (line, whole) = lines.around((start..end).into());
        let written = Some(&text[whole.start..whole.end]).filter(|written| written.len() <= LONGEST)?;
        if written.lines().any(|line| line.len() > WIDEST) {
            return None;
        }
        // A byte order mark is no character of the first line.
        let shown = written.trim_start_matches('\u{feff}');
        let first = whole.end - shown.len();
        Some(Self {
            text: harmless(shown),
            line,
            span: start.saturating_sub(first)..end.saturating_sub(first),
        })
    }
}

/// `text` with every unprintable character replaced by one of as many bytes, so that offsets stay.
fn harmless(text: &str) -> String {
    let replace = |character: char| match character {
        '\n' | '\t' | '\r' => character,
        character if is_unprintable(character) => match character.len_utf8() {
            1 => '?',
            2 => '\u{b7}',
            3 => '\u{fffd}',
            _ => '\u{1f6c7}', // a sign that forbids
        },
        character => character,
    };
    text.chars().map(replace).collect()
}
