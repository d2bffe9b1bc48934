//! Readers of the languages that a project is written in; each says where a text is broken.

pub mod toml;
pub mod layout;
pub mod splice;
pub mod yaml;
pub mod rust;
pub mod python;

use crate::place::Span;

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

/// Refuses brackets nested too deeply for recursive parsers; brackets in strings and comments count too.
fn refuse_deep_nesting(text: &str) -> Result<(), SyntaxError> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return Err(SyntaxError {
                message: format!("brackets are nested more than {MAX_NESTING} deep"),
                span: (offset..offset + 1).into(),
            });
        }
    }
    Ok(())
}
