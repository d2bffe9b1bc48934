//! What a log tells: its causes, the deepest first, or that nothing failed, or that we do not know.

use std::cell::RefCell;
use std::sync::LazyLock;

use crate::explain::cause::{Cause, Depth, Explanation, Said};
use crate::explain::causes::CAUSES;
use crate::explain::log::{Line, Log};
use crate::explain::outcome::{BARE, BEGUN, BUILT, FAILED, FINAL, HINTS, NONE, SUCCEEDED, WORDS};
use crate::explain::search::{Hit, Patterns};

/// What a log tells.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Whether something failed, or the log stops before its end.
    pub is_failure: bool,
    /// Why, as far as we know; the first is the best.
    pub causes: Vec<Found>,
    /// What will fail elsewhere, although nothing failed here.
    pub notes: Vec<Found>,
    /// The first line that tells of a failure: its number, and what it says.
    pub first_error: Option<(usize, String)>,
}

/// A cause that a log tells of.
#[derive(Debug)]
pub struct Found {
    /// Which.
    pub cause: &'static Cause,
    /// What is wrong, and what mends it.
    pub explanation: Explanation,
    /// The number of the first line that tells of it.
    pub line: usize,
    /// What that line says.
    pub text: String,
}

/// The patterns of all causes, each with the numbers of the cause and of the pattern among its own.
static CAUSED: LazyLock<(Vec<(usize, usize)>, Patterns)> = LazyLock::new(|| {
    let causes = CAUSES.iter().enumerate();
    let numbers =
        causes.flat_map(|(cause, entry)| (0..entry.said.len()).map(move |pattern| (cause, pattern)));
    let said = CAUSES.iter().flat_map(|cause| cause.said).copied();
    (numbers.collect(), Patterns::new(said.collect()))
});
static FAILURE: LazyLock<Patterns> = LazyLock::new(|| Patterns::new([FAILED, BARE].concat()));
static HINT: LazyLock<Patterns> = LazyLock::new(|| Patterns::new([FAILED, HINTS].concat()));
static SUCCESS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(SUCCEEDED.to_vec()));
static CARGO: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(BUILT.to_vec()));
static WORK: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(BEGUN.to_vec()));

/// Causes that tell who gives up, and not why: they are told where nothing of the same depth says more.
const VAGUE: [&str; 4] = [
    "cargo/lock-broken",
    "cargo/manifest-invalid",
    "native/compiler-refuses",
    "rustc/flags",
];
/// A pattern that fits so often without telling of its cause is not looked for any more.
const PATIENCE: usize = 200;

/// Reads a log; `failed` is what is known from elsewhere, such as from the exit code of a program.
pub fn judge(bytes: &[u8], failed: Option<bool>) -> Verdict {
    let log = Log::read(bytes);
    let found = search(&log);
    let end = |line: Option<Line<'_>>| line.map_or(0, |line| line.offset() + 1);
    let real = found.iter().filter(|(cause, ..)| cause.depth != Depth::Note);
    let deepest = real.clone().map(|(cause, ..)| cause.depth).max();
    let told = real.map(|(_, line, _)| line.offset() + 1).max().unwrap_or(0);
    let worst = told.max(end(FAILURE.last(&log, is_plain)));
    let built = end(CARGO.last(&log, |_| true).filter(|_| !log.says("maturin failed")));
    let succeeded = built.max(end(SUCCESS.last(&log, is_whole)));
    let is_over = log.says(FINAL); // no success counts any more
    let is_cut = end(WORK.last(&log, |_| true)) > succeeded || log.text().trim().is_empty();
    let looks_failed = is_over
        || match (worst, succeeded) {
            (0, 0) => is_cut || vague(&log).is_some(), // a program that we do not know
            (0, _) => is_cut,
            _ => worst > succeeded,
        };
    let is_failure = failed.unwrap_or(looks_failed);
    let wanted = if is_failure { deepest } else { Some(Depth::Note) };
    let shown = found
        .into_iter()
        .filter(|(cause, ..)| Some(cause.depth) == wanted);
    let mut listed: Vec<Found> = shown.map(|found| Found::new(&found)).collect();
    listed.sort_by_key(|found| found.line);
    if listed.iter().any(|found| !VAGUE.contains(&found.cause.id)) {
        listed.retain(|found| !VAGUE.contains(&found.cause.id));
    }
    if !is_failure {
        return Verdict {
            notes: listed,
            ..Verdict::default()
        };
    }
    let first = HINT.first(&log, is_plain);
    let first = first
        .or_else(|| vague(&log))
        .or_else(|| log.last())
        .map(deepest_of);
    Verdict {
        is_failure,
        causes: listed,
        notes: Vec::new(),
        first_error: first.map(|line| (line.number(), line.text().to_owned())),
    }
}

