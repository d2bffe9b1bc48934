//! From bytes to text: any of the encodings that shells write, and no colours.

use std::borrow::Cow;

use memchr::memchr;

const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;

/// The text that `bytes` hold, without what only moves or colours it.
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        // PowerShell writes this where it is told to put an output into a file.
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            String::from_utf8(colourless(bytes).into_owned())
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    String::from_utf8_lossy(&colourless(text.as_bytes())).into_owned()
}

/// `bytes` without escape sequences (ECMA-48: `ESC [ … letter`, and `ESC ] … BEL` for links).
fn colourless(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr(ESCAPE, bytes) else {
        return Cow::Borrowed(bytes);
    };
    let mut plain = Vec::with_capacity(bytes.len());
    plain.extend_from_slice(&bytes[..first]);
    let mut rest = &bytes[first..];
    while let Some(next) = memchr(ESCAPE, rest) {
        plain.extend_from_slice(&rest[..next]);
        rest = &rest[next..];
        rest = &rest[sequence(rest)..];
    }
    plain.extend_from_slice(rest);
    Cow::Owned(plain)
}

/// The length of the sequence with which `bytes` begin.
fn sequence(bytes: &[u8]) -> usize {
    let ends = |from: usize, is_end: fn(&u8) -> bool| {
        let found = bytes.get(from..).and_then(|rest| rest.iter().position(is_end));
        found.map_or(bytes.len(), |length| from + length + 1)
    };
    match bytes.get(1) {
        Some(b'[') => ends(2, |byte| (0x40..0x7f).contains(byte) || *byte == b'\n'),
        Some(b']') => {
            let end = ends(2, |byte| matches!(*byte, BELL | ESCAPE | b'\n'));
            let is_escaped = bytes.get(end - 1) == Some(&ESCAPE);
            (end + usize::from(is_escaped)).min(bytes.len())
        }
        _ => bytes.len().min(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_links_go() {
        let coloured = b"\x1b[1m\x1b[91merror\x1b[0m: \x1b]8;;https://a\x07b\x1b]8;;\x1b\\ c\x1b[0";
        assert_eq!(text(coloured), "error: b c");
        assert_eq!(text(b"\x1b]8;;https://a\x1b"), "");
    }

    #[test]
    fn other_encodings_are_read() {
        assert_eq!(text(b"\xff\xfee\x00\xe4\x00"), "eä");
        assert_eq!(text(b"\xef\xbb\xbfa\xff"), "a\u{fffd}");
    }
}
