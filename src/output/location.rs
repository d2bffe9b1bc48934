//! Places as programs are told them: a path and, where a span is meant, where that begins and ends.

use serde::Serialize;

use crate::text::place::{self, Place};
use crate::tree::Tree;

/// A file, and the span in it that is meant.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Location<'a> {
    /// Relative to the root of the project, with `/`.
    pub path: &'a str,
    /// Absent: the file as a whole, or one that is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Span"))]
    pub span: Option<Span>,
}

/// A half-open range of one file.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Span {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// A point in a file.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Position {
    /// Counted from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: usize,
    /// In Unicode code points, counted from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub column: usize,
    /// In bytes from the start of the file.
    pub offset: usize,
}

impl<'a> Location<'a> {
    /// Where a place of the project is.
    pub fn of(tree: &Tree, place: &'a Place) -> Self {
        Self {
            path: &place.path,
            span: place.span.and_then(|span| Span::of(tree, &place.path, span)),
        }
    }
}

impl Span {
    /// Where a span of a file is; `None` where there is no such file.
    pub fn of(tree: &Tree, path: &str, span: place::Span) -> Option<Self> {
        let text = tree.text(path)?;
        let position = |offset| {
            let place::Position { line, column } = place::Position::of(&text, offset);
            Position { line, column, offset }
        };
        Some(Self {
            start: position(span.start),
            end: position(span.end),
        })
    }
}
