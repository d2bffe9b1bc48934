//! RECORD: the files of a wheel with their digests.

/// A row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The path of the file.
    pub path: String,
    /// The digest, as `sha256=…`; empty for none.
    pub digest: String,
    /// The size, as it is written; empty for none.
    pub size: String,
}

/// The rows of a RECORD; `None` where it is no table of three columns.
pub fn rows(text: &str) -> Option<Vec<Row>> {
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(row).collect()
}

/// A line of comma-separated values.
fn row(line: &str) -> Option<Row> {
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    let [path, digest, size] = <[String; 3]>::try_from(cells).ok()?;
    (!is_quoted).then_some(Row { path, digest, size })
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A SHA-256 as RECORD has it: base64 for addresses, without padding.
pub fn sha256(digest: &[u8; 32]) -> String {
    let mut text = String::from("sha256=");
    for three in digest.chunks(3) {
        let number = three
            .iter()
            .fold(0, |number, byte| number << 8 | usize::from(*byte));
        let number = number << (8 * (3 - three.len()));
        let letters = (0..=three.len()).map(|index| char::from(LETTERS[number >> (18 - 6 * index) & 63]));
        text.extend(letters);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_are_written() {
        let found = rows("a.py,sha256=x,3\r\n\"b, \"\"c\"\".py\",,\n").expect("a table");
        let path = |index: usize| found[index].path.as_str();
        assert_eq!((path(0), path(1)), ("a.py", "b, \"c\".py"));
        assert_eq!((found[0].size.as_str(), found[1].digest.as_str()), ("3", ""));
        assert!(rows("a,b\n").is_none() && rows("\"a,b,c\n").is_none());
    }

    #[test]
    fn a_digest_is_written_as_wheels_have_it() {
        // The digest of nothing.
        let digest = [
            0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
            0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
        ];
        assert_eq!(
            sha256(&digest),
            "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
        );
    }
}
