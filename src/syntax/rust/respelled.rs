//! A source that names crates and modules otherwise.                                  [door: proc_macro2]

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::syntax::rust::files::is_judged;
use crate::syntax::rust::spans::bytes;
use crate::text::edit::splice;
use crate::text::place::Span;

/// The source with another beginning of its paths: of each pair, `crate::a` for one, the second in the place of the first.
///
/// The first pair that fits counts. Strings and comments stay, and so does what is visible to: `pub(in crate::a)`. `None`
/// where nothing changes, and for a text that is not even tokens.
pub fn respelled(text: &str, paths: &[(String, String)]) -> Option<String> {
    if !is_judged(text) {
        return None;
    }
    let mut tokens = Vec::new();
    flatten(text.parse().ok()?, &mut tokens);
    let mut found: Vec<(Span, &str)> = Vec::new();
    for at in 0..tokens.len() {
        let is_first = at == 0 || !matches!(tokens[at - 1].0.as_str(), ":" | "." | "$" | PUB);
        let fits = |(old, _): &&(String, String)| is_first && length(&tokens[at..], old).is_some();
        if let Some((old, new)) = paths.iter().find(fits)
            && let Some(count) = length(&tokens[at..], old)
        {
            let end = tokens[at + count - 1].1.end;
            found.push(((tokens[at].1.start..end).into(), new));
        }
    }
    let result = splice(text, &found)?;
    (result != text).then_some(result)
}

/// What stands for `in` in `pub(in …)`.
const PUB: &str = "pub in";

/// How many tokens the path `old` takes, if they begin with it and it goes on, or if it is imported as it is.
fn length(tokens: &[(String, Span)], old: &str) -> Option<usize> {
    let parts: Vec<&str> = old.split("::").collect();
    let count = parts.len() * 3 - 2;
    let is_path = |at: usize| tokens.get(at).is_some_and(|(token, _)| token == ":");
    let is_whole = parts.iter().enumerate().all(|(index, part)| {
        tokens.get(index * 3).is_some_and(|(token, _)| token == part)
            && (index + 1 == parts.len() || is_path(index * 3 + 1) && is_path(index * 3 + 2))
    });
    let goes_on = is_path(count) && is_path(count + 1);
    (is_whole && goes_on).then_some(count)
}

/// The tokens of a source one after the other, and where each stands; brackets are left out but for what must not be taken.
fn flatten(stream: TokenStream, tokens: &mut Vec<(String, Span)>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                let is_public = tokens.last().is_some_and(|(token, _)| token == "pub");
                let first = tokens.len() + 1;
                tokens.push(("(".to_owned(), bytes(group.span_open())));
                flatten(group.stream(), tokens);
                if is_public && group.delimiter() == Delimiter::Parenthesis {
                    let inside = tokens.get_mut(first).filter(|(token, _)| token == "in");
                    inside.into_iter().for_each(|token| PUB.clone_into(&mut token.0));
                }
                tokens.push((")".to_owned(), bytes(group.span_close())));
            }
            token => tokens.push((token.to_string(), bytes(token.span()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, pairs: &[(&str, &str)]) -> Option<String> {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
            .collect();
        respelled(text, &pairs)
    }

    #[test]
    fn paths_begin_otherwise_wherever_they_stand() {
        let out = [("crate::py", "crate"), ("crate", "fast")];
        for (before, after) in [
            ("use crate::{a, b};", "use fast::{a, b};"),
            ("use crate::py::a;", "use crate::a;"),
            (
                "fn f() { println!(\"{}\", crate :: a(1)) }",
                "fn f() { println!(\"{}\", fast :: a(1)) }",
            ),
            ("for x in crate::all() {}", "for x in fast::all() {}"),
            (
                "fn f(x: &crate::A) -> Vec<crate::B> {}",
                "fn f(x: &fast::A) -> Vec<fast::B> {}",
            ),
        ] {
            assert_eq!(with(before, &out).as_deref(), Some(after));
        }
        let home = with("use fast::a; fn f() { fast::b() }", &[("fast", "crate")]);
        assert_eq!(home.as_deref(), Some("use crate::a; fn f() { crate::b() }"));
    }

    #[test]
    fn what_is_no_such_path_stays() {
        for text in [
            "pub(crate) fn f() {}",
            "pub(in crate::a) fn f() {}",
            "// crate::a\nconst A: &str = \"crate::a\";",
            "macro_rules! m { () => { $crate::a() } }",
            "fn f() { a.crate_::b; other::crate_::c }",
            "fn (",
        ] {
            assert_eq!(with(text, &[("crate", "fast")]), None, "{text}");
        }
        assert_eq!(
            with("use a::fast::b; fn f() { x.fast::<u8>() }", &[("fast", "crate")]),
            None
        );
    }
}
