//! Patterns of paths as .gitignore has them.                                          [door: ignore]

use ignore::Match;
use ignore::gitignore::GitignoreBuilder;

/// The patterns of one file, which are about what stands in and below its folder.
#[derive(Clone, Debug)]
pub struct Gitignore(ignore::gitignore::Gitignore);

impl Default for Gitignore {
    fn default() -> Self {
        Self(ignore::gitignore::Gitignore::empty())
    }
}

impl Gitignore {
    /// Reads one pattern a line; a line that is none ignores nothing.
    pub fn of<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Self {
        let mut patterns = GitignoreBuilder::new("");
        for line in lines {
            let _ = patterns.add_line(None, &plain(line.as_ref()));
        }
        patterns.build().map(Self).unwrap_or_default()
    }

    /// Reads patterns in which braces choose, as ripgrep has them.
    pub fn choosing<T: AsRef<str>>(patterns: impl IntoIterator<Item = T>) -> Self {
        let mut builder = GitignoreBuilder::new("");
        for pattern in patterns {
            let _ = builder.add_line(None, pattern.as_ref());
        }
        builder.build().map(Self).unwrap_or_default()
    }

    /// Whether a file or folder, by its path from the folder of the patterns, is ignored; `None` if no pattern is about it.
    pub fn verdict(&self, path: &str, is_folder: bool) -> Option<bool> {
        match self.0.matched(path, is_folder) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        }
    }

    /// Whether a file or folder is ignored, or a folder around it.
    pub fn ignores(&self, path: &str, is_folder: bool) -> bool {
        self.0.matched_path_or_any_parents(path, is_folder).is_ignore()
    }
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
