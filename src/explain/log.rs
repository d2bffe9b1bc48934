//! A log: its lines, each with what a program printed, apart from what a machine put before it.    [door: memchr]

mod plain;
mod stamp;

use std::cell::RefCell;
use std::collections::BTreeMap;

use memchr::{memchr_iter, memchr2, memmem, memrchr2};

/// What was printed, without colours.
#[derive(Debug)]
pub struct Log {
    text: String,
    /// What was asked for already: a log may be long.
    asked: RefCell<BTreeMap<&'static str, bool>>,
}

/// A line of a log.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    log: &'a Log,
    start: usize,
    end: usize,
}

impl Log {
    /// Reads what a program wrote, or another put into a file.
    pub fn read(bytes: &[u8]) -> Self {
        Self {
            text: plain::text(bytes),
            asked: RefCell::default(),
        }
    }

    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether `phrase` stands anywhere.
    pub fn says(&self, phrase: &'static str) -> bool {
        let mut asked = self.asked.borrow_mut();
        *asked
            .entry(phrase)
            .or_insert_with(|| memmem::find(self.text.as_bytes(), phrase.as_bytes()).is_some())
    }

    /// The first line that has `phrase` in it.
    pub fn line_with(&self, phrase: &str) -> Option<Line<'_>> {
        memmem::find(self.text.as_bytes(), phrase.as_bytes()).map(|offset| self.line_at(offset))
    }

    /// The line in which a byte stands; a carriage return ends one as well, as a bar of progress does.
    pub fn line_at(&self, offset: usize) -> Line<'_> {
        let bytes = self.text.as_bytes();
        let start = memrchr2(b'\n', b'\r', &bytes[..offset]).map_or(0, |end| end + 1);
        let end = memchr2(b'\n', b'\r', &bytes[offset..]).map_or(bytes.len(), |length| offset + length);
        Line {
            log: self,
            start,
            end,
        }
    }

    /// The last line in which something stands.
    pub fn last(&self) -> Option<Line<'_>> {
        let end = self.text.trim_end().len();
        (end > 0).then(|| self.line_at(end - 1))
    }
}

impl<'a> Line<'a> {
    /// Its number, from 1.
    pub fn number(self) -> usize {
        memchr_iter(b'\n', &self.log.text.as_bytes()[..self.start]).count() + 1
    }

    /// Where it begins.
    pub fn offset(self) -> usize {
        self.start
    }

    /// What a program printed there.
    pub fn text(self) -> &'a str {
        self.printed().trim()
    }

    /// The text, and what is left of it as marks of those who pass a line on are taken away: `Caused by:`, `│`, `E`.
    pub fn readings(self) -> impl Iterator<Item = &'a str> {
        std::iter::successors(Some(self.text()), |text| stamp::unmarked(text))
    }

    /// The lines that follow it.
    pub fn following(self) -> impl Iterator<Item = Line<'a>> {
        std::iter::successors(self.next(), |line| line.next())
    }

    /// The lines before it, the nearest first.
    pub fn above(self) -> impl Iterator<Item = Line<'a>> {
        let before = |line: &Line<'a>| {
            let end = line.start.checked_sub(1)?;
            let is_pair = line.log.text.as_bytes()[..end].ends_with(b"\r");
            Some(line.log.line_at(end - usize::from(is_pair))).filter(|before| before.start < line.start)
        };
        std::iter::successors(before(&self), before)
    }

    /// It and the lines that are indented below it as one text: programs break what they say to the width of a screen.
    pub fn paragraph(self) -> String {
        let below = self.following();
        let below =
            below.take_while(|line| line.printed().starts_with([' ', '\t']) && !line.text().is_empty());
        let lines = std::iter::once(self).chain(below.take(MOST));
        lines.map(Self::text).collect::<Vec<_>>().join(" ")
    }

    fn printed(self) -> &'a str {
        stamp::unstamped(&self.log.text[self.start..self.end])
    }

    fn next(self) -> Option<Line<'a>> {
        let bytes = self.log.text.as_bytes();
        let ended = bytes.get(self.end..self.end + 2) == Some(b"\r\n");
        let start = self.end + 1 + usize::from(ended);
        (start < bytes.len()).then(|| self.log.line_at(start))
    }
}

/// More lines do not belong to one sentence.
const MOST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_what_programs_print() {
        let log = Log::read(b"\x1b[1ma\x1b[0m\r\n  10%\r  20%\r\n2026-11-01T10:11:12.0000001Z   b c\n");
        let line = log.line_with("b c").expect("it is there");
        assert_eq!((line.number(), line.text()), (3, "b c"));
        let texts: Vec<&str> = log.line_at(0).following().map(Line::text).collect();
        assert_eq!(texts, ["10%", "20%", "b c"]);
        assert_eq!(log.last().map(Line::text), Some("b c"));
        assert!(log.says("b c") && !log.says("\u{1b}"));
    }

    #[test]
    fn a_paragraph_is_one_text() {
        let log = Log::read(b"#9 1.25 ERROR  it is\n#9 1.25        not there.\n#9 1.26 next\n");
        assert_eq!(log.line_at(0).paragraph(), "ERROR  it is not there.");
    }
}
