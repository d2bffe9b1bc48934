//! Projects whose files nobody wrote: real ones, cut up, mixed and filled with what readers trip over.

use crate::drawn::Draw;
use crate::drawn_project::Source;
use crate::examples::Files;

/// What ends, opens, escapes or means something in one of the languages that are read.
const ODD: [&str; 64] = [
    "`",
    "\"",
    "'",
    "\"\"\"",
    "r#\"",
    "\\",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "ä",
    "aä",
    "🦀",
    "\r",
    "\n",
    "\r\n",
    "\t",
    " ",
    "#",
    "//",
    "/*",
    "*/",
    "${{",
    "}}",
    "${{ matrix.os }}",
    "${{ fromJSON('[') }}",
    "<<: *a",
    "&a ",
    "*a",
    "- ",
    ": ",
    "? ",
    "|",
    ">-",
    "!!",
    "---\n",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "[[",
    "=",
    "..",
    "../",
    "@",
    ";",
    "[x]",
    "-",
    "_",
    ".",
    ">=",
    "==",
    "*",
    "<<EOF\n",
    "$(",
    "&&",
    "<img src=x>",
    "#[pyclass] ",
    "#[pymodule] ",
    "fn f(",
    "def f(",
    "class A: ",
    "0",
];
/// Numbers and versions that are large, small or none.
const NUMBERS: [&str; 8] = [
    "0",
    "-1",
    "3.9",
    "3.15.0rc1",
    "99999999999999999999",
    "1e9",
    "1..2",
    "v1",
];
/// The endings of files that a machine reads.
const READ: [&str; 12] = [
    ".toml",
    ".yml",
    ".yaml",
    ".rs",
    ".py",
    ".pyi",
    ".lock",
    ".sh",
    ".md",
    "justfile",
    "Makefile",
    ".gitignore",
];

impl Source {
    /// The project of a seed, some files of which are mangled.
    pub fn mangled(&self, seed: u64) -> Files {
        let mut draw = Draw::seeded(seed);
        let mut files = self.examples[draw.below(self.examples.len())].clone();
        if draw.one_in(3) {
            let others = &self.examples[draw.below(self.examples.len())];
            for (path, text) in others {
                files.entry(path.clone()).or_insert_with(|| text.clone());
            }
        }
        let is_read = |path: &&String| READ.iter().any(|end| path.ends_with(end));
        let paths: Vec<String> = files.keys().filter(is_read).cloned().collect();
        for _ in 0..=draw.below(4) {
            let path = &paths[draw.below(paths.len())];
            let other = self.other(path, &mut draw);
            let text = files.get_mut(path).expect("it is one of them");
            for _ in 0..=draw.below(6) {
                mangle(text, other, &mut draw);
            }
        }
        files
    }

    /// A file of the same kind in another project.
    fn other(&self, path: &str, draw: &mut Draw) -> &str {
        let end = |path: &str| path.rsplit('.').next().map(str::to_owned);
        let examples = (0..8).map(|_| &self.examples[draw.below(self.examples.len())]);
        let mut same = examples.flatten().filter(|(other, _)| end(other) == end(path));
        same.next().map_or("", |(_, text)| text)
    }
}

/// Changes a text in one place.
fn mangle(text: &mut String, other: &str, draw: &mut Draw) {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        *text = draw.of(&ODD).to_owned();
        return;
    }
    let (line, target) = (draw.below(lines.len()), draw.below(lines.len()));
    let others: Vec<&str> = other.split_inclusive('\n').collect();
    match draw.below(12) {
        0 => _ = lines.remove(line),
        1 => lines.insert(target, lines[line]),
        2 => lines.swap(line, target),
        3 if !others.is_empty() => lines.insert(target, others[draw.below(others.len())]),
        4 if !others.is_empty() => {
            lines.truncate(line);
            lines.extend(&others[draw.below(others.len())..]);
        }
        5 => {
            let indented = format!("{}{}", draw.of(&["  ", "\t", " ", "    "]), lines[line]);
            lines[line] = &indented;
            *text = lines.concat();
            return;
        }
        6 => lines[line] = lines[line].trim_start_matches([' ', '\t']),
        7 => {
            let (word, number) = (digits(text, draw), draw.of(&NUMBERS));
            if let Some(word) = word {
                text.replace_range(word, number);
            }
            return;
        }
        8 => {
            let (start, end) = (boundary(text, draw), boundary(text, draw));
            let end = if draw.one_in(4) {
                end
            } else {
                text.floor_char_boundary(start + draw.below(12))
            };
            text.replace_range(start.min(end)..start.max(end), "");
            return;
        }
        9 => {
            let (odd, times) = (draw.of(&ODD), if draw.one_in(8) { 200 } else { 1 });
            text.insert_str(boundary(text, draw), &odd.repeat(times));
            return;
        }
        _ => {
            text.insert_str(boundary(text, draw), draw.of(&ODD));
            return;
        }
    }
    *text = lines.concat();
}

fn boundary(text: &str, draw: &mut Draw) -> usize {
    text.floor_char_boundary(draw.below(text.len() + 1))
}

/// A number in the text.
fn digits(text: &str, draw: &mut Draw) -> Option<std::ops::Range<usize>> {
    let from = boundary(text, draw);
    let start = from + text[from..].find(|character: char| character.is_ascii_digit())?;
    let is_part = |character: char| character.is_ascii_digit() || character == '.';
    let length = text[start..]
        .find(|character| !is_part(character))
        .unwrap_or(text.len() - start);
    Some(start..start + length)
}