/// The causes of which a log tells, each with the first line that does.
fn search(log: &Log) -> Vec<(&'static Cause, Line<'_>, Explanation)> {
    let (numbers, patterns) = &*CAUSED;
    let patience = RefCell::new(vec![PATIENCE; numbers.len()]);
    let is_found = RefCell::new(vec![false; CAUSES.len()]);
    let mut found = Vec::new();
    let is_wanted = |number: usize| patience.borrow()[number] > 0 && !is_found.borrow()[numbers[number].0];
    patterns.each(log, is_wanted, |number, Hit { line, holes }| {
        patience.borrow_mut()[number] -= 1;
        let (cause, pattern) = numbers[number];
        let said = Said {
            log,
            line,
            pattern,
            holes,
        };
        if let Some(explanation) = (CAUSES[cause].explain)(&said) {
            is_found.borrow_mut()[cause] = true;
            found.push((&CAUSES[cause], line, explanation));
        }
    });
    found
}

impl Found {
    fn new((cause, line, explanation): &(&'static Cause, Line<'_>, Explanation)) -> Self {
        Self {
            cause,
            explanation: explanation.clone(),
            line: line.number(),
            text: line.text().to_owned(),
        }
    }
}

/// Whether what stands before the words of a failure is the name of a program or a file, and not a quotation.
fn is_plain(hit: &Hit<'_>) -> bool {
    let before = hit.holes.first().copied().unwrap_or_default();
    !before.contains(['`', '"', '|', '(']) && !before.starts_with("warning")
}

/// Whether what a success tells of is all that there is: some tests that pass are no success.
fn is_whole(hit: &Hit<'_>) -> bool {
    let is_good = |hole: &&str| !hole.contains("failed") && !hole.contains("error");
    hit.holes.iter().all(is_good)
}

/// The last of the reasons that stand below a line, each with its `Caused by:`: what is said last is what happened first.
fn deepest_of(line: Line<'_>) -> Line<'_> {
    let reasons = line
        .following()
        .take_while(|next| next.text().starts_with("Caused by: "));
    reasons.last().unwrap_or(line)
}

/// Whether a line tells that nothing has failed: `0 failed`, and not `10 failed`.
fn says_none(text: &str) -> bool {
    let is_number = |at: usize| text[..at].ends_with(|letter: char| letter.is_ascii_digit());
    NONE.iter()
        .any(|words| text.match_indices(words).any(|(at, _)| !is_number(at)))
}

/// The first line that sounds like a failure.
fn vague(log: &Log) -> Option<Line<'_>> {
    let sounds = |line: &Line<'_>| {
        let text = line.text().to_ascii_lowercase();
        WORDS.iter().any(|word| text.contains(word)) && !says_none(&text)
    };
    let first = log.line_at(0);
    std::iter::once(first)
        .chain(first.following())
        .take(MANY)
        .find(sounds)
}

/// Where nothing clear is in a log, the rest of a longer one is not clearer.
const MANY: usize = 10_000;
