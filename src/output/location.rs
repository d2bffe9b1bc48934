//! Places as programs are told them: a path and, where a span is meant, where that begins and ends.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use crate::output::digest::sha256;
use crate::text::place::{self, Lines, Place};
use crate::tree::Tree;

/// The texts that places are told of, each of which is counted once for all of them.
#[derive(Debug)]
pub struct Texts<'a> {
    tree: &'a Tree,
    lines: RefCell<BTreeMap<String, Option<Rc<Lines>>>>,
    digests: RefCell<BTreeMap<String, String>>,
}

impl<'a> Texts<'a> {
    /// The texts of a project.
    pub fn of(tree: &'a Tree) -> Self {
        Self {
            tree,
            lines: RefCell::default(),
            digests: RefCell::default(),
        }
    }

    /// The lines of the file at `path`; `None` where there is no such file.
    pub fn lines(&self, path: &str) -> Option<Rc<Lines>> {
        let mut known = self.lines.borrow_mut();
        if let Some(lines) = known.get(path) {
            return lines.clone();
        }
        let lines = self.tree.text(path).map(|text| Rc::new(Lines::of(text)));
        known.insert(path.to_owned(), lines.clone());
        lines
    }

    /// The SHA-256 of the file at `path`; `None` where there is no such file.
    pub fn digest(&self, path: &str) -> Option<String> {
        let mut known = self.digests.borrow_mut();
        if let Some(digest) = known.get(path) {
            return Some(digest.clone());
        }
        let digest = sha256(self.tree.text(path)?.as_bytes());
        known.insert(path.to_owned(), digest.clone());
        Some(digest)
    }
}

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
    pub fn of(texts: &Texts<'_>, place: &'a Place) -> Self {
        Self {
            path: &place.path,
            span: place.span.and_then(|span| Span::of(texts, &place.path, span)),
        }
    }
}

impl Span {
    /// Where a span of a file is; `None` where there is no such file.
    pub fn of(texts: &Texts<'_>, path: &str, span: place::Span) -> Option<Self> {
        let lines = texts.lines(path)?;
        let position = |offset| {
            let place::Position { line, column } = lines.position(offset);
            Position { line, column, offset }
        };
        Some(Self {
            start: position(span.start),
            end: position(span.end),
        })
    }
}
