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

impl Position {
    /// The position of the byte at `offset` in `text`; an offset inside a character counts as its start.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = &text[..text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[line_start..]
            .trim_start_matches('\u{feff}')
            .chars()
            .count();
        Self {
            line: before.matches('\n').count() + 1,
            column: column + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points_and_skip_the_byte_order_mark() {
        let text = "\u{feff}ab\r\näöx";
        let of = |needle| Position::of(text, text.find(needle).expect("needle is there"));
        assert_eq!(of('b'), Position { line: 1, column: 2 });
        assert_eq!(of('x'), Position { line: 2, column: 3 });
        assert_eq!(Position::of(text, usize::MAX), Position { line: 2, column: 4 });
    }
}
