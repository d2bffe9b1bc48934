//! A script with what stands in the place of templates.

use std::ops::Range;

use crate::syntax::actions::length_inside;
use crate::text::place::Span;

/// The character that stands for a template whose text is not known.
pub const UNKNOWN: char = '\u{e000}';

/// The characters of a script after GitHub's or just's templates are filled in, and where each comes from.
pub fn filled(text: &str, known: &dyn Fn(&str) -> Option<String>) -> Vec<(char, Span)> {
    let mut filled = Vec::with_capacity(text.len());
    let plain = |filled: &mut Vec<(char, Span)>, part: Range<usize>| {
        let span = |at: usize, character: char| Span::from(at..at + character.len_utf8());
        let characters = text[part.clone()].char_indices();
        filled.extend(characters.map(|(at, character)| (character, span(part.start + at, character))));
    };
    let mut at = 0;
    while let Some(braces) = text[at..].find("{{").map(|found| at + found) {
        let inside = braces + 2;
        let line = text[inside..].lines().next().unwrap_or_default();
        let Some(length) = length_inside(line).or_else(|| line.find("}}")) else {
            plain(&mut filled, at..braces + 1);
            at = braces + 1;
            continue;
        };
        let start = braces - usize::from(text[at..braces].ends_with('$'));
        plain(&mut filled, at..start);
        at = inside + length + 2;
        let span = Span::from(start..at);
        match known(text[inside..inside + length].trim()) {
            Some(value) => filled.extend(value.chars().map(|character| (character, span))),
            None => filled.push((UNKNOWN, span)),
        }
    }
    plain(&mut filled, at..text.len());
    filled
}
