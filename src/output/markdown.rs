//! A phrase as Markdown, in which nothing that a file says is markup, a link or HTML.

/// What is markup outside of code.
const MARKS: &str = "\\`*_~[]<>&|$";

/// `phrase`, which is one line: what stands in backticks is code, and the rest is text.
///
/// A backtick that ends up alone, or beside another, is text too: a file may say it to end our code.
pub fn markdown(phrase: &str) -> String {
    let mut written = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some(character) = rest.chars().next() {
        if let Some(code) = code(rest) {
            written += code;
            rest = &rest[code.len()..];
            continue;
        }
        let (text, others) = rest.split_at(match character {
            '`' => rest.len() - rest.trim_start_matches('`').len(),
            other => other.len_utf8(),
        });
        for character in text.chars() {
            if MARKS.contains(character) {
                written.push('\\');
            }
            written.push(character);
        }
        rest = others;
    }
    written
}

/// The code that `text` begins with, with its backticks, which are single ones.
fn code(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('`')?;
    let length = inside.find('`').filter(|length| *length > 0)?;
    let is_single = !inside[length + 1..].starts_with('`');
    is_single.then(|| &text[..length + 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_code_and_the_rest_is_text() {
        for (phrase, written) in [
            ("`a_b` is not `<c>` & more", "`a_b` is not `<c>` \\& more"),
            ("[x](y) *z* a\\b", "\\[x\\](y) \\*z\\* a\\\\b"),
            ("`a `<img src=x>` b`", "`a `\\<img src=x\\>` b`"),
            ("``<b>`` and ` alone", "\\`\\`\\<b\\>\\`\\` and \\` alone"),
            ("`a``<i>` x", "\\`a\\`\\`\\<i\\>\\` x"),
            ("", ""),
        ] {
            assert_eq!(markdown(phrase), written);
        }
    }
}
