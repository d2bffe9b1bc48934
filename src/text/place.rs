//! Where something stands: a file and a span of bytes in it.

use std::sync::Arc;

/// A half-open range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// A file of the project, and the span in it that is meant; no span means the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the root of the project, with `/`.
    pub path: Arc<str>,
    /// The bytes that are meant.
    pub span: Option<Span>,
}

impl Place {
    /// A whole file, or one that does not exist.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            span: None,
        }
    }

    /// Some bytes of a file.
    pub fn at(path: &Arc<str>, span: impl Into<Span>) -> Self {
        Self {
            path: path.clone(),
            span: Some(span.into()),
        }
    }
}

/// A line and a column, both counted from 1, the column in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A text of which many positions are asked: its lines are counted once.
#[derive(Debug)]
pub struct Lines {
    text: Arc<str>,
    /// The offset of each line.
    starts: Vec<usize>,
    /// How many characters stand before every so many bytes: a line may be long.
    counts: Vec<usize>,
}

/// So many bytes are counted for a position at most.
const STRIDE: usize = 256;

impl Lines {
    /// The lines of `text`.
    pub fn of(text: Arc<str>) -> Self {
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        let (mut counts, mut count) = (Vec::new(), 0);
        for chunk in text.as_bytes().chunks(STRIDE) {
            counts.push(count);
            count += beginnings(chunk);
        }
        counts.push(count);
        Self { text, starts, counts }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of the byte at `offset`; an offset inside a character counts as its start.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let marks = self.text[start..offset]
            .chars()
            .take_while(|character| *character == '\u{feff}');
        Position {
            line,
            column: self.before(offset) - self.before(start) - marks.count() + 1,
        }
    }

    /// The lines that a span stands on, with their newlines, and the number of the first.
    ///
    /// The end of a text is behind its last line, not on one of its own.
    pub fn around(&self, span: Span) -> (usize, Span) {
        let last = self.starts.len() - usize::from(self.text.ends_with('\n'));
        let line = |offset| {
            self.starts
                .partition_point(|start| *start <= offset)
                .clamp(1, last.max(1))
        };
        let (first, last) = (line(span.start), line(span.end));
        let end = self.starts.get(last).copied().unwrap_or(self.text.len());
        (first, (self.starts[first - 1]..end).into())
    }

    /// How many characters stand before the byte at `offset`.
    fn before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        self.counts[stride] + beginnings(&self.text.as_bytes()[stride * STRIDE..offset])
    }
}

/// How many characters begin in these bytes of a text.
fn beginnings(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|byte| **byte & 0b1100_0000 != 0b1000_0000)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points_and_skip_the_byte_order_mark() {
        let text = "\u{feff}ab\r\näöx";
        let lines = Lines::of(text.into());
        let of = |needle| lines.position(text.find(needle).expect("needle is there"));
        assert_eq!(of('b'), Position { line: 1, column: 2 });
        assert_eq!(of('x'), Position { line: 2, column: 3 });
        assert_eq!(lines.position(usize::MAX), Position { line: 2, column: 4 });
        assert_eq!(Lines::of("".into()).position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_span_stands_on_whole_lines() {
        let lines = Lines::of("a\nbc\n\nd\n".into());
        for (span, first, around) in [
            (0..1, 1, 0..2),
            (2..3, 2, 2..5),
            (3..6, 2, 2..8),
            (5..5, 3, 5..6),
            (8..8, 4, 6..8),
        ] {
            assert_eq!(lines.around(span.into()), (first, around.into()));
        }
        for text in ["", "a", "\n"] {
            assert_eq!(
                Lines::of(text.into()).around((0..text.len()).into()),
                (1, (0..text.len()).into())
            );
        }
    }

    #[test]
    fn a_position_is_counted_wherever_it_is() {
        let text: String = (0..500)
            .map(|number| ["a", "ö", "\n", "\u{feff}", "😀"][number * 7 / 3 % 5])
            .collect();
        let lines = Lines::of(text.as_str().into());
        let (mut line, mut column) = (1, 1);
        for (offset, character) in text.char_indices() {
            assert_eq!(lines.position(offset), Position { line, column }, "{offset}");
            match character {
                '\n' => (line, column) = (line + 1, 1),
                '\u{feff}' if column == 1 => {}
                _ => column += 1,
            }
        }
    }
}
