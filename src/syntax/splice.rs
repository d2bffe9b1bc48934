//! The few operations that every TOML fix is made of; each gives edits of the original bytes.
//!
//! Nothing is ever printed from a parsed document: that would change line ends, a byte order mark, the last
//! newline and the order of dotted keys. New text takes the file's own newline and indentation.

use crate::syntax::layout::{
    block_end, blocks, bounds, comma_after, comments_above, entry_spans, last_entry, line_end, line_start,
    newline, newline_at, whole_lines,
};
use crate::syntax::toml::{Node, Style, Toml};
pub use crate::syntax::toml::{key, quoted};
use crate::text::edit::Edit;
use crate::text::place::Span;

/// Puts another value in the place of a value; `None` for a table that has no braces.
pub fn replace(node: Node<'_>, value: &str) -> Option<Edit> {
    let span = node.value_span().filter(|_| is_value(node))?;
    Some(Edit::replace(&node.toml().path, span, value))
}

/// Puts `text` in the place of a string, between the quotes that it has where nothing needs an escape.
pub fn respell(string: Node<'_>, text: &str) -> Option<Edit> {
    let (old, written) = (string.as_str()?, string.written()?);
    let is_plain = !text.contains(['\'', '"', '\\']) && !text.contains(char::is_control);
    let quote = ['\'', '"']
        .into_iter()
        .find(|quote| written == format!("{quote}{old}{quote}"));
    match quote.filter(|_| is_plain) {
        Some(quote) => replace(string, &format!("{quote}{text}{quote}")),
        None => replace(string, &quoted(text)),
    }
}

/// Gives a key another name; `None` for a table that has no braces, whose name other lines may repeat.
pub fn rename(node: Node<'_>, name: &str) -> Option<Edit> {
    let span = node.key_span().filter(|_| is_value(node))?;
    Some(Edit::replace(&node.toml().path, span, key(name)))
}

/// Whether a node stands behind one `=`.
fn is_value(node: Node<'_>) -> bool {
    !node.is_tables() && matches!(node.style(), None | Some(Style::Inline))
}

/// Adds `name = value` to the table at `path`, making the table where there is none.
///
/// `None` where the path leads through something that is no table.
pub fn insert(toml: &Toml, path: &[&str], name: &str, value: &str) -> Option<Edit> {
    insert_all(toml, path, &[(name, value)])
}

/// Adds several entries to one table, in their order, as [`insert`] adds one.
pub fn insert_all(toml: &Toml, path: &[&str], entries: &[(&str, &str)]) -> Option<Edit> {
    let mut depth = 0;
    let mut table = toml.root();
    while let Some(inner) = path.get(depth).and_then(|key| table.get(key)) {
        table = inner;
        depth += 1;
    }
    let missing = &path[depth..];
    let newline = newline(&toml.text);
    let dotted = |keys: &[&str]| keys.iter().map(|part| key(part)).collect::<Vec<_>>().join(".");
    let below = |keys: &[&str]| -> Vec<String> {
        let line = |(name, value): &(&str, &str)| format!("{} = {value}", dotted(&[keys, &[*name]].concat()));
        entries.iter().map(line).collect()
    };
    match table.style()? {
        Style::Inline => {
            let entry = below(missing).join(", ");
            Some(push_separated(
                table,
                table.value_span()?,
                &table.entries(),
                &entry,
            ))
        }
        Style::Dotted => {
            // The keys from the table that has a header (or the root) down to here stand before each entry.
            let style = |length: usize| toml.get(&path[..length]).and_then(Node::style);
            let header = (0..depth).rfind(|&length| style(length) != Some(Style::Dotted))?;
            let last = last_entry(table).filter(|_| style(header) != Some(Style::Inline))?;
            Some(insert_lines(toml, last, &below(&path[header..])))
        }
        Style::Header if missing.is_empty() => {
            let last = last_entry(table).or(table.value_span())?;
            Some(insert_lines(toml, last, &below(&[])))
        }
        Style::Implied if path.is_empty() => {
            if let Some(last) = last_entry(table) {
                return Some(insert_lines(toml, last, &below(&[])));
            }
            let start = toml.text.len() - toml.text.trim_start_matches('\u{feff}').len();
            Some(Edit::replace(
                &toml.path,
                start..start,
                below(&[]).join(newline) + newline,
            ))
        }
        style => {
            let end = block_end(table).filter(|_| style == Style::Header);
            let newline = end.map_or(newline, |end| newline_at(&toml.text, end));
            let block = format!("[{}]{newline}{}", dotted(path), below(&[]).join(newline));
            match end {
                Some(end) => Some(Edit::replace(
                    &toml.path,
                    end..end,
                    format!("{newline}{newline}{block}"),
                )),
                None => Some(append(toml, &block)),
            }
        }
    }
}

