//! The comments of a Rust source.                                                     [door: proc_macro2]

use proc_macro2::TokenTree;

use crate::syntax::is_too_deep;
use crate::syntax::rust::spans::bytes;
use crate::text::place::Span;

/// The line comments of a text, each from its `//` to the end of the line; documentation is none.
///
/// They stand between the tokens: no string is taken for one. There are none in a text that is not even tokens.
pub fn comments(text: &str) -> Vec<Span> {
    let mut tokens = Vec::new();
    if !is_too_deep(text)
        && let Ok(stream) = text.parse()
    {
        collect_tokens(stream, &mut tokens);
    }
    let mut found = Vec::new();
    let starts = tokens.iter().map(|token| token.start).chain([text.len()]);
    let mut end = 0;
    for (start, next) in starts.zip(tokens.iter().map(|token| token.end).chain([text.len()])) {
        let mut at = end;
        while let Some(gap) = text.get(at..start) {
            let blank = gap.len() - gap.trim_start().len();
            let rest = &gap[blank..];
            at += blank;
            if rest.starts_with("//") {
                let length = rest.find('\n').unwrap_or(rest.len());
                let length = rest[..length].trim_end().len();
                found.push((at..at + length).into());
                at += length;
            } else if rest.starts_with("/*") {
                at += block_comment(rest);
            } else {
                break;
            }
        }
        end = next;
    }
    found
}

/// The bytes of the comment that `text` begins with; such comments stand in each other.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(offset) = text[at..].find(['/', '*']) {
        at += offset;
        match text.get(at..at + 2) {
            Some("/*") => depth += 1,
            Some("*/") => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn collect_tokens(stream: proc_macro2::TokenStream, spans: &mut Vec<Span>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                spans.push(bytes(group.span_open()));
                collect_tokens(group.stream(), spans);
                spans.push(bytes(group.span_close()));
            }
            token => spans.push(bytes(token.span())),
        }
    }
}
