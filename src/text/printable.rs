//! Text as it may be shown, without what could act on a terminal or hide others.       [door: icu_properties]

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

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

/// So many bytes in words: `12 B`, `3.4 kB`, `5.6 MB`.
pub fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes / (unit / 10)) as f64 / 10.0;
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", tenths(1_000)),
        _ => format!("{:.1} MB", tenths(1_000_000)),
    }
}

/// The first few of many names as code, and how many others there are: `` `a`, `b` and 7 more``.
pub fn first_few<T: AsRef<str>>(names: &[T]) -> String {
    const FEW: usize = 3;
    let quoted = |name: &T| format!("`{}`", name.as_ref());
    if names.len() <= FEW + 1 {
        return enumerated(&names.iter().map(quoted).collect::<Vec<_>>());
    }
    let few: Vec<String> = names[..FEW].iter().map(quoted).collect();
    format!("{} and {} more", few.join(", "), names.len() - FEW)
}

/// `text` with every character that is not printable escaped, as Python, YAML and TOML write it; its lines stay lines.
pub fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// `text` on one line, with every character that is not printable escaped, as Python, YAML and TOML write it.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut is_symbol = false;
    for character in text.chars() {
        match (character, u32::from(character)) {
            _ if !is_unprintable(character) => shown.push(character),
            // It draws the symbol before it in colour, as tools do that begin their lines with one.
            ('\u{fe0f}', _) if is_symbol => shown.push(character),
            ('\n', _) => shown.push_str("\\n"),
            ('\r', _) => shown.push_str("\\r"),
            ('\t', _) => shown.push_str("\\t"),
            (_, code @ ..0x100) => shown.push_str(&format!("\\x{code:02x}")),
            (_, code @ ..0x1_0000) => shown.push_str(&format!("\\u{code:04x}")),
            (_, code) => shown.push_str(&format!("\\U{code:08x}")),
        }
        is_symbol = category(character) == GeneralCategory::OtherSymbol;
    }
    shown
}

/// Whether a character could act on a terminal, turn a line around, hide or be hidden: by its properties in Unicode.
pub fn is_unprintable(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    matches!(
        category(character),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::Unassigned
    ) || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

fn category(character: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_in_colour_is_no_hidden_text() {
        assert_eq!(
            printable("\u{26a0}\u{fe0f}  a\u{fe0f}"),
            "\u{26a0}\u{fe0f}  a\\ufe0f"
        );
    }

    #[test]
    fn a_phrase_is_one_readable_line() {
        assert_eq!(phrase("a\nb\u{202e}é"), "a\\nb\\u202eé");
        let long = phrase(&format!("`{}` is too long", "ä".repeat(90_000)));
        assert!(long.chars().count() < LONGEST, "{}", long.len());
        assert!(long.starts_with("`ää") && long.ends_with("ä` is too long"));
    }

    #[test]
    fn what_acts_hides_or_is_nothing_is_not_printable() {
        for (kind, characters) in [
            ("controls", "\0\u{7}\t\r\u{1b}\u{7f}\u{85}\u{9b}"),
            (
                "directions",
                "\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}",
            ),
            (
                "other formats",
                "\u{ad}\u{600}\u{180e}\u{200b}\u{200d}\u{2060}\u{feff}\u{fff9}\u{13430}\u{1d173}",
            ),
            ("lines", "\n\u{2028}\u{2029}"),
            ("tags", "\u{e0001}\u{e0020}\u{e007f}"),
            ("fillers", "\u{34f}\u{115f}\u{17b4}\u{3164}\u{ffa0}"),
            (
                "variation selectors",
                "\u{180b}\u{fe00}\u{fe0f}\u{e0100}\u{e01ef}",
            ),
            ("private", "\u{e000}\u{f8ff}\u{f0000}\u{10fffd}"),
            ("nothing", "\u{378}\u{fdd0}\u{ffff}\u{e0000}\u{10ffff}"),
        ] {
            for character in characters.chars() {
                assert!(is_unprintable(character), "{kind}: {character:?}");
                let shown = printable(&character.to_string());
                assert!(
                    shown.is_ascii() && shown.starts_with('\\') && shown.len() > 1,
                    "{shown}"
                );
            }
        }
        for text in [
            "naïve — “ok” …",
            "日本 한글",
            "שלום مرحبا",
            "e\u{301}",
            "🎡👍🏽",
            "\u{a0}\u{3000}",
            "∑ √2 ﷽",
        ] {
            assert_eq!(printable(text), text);
        }
        assert_eq!(printable_lines("a\nb\r\n"), "a\nb\\r\n");
        assert_eq!(printable("\u{1b}\u{61c}\u{e0041}"), "\\x1b\\u061c\\U000e0041");
    }
}