/// Adds text at the end of a document, after an empty line, with the newline that the document has.
pub fn append(toml: &Toml, block: &str) -> Edit {
    let newline = newline(&toml.text);
    let text = &toml.text;
    let (before, after) = match text.as_ref() {
        "" | "\u{feff}" => ("", newline),
        text if text.ends_with('\n') => (newline, newline),
        _ => (if newline == "\r\n" { "\r\n\r\n" } else { "\n\n" }, ""),
    };
    Edit::replace(
        &toml.path,
        text.len()..text.len(),
        format!("{before}{block}{after}"),
    )
}

/// Takes an entry out of its table, with its line and the comment on that line; a table with all that is in it.
pub fn remove(toml: &Toml, path: &[&str]) -> Option<Vec<Edit>> {
    let (_, around) = path.split_last()?;
    let node = toml.get(path)?;
    let braces = |length| {
        toml.get(&path[..length])
            .is_some_and(|table| table.style() == Some(Style::Inline))
    };
    if braces(around.len()) && node.style() != Some(Style::Dotted) {
        let around = toml.get(around)?;
        return Some(vec![remove_separated(around, &around.entries(), node)?]);
    }
    if (1..path.len()).any(braces) || node.is_tables() {
        return None;
    }
    let spans = match node.style() {
        Some(Style::Header | Style::Implied) => blocks(node),
        _ => entry_spans(node),
    };
    Some(cut(
        toml,
        spans
            .into_iter()
            .map(|span| whole_lines(&toml.text, span))
            .collect(),
    ))
}

