//! Readers of the languages that a project is written in; each says where a text is broken.   [door: memchr]

pub mod toml;
pub mod layout;
pub mod splice;
pub mod yaml;
pub mod actions;
pub mod shell;
pub mod glob;
pub mod gitignore;
pub mod hint;
pub mod signature;
pub mod rust;
pub mod python;
pub mod comments;

use memchr::{memchr3_iter, memmem};

use crate::text::place::Span;

/// Deeper nesting than this is written by no person, and could exhaust a recursive parser's stack.
const MAX_NESTING: usize = 128;

/// Why a text is not valid in its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, as a phrase.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// Where `part` first stands in a text, found fast even where many of its letters stand.
pub fn find(text: &str, part: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), part.as_bytes())
}

/// Whether `part` stands in a text.
pub fn holds(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

/// Whether brackets may be nested too deeply for recursive parsers, so that a text is not judged at all.
///
/// Brackets in strings and comments count too: it says nothing about whether the text is valid.
pub(crate) fn is_too_deep(text: &str) -> bool {
    let text = text.as_bytes();
    let mut openings = memchr3_iter(b'(', b'[', b'{', text);
    if openings.clone().nth(MAX_NESTING).is_none() {
        return false;
    }
    let (mut depth, mut last) = (0_usize, 0);
    openings.any(|at| {
        let closed = memchr3_iter(b')', b']', b'}', &text[last..at]).count();
        depth = depth.saturating_sub(closed) + 1;
        last = at;
        depth > MAX_NESTING
    })
}
