//! Patterns of paths, in which `*` stays in one folder and `**` does not.             [door: globset]

use globset::{GlobBuilder, GlobSet};

use crate::syntax::is_too_deep;

/// A pattern.
#[derive(Clone, Debug)]
pub struct Glob(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// A path. Like a pattern with one star, and these are most, it needs no automaton.
    Path(String),
    /// What stands before and behind its only star.
    Star(String, String),
    Any(GlobSet),
}

impl Glob {
    /// Reads a pattern; `None` for what is none, or is too large to be judged.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = |part: &str| !part.contains(['*', '?', '[', ']', '{', '}', '\\']);
        match text.split_once('*') {
            None if is_plain(text) => return Some(Self(Kind::Path(text.to_owned()))),
            Some((before, after)) if is_plain(before) && is_plain(after) => {
                return Some(Self(Kind::Star(before.to_owned(), after.to_owned())));
            }
            _ => {}
        }
        if is_too_deep(text) {
            return None;
        }
        let glob = GlobBuilder::new(text).literal_separator(true).build().ok()?;
        let set = GlobSet::new([glob]).ok()?; // a single one would not say that it is too large
        Some(Self(Kind::Any(set)))
    }

    /// Whether it is a pattern of this path.
    pub fn matches(&self, path: &str) -> bool {
        match &self.0 {
            Kind::Path(wanted) => path == wanted,
            Kind::Star(before, after) => path
                .strip_prefix(before.as_str())
                .and_then(|rest| rest.strip_suffix(after.as_str()))
                .is_some_and(|name| !name.contains('/')),
            Kind::Any(set) => set.is_match(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_paths() {
        let matches = |pattern: &str, path: &str| Glob::parse(pattern).map(|glob| glob.matches(path));
        assert_eq!(matches("crates/*", "crates/a"), Some(true));
        assert_eq!(matches("crates/*", "crates/a/b"), Some(false));
        assert_eq!(matches("**/*.rs", "a/b/c.rs"), Some(true));
        assert_eq!(matches("LICENSE", "LICENSE.md"), Some(false));
        assert_eq!(matches("[", "["), None);
        assert_eq!(matches(&"?".repeat(500_000), "a"), None);
        assert_eq!(matches(&("{a,".repeat(20_000) + &"}".repeat(20_000)), "a"), None);
    }

    #[test]
    fn simple_patterns_are_what_globset_makes_of_them() {
        for text in ["", "a", "a/b", "*", "a*", "*b", "a*b", "a/*", "*/b", ".*", "a*a"] {
            let glob = GlobBuilder::new(text).literal_separator(true).build();
            let matcher = glob.expect("a pattern").compile_matcher();
            let own = Glob::parse(text).expect("a pattern");
            assert!(!matches!(own.0, Kind::Any(_)));
            for path in [
                "", "a", "b", "ab", "a/b", "a/", "/b", "a/c/b", ".a", "aa", "a\nb", "ä/b",
            ] {
                assert_eq!(own.matches(path), matcher.is_match(path), "{text} {path:?}");
            }
        }
    }
}
