//! Text as it may be shown: on one line, and without what could act on a terminal or hide others.

/// More characters than any phrase of ours has: what is longer repeats what a file holds.
const LONGEST: usize = 600;

/// `text` on one line of readable length, in printable characters.
pub fn phrase(text: &str) -> String {
    let shown = printable(text);
    let end = |characters: usize| shown.char_indices().nth(characters).map(|(offset, _)| offset);
    match (end(LONGEST), end(LONGEST / 2)) {
        (Some(_), Some(half)) => {
            let tail = shown
                .char_indices()
                .rev()
                .nth(LONGEST / 4)
                .map_or(0, |(offset, _)| offset);
            format!("{} … {}", &shown[..half], &shown[tail..])
        }
        _ => shown,
    }
}

/// Names in words: `a, b and c`.
pub fn enumerated<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        names => names.concat(),
    }
}

/// `text` with every character that could act on a terminal or hide others written as `\u{…}`.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unprintable(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a character is a control, an invisible mark or a change of direction.
pub fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_one_readable_line() {
        assert_eq!(phrase("a\nb\u{202e}é"), "a\\u{a}b\\u{202e}é");
        let long = phrase(&format!("`{}` is too long", "ä".repeat(90_000)));
        assert!(long.chars().count() < LONGEST, "{}", long.len());
        assert!(long.starts_with("`ää") && long.ends_with("ä` is too long"));
    }
}
