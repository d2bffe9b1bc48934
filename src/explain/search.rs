//! One search for many patterns: a log is long, and read once.                                  [door: aho_corasick]

use std::cell::Cell;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match};

use crate::explain::log::{Line, Log};
use crate::explain::pattern::{anchor, holes};

/// Patterns that are looked for together.
#[derive(Debug)]
pub struct Patterns {
    all: Vec<&'static str>,
    anchors: AhoCorasick,
}

/// A line that reads as a pattern says.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The line.
    pub line: Line<'a>,
    /// What stands in the holes of the pattern.
    pub holes: Vec<&'a str>,
}

/// How much is searched at once from the end.
const PART: usize = 1 << 20;
/// A piece of a pattern that stands in so many lines which do not fit is not looked at any more.
const PATIENCE: usize = 5_000;

impl Patterns {
    /// Prepares to look for `all`.
    pub fn new(all: Vec<&'static str>) -> Self {
        let anchors = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(all.iter().map(|pattern| anchor(pattern)))
            .expect("a few hundred short texts");
        Self { all, anchors }
    }

    /// Tells `tell` each line that fits a pattern, with the number of the pattern, as far as `is_wanted` wants that one.
    pub fn each<'a>(
        &self,
        log: &'a Log,
        is_wanted: impl Fn(usize) -> bool,
        mut tell: impl FnMut(usize, Hit<'a>),
    ) {
        let mut patience = vec![PATIENCE; self.all.len()];
        for found in self.anchors.find_overlapping_iter(log.text()) {
            let pattern = found.pattern().as_usize();
            if patience[pattern] == 0 || !is_wanted(pattern) {
                continue;
            }
            match self.hit(log, 0, found) {
                Some(hit) => tell(pattern, hit),
                None => patience[pattern] -= 1,
            }
        }
    }

    /// The first line that fits one of the patterns and `is_right`.
    pub fn first<'a>(&self, log: &'a Log, is_right: impl Fn(&Hit<'a>) -> bool) -> Option<Line<'a>> {
        let mut first = None;
        let found = Cell::new(false);
        self.each(
            log,
            |_| !found.get(),
            |_, hit| {
                if is_right(&hit) {
                    found.set(true);
                    first.get_or_insert(hit.line);
                }
            },
        );
        first
    }

    /// The last line that fits one of the patterns and `is_right`.
    pub fn last<'a>(&self, log: &'a Log, is_right: impl Fn(&Hit<'a>) -> bool) -> Option<Line<'a>> {
        let mut end = log.text().len();
        let mut patience = PATIENCE;
        while end > 0 && patience > 0 {
            let start = log.line_at(end.saturating_sub(PART)).offset();
            let hits = self.anchors.find_overlapping_iter(log.text().get(start..end)?);
            let mut hits: Vec<Match> = hits.collect();
            hits.reverse();
            for found in hits {
                match self.hit(log, start, found).filter(&is_right) {
                    Some(hit) => return Some(hit.line),
                    None => patience = patience.saturating_sub(1),
                }
            }
            end = start;
        }
        None
    }

    fn hit<'a>(&self, log: &'a Log, offset: usize, found: Match) -> Option<Hit<'a>> {
        let pattern = self.all.get(found.pattern().as_usize())?;
        let line = log.line_at(offset + found.start());
        let holes = line.readings().find_map(|text| holes(pattern, text))?;
        Some(Hit { line, holes })
    }
}