/// Takes whole lines away, and the empty lines before them where more or the end follow; where the last line goes
/// and had no newline, the one before it keeps none either.
fn cut(toml: &Toml, mut lines: Vec<Span>) -> Vec<Edit> {
    let text = &toml.text;
    lines.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in lines {
        match merged.last_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let mut before = 0;
    for span in &mut merged {
        if text[span.end..]
            .lines()
            .next()
            .is_none_or(|line| line.trim().is_empty())
        {
            let kept = text[..span.start].trim_end_matches(['\r', '\n']).len();
            let line = text[kept..].find('\n').map_or(kept, |newline| kept + newline + 1);
            span.start = line.clamp(before, span.start);
        }
        before = span.end;
    }
    if let Some(mut last) = merged.pop_if(|last| last.end == text.len() && !text.ends_with('\n')) {
        loop {
            last.start = text[..last.start].trim_end_matches(['\r', '\n']).len();
            match merged.pop_if(|before| before.end >= last.start) {
                Some(before) => last.start = before.start,
                None => break,
            }
        }
        merged.push(last);
    }
    merged
        .into_iter()
        .map(|span| Edit::replace(&toml.path, span, ""))
        .collect()
}

/// Adds an item at the end of an array.
pub fn push(array: Node<'_>, value: &str) -> Option<Edit> {
    let span = array.value_span().filter(|_| array.is_array())?;
    Some(push_separated(array, span, &array.items(), value))
}

/// Takes an item out of an array, with its comma; with its line, if it stands alone on it.
pub fn remove_item(array: Node<'_>, index: usize) -> Option<Edit> {
    let items = array.items();
    remove_separated(array, &items, *items.get(index)?)
}

/// Moves a table under a header, and the tables in it, to the end of another document.
///
/// `None` if the other document has a table of that name.
pub fn move_table(from: &Toml, path: &[&str], to: &Toml) -> Option<Vec<Edit>> {
    if to.get(path).is_some() {
        return None;
    }
    let block = tables(from.get(path)?, |span| span.start)?;
    let mut edits = remove(from, path)?;
    edits.push(append(to, &with_newline(&block, newline(&to.text))));
    Some(edits)
}

/// Copies tables under headers, with the tables in them and the comments above, to the end of another document.
///
/// `None` if one of them has no header.
pub fn copy_tables(from: &Toml, paths: &[&[&str]], to: &Toml) -> Option<Edit> {
    let start = |span: Span| comments_above(&from.text, span.start);
    let copy = |path: &&[&str]| tables(from.get(path)?, start);
    let block = paths.iter().map(copy).collect::<Option<Vec<_>>>()?.join("\n\n");
    Some(append(to, &with_newline(&block, newline(&to.text))))
}

/// The text of a table under a header, or of several of one name, and of the tables in it, each from where `start` says.
fn tables(node: Node<'_>, start: impl Fn(Span) -> usize) -> Option<String> {
    let text = &node.toml().text;
    let has_header = node.is_tables() || matches!(node.style(), Some(Style::Header | Style::Implied));
    let block = |span: Span| &text[start(span)..line_end(text, span.end)];
    let each = if node.is_tables() {
        node.items()
    } else {
        vec![node]
    };
    let copied = || each.into_iter().flat_map(blocks).map(block).collect::<Vec<_>>();
    has_header.then(|| copied().join("\n\n"))
}

fn with_newline(block: &str, newline: &str) -> String {
    block.replace("\r\n", "\n").replace('\n', newline)
}

/// Adds lines behind a header or the last entry below it, indented as that is.
fn insert_lines(toml: &Toml, last: Span, entries: &[String]) -> Edit {
    let text = &toml.text;
    let line = &text[line_start(text, last.start)..];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let at = line_end(text, last.end);
    let lines = entries
        .iter()
        .map(|entry| format!("{}{indent}{entry}", newline_at(text, at)));
    Edit::replace(&toml.path, at..at, lines.collect::<String>())
}

/// Adds `text` at the end of what stands in brackets or braces with commas between: on a line of its own where
/// the last one has one, and with a comma behind it where that one has one.
fn push_separated(around: Node<'_>, span: Span, all: &[Node<'_>], text: &str) -> Edit {
    let toml = around.toml();
    let source = &toml.text;
    let newline = newline_at(
        source,
        all.last()
            .and_then(|node| bounds(*node))
            .map_or(span.start, |(_, end)| end),
    );
    let (first, last) = (
        all.first().and_then(|node| bounds(*node)),
        all.last().and_then(|node| bounds(*node)),
    );
    let Some(((first, _), (start, end))) = first.zip(last) else {
        let inside = source[span.start + 1..span.end - 1].trim();
        let close = line_start(source, span.end - 1);
        return match (inside, around.is_array()) {
            ("", true) => Edit::replace(&toml.path, span, format!("[{text}]")),
            ("", false) => Edit::replace(&toml.path, span, format!("{{ {text} }}")),
            _ => Edit::replace(&toml.path, close..close, format!("  {text}{newline}")),
        };
    };
    let comma = comma_after(source, end, span.end);
    if !source[end..span.end].contains('\n') {
        return match comma {
            Some(comma) => Edit::replace(&toml.path, comma + 1..comma + 1, format!(" {text},")),
            None => Edit::replace(&toml.path, end..end, format!(", {text}")),
        };
    }
    let own_line = [start, first]
        .into_iter()
        .find(|start| source[line_start(source, *start)..*start].trim().is_empty());
    let indent = own_line.map_or("  ", |start| &source[line_start(source, start)..start]);
    match comma {
        Some(comma) => {
            let at = line_end(source, comma);
            Edit::replace(&toml.path, at..at, format!("{newline}{indent}{text},"))
        }
        None => {
            let at = line_end(source, end);
            let comment = &source[end..at];
            Edit::replace(&toml.path, end..at, format!(",{comment}{newline}{indent}{text}"))
        }
    }
}

/// Takes one of several things with commas between them away, with one comma.
///
/// Where it stands alone on its lines they go, with the comment behind it; no other comment goes.
fn remove_separated(around: Node<'_>, all: &[Node<'_>], one: Node<'_>) -> Option<Edit> {
    let toml = one.toml();
    let text = &toml.text;
    let (start, end) = bounds(one)?;
    let comma = comma_after(text, end, around.value_span()?.end);
    let commented = comma.map_or("", |comma| &text[end..comma]);
    let commented = if commented.contains('#') { commented } else { "" };
    let after = comma.map_or(end, |comma| comma + 1);
    let rest = text[after..line_end(text, after)].trim_start_matches([' ', '\t']);
    let before = text[..start].trim_end_matches([' ', '\t']);
    let opens_line = before.len() <= line_start(text, start);
    if opens_line && commented.is_empty() && (rest.is_empty() || rest.starts_with('#')) {
        let lines = whole_lines(text, (start..after).into());
        return Some(Edit::replace(&toml.path, lines, ""));
    }
    let ends = || {
        all.iter()
            .flat_map(|node| entry_spans(*node))
            .map(|span| span.end)
    };
    let previous = ends().filter(|other| *other <= start).max();
    let is_last = ends().max() == Some(end);
    if let Some(previous) = previous.filter(|previous| is_last && !text[*previous..start].contains('#')) {
        return Some(Edit::replace(&toml.path, previous..end, ""));
    }
    let start = if rest.is_empty() { before.len() } else { start };
    let after = line_end(text, after) - rest.len();
    Some(Edit::replace(&toml.path, start..after, commented))
}
