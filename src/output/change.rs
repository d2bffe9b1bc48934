//! What a fix changes, as lines that go and lines that come.                                 [door: similar]

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{ChangeTag, TextDiff};

use crate::output::location::Texts;
use crate::output::path::shown;
use crate::output::{LONGEST, Style};
use crate::text::edit::{Edit, Fix, splice};
use crate::text::place::{Lines, Span};
use crate::text::printable::printable;

/// More lines of one fix than a person reads beside a finding; `--diff` shows all.
const MOST: usize = 16;
/// Escape sequences for what goes, what comes and what is around.
const COLORS: [&str; 4] = ["\x1b[31m", "\x1b[32m", "\x1b[1;94m", "\x1b[0m"];

/// One line of the page: what stands in the margin, and the text.
enum Line {
    Path(String),
    Gone(usize, String),
    Come(usize, String),
    Same(usize, String),
    Between,
}

/// The lines that `fix` changes, each file under its path.
pub fn change(texts: &Texts<'_>, fix: &Fix, style: &Style) -> String {
    let mut lines = Vec::new();
    let mut files: BTreeMap<&str, Vec<(Span, &str)>> = BTreeMap::new();
    for edit in &fix.edits {
        let path = shown(&style.prefix, edit.path());
        match edit {
            Edit::Replace { path, span, text } => files.entry(path).or_default().push((*span, text)),
            Edit::Create { text, .. } => {
                lines.push(Line::Path(format!("{path} (new)")));
                let written = text.lines().enumerate();
                lines.extend(written.map(|(index, line)| Line::Come(index + 1, line.to_owned())));
            }
            Edit::Delete { .. } => lines.push(Line::Path(format!("{path} (deleted)"))),
            Edit::Rename { to, .. } => {
                lines.push(Line::Path(format!(
                    "{path} (renamed to {})",
                    shown(&style.prefix, to)
                )));
            }
        }
    }
    for (path, mut replacements) in files {
        let Some(text) = texts.lines(path) else { continue };
        lines.push(Line::Path(shown(&style.prefix, path)));
        replacements.sort_by_key(|(span, _)| *span);
        hunks(&text, &replacements, &mut lines);
    }
    page(&lines, style)
}

/// Adds the lines that these replacements, which are sorted, touch in `text`, with one line before and one after.
fn hunks(whole: &Lines, replacements: &[(Span, &str)], lines: &mut Vec<Line>) {
    let text = whole.text();
    let mut shift = 0;
    let mut rest = replacements;
    while let Some((first, _)) = rest.first() {
        let mut range = around(text, *first);
        let mut count = 1;
        while let Some((next, _)) = rest
            .get(count)
            .filter(|(next, _)| around(text, *next).start <= range.end)
        {
            range.end = range.end.max(around(text, *next).end);
            count += 1;
        }
        let within = |(span, new): &(Span, &'_ str)| {
            let moved = span.start - range.start..span.end - range.start;
            (Span::from(moved), (*new).to_owned())
        };
        let moved: Vec<(Span, String)> = rest[..count].iter().map(within).collect();
        let moved: Vec<(Span, &str)> = moved.iter().map(|(span, new)| (*span, new.as_str())).collect();
        rest = &rest[count..];
        if range.end - range.start > LONGEST {
            continue;
        }
        let old = &text[range.clone()];
        let Some(new) = splice(old, &moved) else { continue };
        if !matches!(lines.last(), Some(Line::Path(_))) {
            lines.push(Line::Between);
        }
        let start = whole.position(range.start).line;
        let (mut before, mut after) = (start, start.saturating_add_signed(shift));
        for change in TextDiff::from_lines(old, &new).iter_all_changes() {
            let line = change.value().trim_start_matches('\u{feff}');
            let line = line.trim_end_matches(['\n', '\r']).to_owned();
            lines.push(match change.tag() {
                ChangeTag::Delete => Line::Gone(before, line),
                ChangeTag::Insert => Line::Come(after, line),
                ChangeTag::Equal => Line::Same(after, line),
            });
            before += usize::from(change.tag() != ChangeTag::Insert);
            after += usize::from(change.tag() != ChangeTag::Delete);
        }
        shift = after.cast_signed() - before.cast_signed();
    }
}

/// The whole lines that a span touches, and a line before and after them.
fn around(text: &str, span: Span) -> Range<usize> {
    let start_of = |offset: usize| text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let end_of = |offset: usize| {
        text[offset..]
            .find('\n')
            .map_or(text.len(), |end| offset + end + 1)
    };
    let first = start_of(span.start);
    // A span that ends with a line does not touch the next one.
    let last = if span.end == start_of(span.end) {
        span.end
    } else {
        end_of(span.end)
    };
    start_of(first.saturating_sub(1))..end_of(last)
}

fn page(lines: &[Line], style: &Style) -> String {
    let number = |line: &Line| match line {
        Line::Gone(number, _) | Line::Come(number, _) | Line::Same(number, _) => *number,
        Line::Path(_) | Line::Between => 0,
    };
    let shown = &lines[..lines.len().min(MOST)];
    let margin = shown
        .iter()
        .map(number)
        .max()
        .unwrap_or_default()
        .to_string()
        .len();
    let [red, green, blue, end] = if style.color { COLORS } else { [""; 4] };
    let row = |color: &str, number: &dyn std::fmt::Display, sign: char, text: &str| {
        let text: String = printable(&text.replace('\t', "    "))
            .chars()
            .take(style.width.saturating_sub(margin + 3))
            .collect();
        let text = format!("{sign} {text}");
        format!("{blue}{number:>margin$}{end} {color}{}{end}\n", text.trim_end())
    };
    let mut page = String::new();
    for line in shown {
        page.push_str(&match line {
            Line::Path(path) => format!("{blue}{:margin$}-->{end} {path}\n", ""),
            Line::Gone(number, text) => row(red, number, '-', text),
            Line::Come(number, text) => row(green, number, '+', text),
            Line::Same(number, text) => row("", number, '|', text),
            Line::Between => format!("{blue}...{end}\n"),
        });
    }
    match lines.len() - shown.len() {
        0 => {}
        1 => page.push_str("... and 1 more line (`--diff` shows all)\n"),
        more => page.push_str(&format!("... and {more} more lines (`--diff` shows all)\n")),
    }
    page
}
