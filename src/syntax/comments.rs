//! The comments of a file, in whatever language it is written.

use std::sync::Arc;

use crate::syntax::{python, rust, toml, yaml};
use crate::text::place::Span;

/// What a comment begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `#`
    Hash,
    /// `//`
    Slashes,
}

impl Mark {
    /// The comments that the file at `path` may hold; `None` for one that is prose, data, or made by a tool.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
        match (name, suffix) {
            (_, "rs") => Some(Self::Slashes),
            (
                _,
                "toml" | "yml" | "yaml" | "py" | "pyi" | "sh" | "bash" | "mk" | "just" | "ini" | "cfg" | "in",
            )
            | ("Makefile" | "makefile" | "GNUmakefile" | "justfile" | "Justfile" | ".justfile", _)
            | ("Dockerfile" | ".gitignore" | "Cargo.lock" | "uv.lock", _) => Some(Self::Hash),
            _ => None,
        }
    }

    /// How it is written.
    pub fn written(self) -> &'static str {
        match self {
            Self::Hash => "#",
            Self::Slashes => "//",
        }
    }
}

/// The comments in the text of the file at `path`, up to the end of their lines, sorted; none inside of strings.
pub fn comments(path: &Arc<str>, text: &Arc<str>) -> Vec<Span> {
    let suffix = path.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    match (Mark::of(path), suffix) {
        (None, _) => Vec::new(),
        (_, "rs") => rust::comments(text),
        (_, "toml" | "lock") => toml::comments(text),
        (_, "py" | "pyi") => python::comments(text),
        (_, "yml" | "yaml") => yaml::parse::comments(text),
        _ => lines(text, |line| line.contains('#')),
    }
}

/// The same, and the lines that are comments of the scripts in the blocks of a YAML file.
pub fn comments_of_all(path: &Arc<str>, text: &Arc<str>) -> Vec<Span> {
    let mut spans = comments(path, text);
    if path.ends_with(".yml") || path.ends_with(".yaml") {
        spans.extend(lines(text, |line| line.trim_start().starts_with('#')));
        spans.sort();
        spans.dedup();
    }
    spans
}

/// From the first `#` that begins a line or follows a blank to the end of its line, in the lines that count.
fn lines(text: &str, counts: impl Fn(&str) -> bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let begins = |at: &usize| line[..*at].chars().next_back().is_none_or(char::is_whitespace);
        let hash = line.match_indices('#').map(|(at, _)| at).find(begins);
        if let Some(at) = hash.filter(|_| counts(line)) {
            spans.push((start + at..end).into());
        }
        start += line.len();
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let spans = comments_of_all(&path.into(), &text.into());
        spans
            .iter()
            .map(|span| text[span.start..span.end].to_owned())
            .collect()
    }

    #[test]
    fn strings_and_documentation_are_no_comments() {
        let toml = "\u{feff}# a\r\nx = \"# no\" # b\r\ny = \"\"\"\r\n# no\r\n\"\"\" # c";
        assert_eq!(found("a.toml", toml), ["# a", "# b", "# c"]);
        let rust = "//! no\n// a\nfn f<'a>() { /* no /* // no */ */ let _ = (\"// no\", '\"', r#\"// no\"#); } // b\n/// no\nmod x; // c";
        assert_eq!(found("a.rs", rust), ["// a", "// b", "// c"]);
        assert_eq!(found("a.rs", "fn f( // no"), [""; 0]);
        let python = "# a\nx = '# no'  # b\ny = \"\"\"\n# no\n\"\"\"\n";
        assert_eq!(found("a.pyi", python), ["# a", "# b"]);
        let yaml = "# a\nx: 'a # no' # b\nrun: |\n  # c\n  make # no\n";
        assert_eq!(found("a.yml", yaml), ["# a", "# b", "# c"]);
        assert_eq!(found("justfile", "a: # b\n# c\n\techo x#y\n"), ["# b", "# c"]);
        assert_eq!(found("README.md", "# no\n"), [""; 0]);
    }
}
