//! Patterns of paths as .gitignore has them.                                          [door: ignore]

use std::sync::OnceLock;

use ignore::Match;
use ignore::gitignore::GitignoreBuilder;

/// The patterns of one file, which are about what stands in and below its folder.
///
/// They become automata only when they are asked about a path in which one of their beginnings stands.
#[derive(Clone, Debug, Default)]
pub struct Gitignore {
    patterns: Vec<String>,
    beginnings: Vec<String>,
    matcher: OnceLock<ignore::gitignore::Gitignore>,
}

impl Gitignore {
    /// Reads one pattern a line; a line that is none ignores nothing.
    pub fn of<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Self {
        Self::choosing(lines.into_iter().map(|line| plain(line.as_ref())))
    }

    /// Reads patterns in which braces choose, as ripgrep has them.
    pub fn choosing<T: AsRef<str>>(patterns: impl IntoIterator<Item = T>) -> Self {
        let patterns = patterns.into_iter().map(|pattern| pattern.as_ref().to_owned());
        let is_one = |pattern: &String| !pattern.starts_with('#') && !pattern.trim_end().is_empty();
        let patterns: Vec<String> = patterns.filter(is_one).collect();
        Self {
            beginnings: patterns.iter().map(|pattern| beginning(pattern)).collect(),
            patterns,
            matcher: OnceLock::new(),
        }
    }

    /// Whether a file or folder, by its path from the folder of the patterns, is ignored; `None` if no pattern is about it.
    pub fn verdict(&self, path: &str, is_folder: bool) -> Option<bool> {
        match self.matcher(path)?.matched(path, is_folder) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        }
    }

    /// Whether a file or folder is ignored, or a folder around it.
    pub fn ignores(&self, path: &str, is_folder: bool) -> bool {
        let matcher = self.matcher(path);
        matcher.is_some_and(|matcher| matcher.matched_path_or_any_parents(path, is_folder).is_ignore())
    }

    /// What matches the patterns; `None` where none of them is about `path`, or what is around it.
    fn matcher(&self, path: &str) -> Option<&ignore::gitignore::Gitignore> {
        if let Some(matcher) = self.matcher.get() {
            return Some(matcher);
        }
        let whole = ["/", path].concat();
        if !self.beginnings.iter().any(|beginning| whole.contains(beginning)) {
            return None;
        }
        Some(self.matcher.get_or_init(|| {
            let mut builder = GitignoreBuilder::new("");
            for pattern in &self.patterns {
                let _ = builder.add_line(None, pattern);
            }
            builder
                .build()
                .unwrap_or_else(|_| ignore::gitignore::Gitignore::empty())
        }))
    }
}

/// What stands in every path that a pattern is about, with a slash before it: its first letters that mean themselves.
fn beginning(pattern: &str) -> String {
    let pattern = pattern.strip_prefix('!').unwrap_or(pattern);
    let (slash, rest) = match pattern.trim_start_matches('/') {
        rest if rest.starts_with('*') => ("", rest.trim_start_matches('*')),
        rest => ("/", rest),
    };
    let end = rest
        .find(['*', '?', '[', ']', '{', '}', '\\'])
        .unwrap_or(rest.len());
    [slash, rest[..end].trim_end().trim_end_matches('/')].concat()
}

/// What is wrong with a pattern.
pub fn wrong(pattern: &str) -> Option<String> {
    let error = GitignoreBuilder::new("").add_line(None, &plain(pattern)).err()?;
    Some(error.to_string())
}

/// The pattern with braces as the letters that they are to git; the matcher would choose between what stands in them.
fn plain(pattern: &str) -> String {
    let mut plain = String::with_capacity(pattern.len());
    let mut is_escaped = false;
    for letter in pattern.chars() {
        if matches!(letter, '{' | '}') && !is_escaped {
            plain.push('\\');
        }
        is_escaped = letter == '\\' && !is_escaped;
        plain.push(letter);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_about_would_not_match() {
        #[rustfmt::skip]
        let patterns = [
            "a", "/a", "a/", "!a", "a/b", "*", "*.c", ".*", "**", "**/b", "a/**", "a/**/b", "*/b", "?", "?.c", "[ab]",
            "a[b.]c", "a*b", "\\a", "a\\*", "{a,b}", ".{c,d}", "a ", " a", "#a", "/", "//a", "!", "", "  ", "a/*/c", "**/a/b",
        ];
        #[rustfmt::skip]
        let paths = [
            "a", "b", "a/b", "b/a", "a/b/c", "b/a/b", ".c", "a.c", "b/.c", "a/x.c", "ab", "axb", "a*", "b/a/c", "a ",
            " a", "{a,b}", "#a", "x/y/a/b", "./a", ".d", "c",
        ];
        let mut unasked = 0;
        for pattern in patterns {
            let own = Gitignore::choosing([pattern]);
            let mut builder = GitignoreBuilder::new("");
            let _ = builder.add_line(None, pattern);
            let theirs = builder.build().expect("patterns");
            for (path, is_folder) in paths.iter().flat_map(|path| [(path, false), (path, true)]) {
                let fresh = own.clone();
                let matched = theirs.matched(path, is_folder);
                let expected = (!matched.is_none()).then_some(matched.is_ignore());
                assert_eq!(fresh.verdict(path, is_folder), expected, "{pattern} {path}");
                let around = theirs.matched_path_or_any_parents(path, is_folder);
                assert_eq!(
                    own.clone().ignores(path, is_folder),
                    around.is_ignore(),
                    "{pattern} {path}"
                );
                unasked += usize::from(fresh.matcher.get().is_none());
            }
        }
        assert!(unasked > 500, "{unasked}");
    }
}
