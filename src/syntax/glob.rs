//! Patterns of paths, in which `*` stays in one folder and `**` does not.             [door: globset]

use globset::{GlobBuilder, GlobSet};

use super::is_too_deep;

/// A pattern.
#[derive(Debug)]
pub struct Glob(GlobSet);

impl Glob {
    /// Reads a pattern; `None` for what is none, or is too large to be judged.
    pub fn parse(text: &str) -> Option<Self> {
        if is_too_deep(text) {
            return None;
        }
        let glob = GlobBuilder::new(text).literal_separator(true).build().ok()?;
        GlobSet::new([glob]).ok().map(Self) // a single one would not say that it is too large
    }

    /// Whether it is a pattern of this path.
    pub fn matches(&self, path: &str) -> bool {
        self.0.is_match(path)
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
}
