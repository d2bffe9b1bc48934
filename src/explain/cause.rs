//! How to write a cause of a failure: one file, `src/explain/causes/<family>/<name>.rs`, and `make gen`.
//!
//! The path is the cause's name, `family/name`. The header of the file (`//!`) is its section of the page
//! docs/when-it-does-not-build.md, and is run as its test. In this order:
//!
//! 1. One sentence that says what is wrong.
//! 2. `## Says`: a `text` block with lines as programs print them, then a `console` block with what we make of
//!    them: the number of the line and what is wrong, and on the next line what mends it. An indented line there goes on.
//! 3. `## Does not say`: a `text` block that looks alike and has another cause.
//!
//! Below it stand `pub const DEPTH: Depth`, `pub const SAID: &[&str]` (how the lines read that tell of it, with `{}` for
//! what differs; the beginning of a line counts, so that a text which quotes one does not) and
//! `pub fn explain(said: &Said) -> Option<Explanation>`, which says nothing where the line has another cause after all.
//! Names and versions come from the log: no cause knows those of a single case. Nothing depends on where in the log a
//! line stands, except for lines that one program prints together.

use crate::explain::log::{Line, Log};
use crate::text::printable::phrase;

/// A cause, as the catalogue holds it.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// `family/name`, from its path.
    pub id: &'static str,
    /// Where in the chain of programs it stands.
    pub depth: Depth,
    /// How the lines read that tell of it.
    pub said: &'static [&'static str],
    /// Its source, whose header is its documentation.
    pub source: &'static str,
    /// What such a line means.
    pub explain: fn(&Said<'_>) -> Option<Explanation>,
}

/// Where in the chain of programs something goes wrong: what is deeper is the reason for what is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Nothing fails here, but something will elsewhere.
    Note,
    /// The index refuses a file.
    Index,
    /// pip or uv cannot install.
    Installer,
    /// The shell, or Python, cannot start a program.
    Shell,
    /// maturin refuses.
    Maturin,
    /// cargo refuses.
    Cargo,
    /// The script of a crate cannot build what it needs.
    Script,
    /// rustc refuses.
    Compiler,
    /// The linker refuses.
    Linker,
    /// Python cannot load what was built.
    Import,
    /// The machine is out of something.
    Machine,
}

/// A line that reads as a cause says.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// The log in which it stands.
    pub log: &'a Log,
    /// The line.
    pub line: Line<'a>,
    /// Which of the cause's patterns fits.
    pub pattern: usize,
    /// What stands in the holes of the pattern.
    pub holes: Vec<&'a str>,
}

/// What is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// A phrase, with names and versions from the log.
    pub title: String,
    /// What to do, with the command if there is one.
    pub mend: String,
}

impl Explanation {
    /// Says what is wrong and what mends it; whatever a log puts into it is made harmless.
    pub fn new(title: impl AsRef<str>, mend: impl AsRef<str>) -> Self {
        Self {
            title: phrase(title.as_ref()),
            mend: phrase(mend.as_ref()),
        }
    }
}

/// Explains a line for certain.
pub fn because(title: impl AsRef<str>, mend: impl AsRef<str>) -> Option<Explanation> {
    Some(Explanation::new(title, mend))
}

/// The first word of a text, without what a sentence puts around it.
pub fn word(text: &str) -> &str {
    let end = |character: char| character.is_whitespace() || "`'\"‘’,:;()[]".contains(character);
    let text = text.trim_start_matches(end);
    text.split(end).next().unwrap_or_default().trim_end_matches('.')
}

impl<'a> Said<'a> {
    /// What stands in a hole; nothing where the pattern has no such.
    pub fn hole(&self, index: usize) -> &'a str {
        self.holes.get(index).copied().unwrap_or_default()
    }

    /// The lines right below, which the same program printed.
    pub fn below(&self) -> impl Iterator<Item = &'a str> {
        self.line.following().take(FEW).map(Line::text)
    }
}

impl Cause {
    /// Its section of the page: the header of its file, in Markdown.
    pub fn documentation(&self) -> String {
        let header = self.source.lines().take_while(|line| line.starts_with("//!"));
        let lines = header.map(|line| line.trim_start_matches("//!"));
        lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// How many lines below one may belong to it.
const FEW: usize = 40;
