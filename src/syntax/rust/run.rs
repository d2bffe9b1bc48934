//! How far a source nests without brackets, which exhausts a recursive parser's stack all the same. [door: syn]

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::parse::{Parse, ParseStream, Parser as _};

/// Larger sources are generated; their tokens would take 200 times as much memory.
pub const MAX_BYTES: usize = 1 << 20;

/// More operators than this in one expression, type or pattern are written by no person.
const MAX_RUN: usize = 512;

/// Words that stand before an expression, and can before each other.
const PREFIXES: [&str; 7] = ["break", "for", "if", "in", "match", "return", "while"];

/// What tokens come to; `None` if they do not parse, or are such as no person writes.
pub fn parsed<T: Parse>(tokens: TokenStream) -> Option<T> {
    let parser = |input: ParseStream<'_>| match is_too_long(input.cursor()) {
        true => Err(input.error("it nests too deeply")),
        false => input.parse(),
    };
    parser.parse2(tokens).ok()
}

/// Whether operators may be nested too deeply, as in `!!!!x` or `A<A<A<B>>>`, so that a source is not judged at all.
///
/// Operators that follow each other without nesting count too.
fn is_too_long(tokens: Cursor<'_>) -> bool {
    is_longer(tokens, 0)
}

/// The same for what stands in brackets, with as many operators before them.
///
/// Attributes do not count, and so lines of documentation do not: they stand beside each other.
fn is_longer(mut tokens: Cursor<'_>, before: usize) -> bool {
    let mut run = before;
    let mut after_block = false;
    let mut attribute = Attribute::None;
    while let Some((token, rest)) = Token::next(tokens) {
        tokens = rest;
        attribute = attribute.then(&token);
        if after_block && !matches!(token, Token::Mark('=')) {
            run = before;
        }
        after_block = matches!(token, Token::Group(Delimiter::Brace, _));
        match token {
            Token::Mark(',' | ';') => run = before,
            Token::Mark(_) if attribute != Attribute::None => {}
            Token::Mark(_) | Token::Prefix => run += 1,
            Token::Group(_, inner) if is_longer(inner, run) => return true,
            Token::Group(..) if attribute == Attribute::Brackets => {}
            Token::Group(..) => run += 1,
            Token::Other => {}
        }
        if run > MAX_RUN {
            return true;
        }
    }
    false
}

/// What is told apart of a token.
enum Token<'a> {
    Group(Delimiter, Cursor<'a>),
    Mark(char),
    /// One of [`PREFIXES`].
    Prefix,
    Other,
}

impl<'a> Token<'a> {
    /// The next token, and what follows it. A group is not copied.
    fn next(tokens: Cursor<'a>) -> Option<(Self, Cursor<'a>)> {
        if let Some((inner, delimiter, _, rest)) = tokens.any_group() {
            return Some((Self::Group(delimiter, inner), rest));
        }
        let (token, rest) = tokens.token_tree()?;
        let token = match token {
            TokenTree::Punct(mark) => Self::Mark(mark.as_char()),
            TokenTree::Ident(word) if PREFIXES.iter().any(|prefix| word == prefix) => Self::Prefix,
            _ => Self::Other,
        };
        Some((token, rest))
    }
}

/// How much of an attribute, `#[…]` or `#![…]`, has been read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    None,
    Hash,
    Inner,
    Brackets,
}

impl Attribute {
    fn then(self, token: &Token<'_>) -> Self {
        match (self, token) {
            (_, Token::Mark('#')) => Self::Hash,
            (Self::Hash, Token::Mark('!')) => Self::Inner,
            (Self::Hash | Self::Inner, Token::Group(Delimiter::Bracket, _)) => Self::Brackets,
            _ => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> bool {
        let buffer = syn::buffer::TokenBuffer::new2(text.parse().expect("tokens"));
        !is_too_long(buffer.begin())
    }

    #[test]
    fn what_people_write_is_judged() {
        assert!(judged(&"fn f(a: &str) -> A<B<C>> { -a.b() }\n".repeat(1000)));
        assert!(judged(
            &("//! A line.\n".repeat(1000) + &"/// One more.\n".repeat(1000) + "fn f() {}")
        ));
        assert!(judged(&format!("const X: &[i8] = &[{}];", "-1, ".repeat(5000))));
        assert!(judged(&format!(
            "fn f() {{ if a == b {} }}",
            "{} else if !a { b }".repeat(2000)
        )));
    }

    #[test]
    fn what_would_exhaust_the_stack_is_not() {
        for hostile in [
            "!", "A<", "|x| ", "a = ", "[] = ", "{} = ", "return ", "a::", "match ", "!#[a] ",
        ] {
            assert!(!judged(&hostile.repeat(600)), "{hostile}");
        }
        let mixed = format!("{}(", "-".repeat(100)).repeat(10) + &")".repeat(10);
        assert!(!judged(&mixed));
    }
}
