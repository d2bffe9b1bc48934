//! JSON in which every character is printable ASCII, so that nothing in it can steer a terminal.  [door: serde_json]

use std::fmt::Write;

use serde::Serialize;

/// `document` as JSON, indented by two spaces.
pub fn json(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document).expect("our shapes have texts for keys");
    let mut ascii = String::with_capacity(text.len());
    for character in text.chars() {
        // What is not ASCII stands in a string; line ends stand between them.
        if matches!(character, ' '..='~' | '\n') {
            ascii.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(ascii, "\\u{unit:04x}"); // a `String` takes everything
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_printable_ascii_and_comes_back() {
        let strange = "\"\\/\u{8}\u{1b}\u{7f}\r\n\u{85}ä\u{202e}😀\u{e0041}";
        let text = json(&[strange]);
        assert!(
            text.chars()
                .all(|character| matches!(character, ' '..='~' | '\n')),
            "{text}"
        );
        assert_eq!(text.matches('\n').count(), 2, "{text}");
        let back: Vec<String> = serde_json::from_str(&text).expect("JSON");
        assert_eq!(back, [strange]);
        assert!(
            text.contains(r"\u007f\r\n\u0085\u00e4\u202e\ud83d\ude00"),
            "{text}"
        );
    }
}
