//! How far a source nests without brackets, which exhausts a recursive parser's stack all the same.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Larger sources are generated; their tokens would take 200 times as much memory.
pub const MAX_BYTES: usize = 1 << 20;

/// More operators than this in one expression, type or pattern are written by no person.
const MAX_RUN: usize = 512;

/// Words that stand before an expression, and can before each other.
const PREFIXES: [&str; 7] = ["break", "for", "if", "in", "match", "return", "while"];

/// Whether operators may be nested too deeply, as in `!!!!x` or `A<A<A<B>>>`, so that a source is not judged at all.
///
/// Operators that follow each other without nesting count too.
pub fn is_too_long(tokens: &TokenStream) -> bool {
    is_longer(tokens, 0)
}

/// The same for what stands in brackets, with as many operators before them.
///
/// Attributes do not count, and so lines of documentation do not: they stand beside each other.
fn is_longer(tokens: &TokenStream, before: usize) -> bool {
    let mut run = before;
    let mut after_block = false;
    let mut attribute = Attribute::None;
    tokens.clone().into_iter().any(|token| {
        attribute = attribute.then(&token);
        let goes_on = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '=');
        if after_block && !goes_on {
            run = before;
        }
        after_block = matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        match token {
            TokenTree::Punct(mark) if matches!(mark.as_char(), ',' | ';') => run = before,
            TokenTree::Punct(_) if attribute != Attribute::None => {}
            TokenTree::Punct(_) => run += 1,
            TokenTree::Ident(word) if PREFIXES.iter().any(|prefix| word == prefix) => run += 1,
            TokenTree::Group(group) if is_longer(&group.stream(), run) => return true,
            TokenTree::Group(_) if attribute == Attribute::Brackets => {}
            TokenTree::Group(_) => run += 1,
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        run > MAX_RUN
    })
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
    fn then(self, token: &TokenTree) -> Self {
        match (self, token) {
            (_, TokenTree::Punct(mark)) if mark.as_char() == '#' => Self::Hash,
            (Self::Hash, TokenTree::Punct(mark)) if mark.as_char() == '!' => Self::Inner,
            (Self::Hash | Self::Inner, TokenTree::Group(group))
                if group.delimiter() == Delimiter::Bracket =>
            {
                Self::Brackets
            }
            _ => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> bool {
        !is_too_long(&text.parse().expect("tokens"))
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
