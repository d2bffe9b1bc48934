//! Where the lines, blocks and commas around the values of a TOML text stand.

use crate::syntax::toml::{Node, Style};
use crate::text::place::Span;

/// The newline that a text is written with.
pub fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(end) if text[..end].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The newline that ends the line of a byte; that of the text where the line has none.
///
/// In a text with both, lines that are put behind this one must not change how it ends.
pub fn newline_at(text: &str, offset: usize) -> &'static str {
    match text[offset..].split_once('\n') {
        Some((line, _)) if line.ends_with('\r') => "\r\n",
        Some(_) => "\n",
        None => newline(text),
    }
}

/// From the key of an entry, or from an item, to its last byte.
pub fn bounds(node: Node<'_>) -> Option<(usize, usize)> {
    let start = node.key_span().or(node.value_span())?.start;
    Some((start, last_byte(node)?))
}

/// The offset after the last byte of a value, or of what stands under a header or behind dotted keys.
fn last_byte(node: Node<'_>) -> Option<usize> {
    match node.style() {
        Some(Style::Header | Style::Implied | Style::Dotted) => entries_here(node)
            .into_iter()
            .filter_map(last_byte)
            .chain(node.value_span().map(|span| span.end))
            .max(),
        _ => node.value_span().map(|span| span.end),
    }
}

/// The entries that are written under the header of this very table.
fn entries_here(node: Node<'_>) -> Vec<Node<'_>> {
    let mut entries = node.entries();
    entries.retain(|entry| match entry.style() {
        Some(style) => matches!(style, Style::Inline | Style::Dotted),
        None => !entry.is_tables(),
    });
    entries
}

/// The one of the entries written here that ends last, from its key to its last byte.
pub fn last_entry(table: Node<'_>) -> Option<Span> {
    let entries = entries_here(table).into_iter().flat_map(entry_spans);
    entries.max_by_key(|entry| entry.end)
}

/// From the key to the last byte of the value, one span for each line of a dotted table.
pub fn entry_spans(node: Node<'_>) -> Vec<Span> {
    if node.style() == Some(Style::Dotted) {
        return node.entries().into_iter().flat_map(entry_spans).collect();
    }
    let start = node.key_span().or(node.value_span());
    let end = last_byte(node);
    start
        .zip(end)
        .map(|(start, end)| Span {
            start: start.start,
            end,
        })
        .into_iter()
        .collect()
}

/// The blocks of a table and of the tables in it: from each header to the last byte under it.
pub fn blocks(node: Node<'_>) -> Vec<Span> {
    let own = node.value_span().filter(|_| node.style() == Some(Style::Header));
    let mut spans: Vec<Span> = own
        .and_then(|header| {
            Some(Span {
                start: header.start,
                end: last_byte(node)?.max(header.end),
            })
        })
        .into_iter()
        .collect();
    for entry in node.entries() {
        match entry.style() {
            Some(Style::Header | Style::Implied) => spans.extend(blocks(entry)),
            None if entry.is_tables() => spans.extend(entry.items().into_iter().flat_map(blocks)),
            _ => {}
        }
    }
    spans.sort();
    spans
}

/// Where a new header can be put behind a table: after its last line and the comments that follow at once.
pub fn block_end(table: Node<'_>) -> Option<usize> {
    let text = &table.toml().text;
    let mut end = line_end(text, last_byte(table)?.max(table.value_span()?.end));
    loop {
        let next = text[end..].find('\n').map(|newline| end + newline + 1);
        match next {
            Some(next) if text[next..].trim_start_matches([' ', '\t']).starts_with('#') => {
                end = line_end(text, next);
            }
            _ => return Some(end),
        }
    }
}

/// Where the comments begin that stand right above the line of a byte, or that line.
pub fn comments_above(text: &str, offset: usize) -> usize {
    let mut start = line_start(text, offset);
    while start > 0 {
        let above = line_start(text, start - 1);
        if !text[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

/// The lines that a span stands on, with their newline, without a byte order mark.
pub fn whole_lines(text: &str, span: Span) -> Span {
    let start = line_start(text, span.start);
    let mark = if text[start..].starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let end = line_end(text, span.end);
    let newline = text[end..].find('\n').map_or(0, |newline| newline + 1);
    Span {
        start: start + mark,
        end: end + newline,
    }
}

/// The start of the line in which a byte stands.
pub fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The end of the line, before its newline.
pub fn line_end(text: &str, offset: usize) -> usize {
    let line = text[offset..].split('\n').next().unwrap_or_default();
    offset + line.strip_suffix('\r').unwrap_or(line).len()
}

/// The comma behind a value, past white space and comments.
pub fn comma_after(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut offset = from;
    while offset < to {
        match text.as_bytes()[offset] {
            b',' => return Some(offset),
            b'#' => offset = line_end(text, offset),
            b' ' | b'\t' | b'\r' | b'\n' => offset += 1,
            _ => return None,
        }
    }
    None
}
