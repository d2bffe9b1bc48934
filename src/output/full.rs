//! Findings for people, with their source lines.                                     [door: annotate-snippets]

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::finding::{Finding, Severity};
use crate::output::change::change;
use crate::output::path::shown;
use crate::output::{Style, page};
use crate::text::edit::Applicability;
use crate::text::place::Place;
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
    let mut text = String::new();
    for finding in findings {
        text.push_str(&renderer.render(&groups(tree, finding, style)));
        text.push('\n');
        if let Some(fix) = &finding.fix {
            text.push_str(&change(tree, fix, style));
        }
        text.push('\n');
    }
    text
}

fn groups<'a>(tree: &Tree, finding: &'a Finding, style: &Style) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let page = page(&style.docs_url, finding.rule);
    let mut title = level.primary_title(finding.message.as_str()).id(finding.rule);
    if !style.docs_url.is_empty() && style.color {
        title = title.id_url(page.clone());
    }
    let mut group = element(Group::with_title(title), tree, style, &finding.place, None);
    for (place, label) in &finding.related {
        group = element(group, tree, style, place, Some(label));
    }
    if !style.docs_url.is_empty() {
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
    tree: &Tree,
    style: &Style,
    place: &Place,
    label: Option<&'a str>,
) -> Group<'a> {
    let path = shown(&style.prefix, &place.path);
    let text = tree.text(&place.path);
    let (Some(text), Some(span)) = (text, place.span) else {
        let group = group.element(Origin::path(path));
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
    // A byte order mark is no character of the first line.
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let place = span.start.saturating_sub(mark)..span.end.saturating_sub(mark);
    let annotation = kind.span(place).label(label);
    let snippet = Snippet::source(harmless(&text[mark..])).path(path);
    group.element(snippet.annotation(annotation))
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
