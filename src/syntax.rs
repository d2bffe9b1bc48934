//! Readers of the languages that a project is written in; each says where a text is broken.

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

/// Whether brackets may be nested too deeply for recursive parsers, so that a text is not judged at all.
///
/// Brackets in strings and comments count too: it says nothing about whether the text is valid.
pub(crate) fn is_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_NESTING
    })
}
