//! What a rule found: where, how bad, what else is involved, and the repair.

use crate::edit::Fix;
use crate::place::Place;

/// How bad a finding is, by the policy of the command line's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// An opinion, a gap, a deprecation, a better way.
    Info,
    /// Two places contradict each other, and it will bite.
    Warning,
    /// Users get something broken, or a line silently does not do what it says.
    Error,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// One thing that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, `family/name`; stamped by the engine.
    pub rule: &'static str,
    /// Stamped by the engine from the rule, unless the rule said that this case is only an info.
    pub severity: Severity,
    /// What is wrong, as a phrase in lower case, things in backticks; printable text.
    pub message: String,
    /// Where it is wrong.
    pub place: Place,
    /// Other places that are part of it, and the part that each plays.
    pub related: Vec<(Place, String)>,
    /// The repair that is offered.
    pub fix: Option<Fix>,
    mild: bool,
}

impl Finding {
    /// A finding at a place.
    pub fn new(place: Place, message: impl AsRef<str>) -> Self {
        Self {
            rule: "",
            severity: Severity::Info,
            message: phrase(message.as_ref()),
            place,
            related: Vec::new(),
            fix: None,
            mild: false,
        }
    }

    /// One finding for each file of these places, at the first of them.
    pub fn by_file(mut places: Vec<Place>, message: &str) -> Vec<Self> {
        places.sort();
        places.dedup();
        let files = places.chunk_by(|one, other| one.path == other.path);
        let finding = |places: &[Place]| {
            let (first, others) = places.split_first()?;
            let finding = Self::new(first.clone(), message);
            let others = others.iter().cloned();
            Some(others.fold(finding, |finding, other| finding.related(other, "and here")))
        };
        files.filter_map(finding).collect()
    }

    /// Adds a place that is part of it.
    #[must_use]
    pub fn related(mut self, place: Place, message: impl AsRef<str>) -> Self {
        self.related.push((place, phrase(message.as_ref())));
        self
    }

    /// All places that it involves, its own first.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        std::iter::once(&self.place).chain(self.related.iter().map(|(place, _)| place))
    }

    /// Offers a repair.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into().map(|fix| Fix {
            title: phrase(&fix.title),
            ..fix
        });
        self
    }

    /// Says that this case of the rule is only an info.
    #[must_use]
    pub fn mild(mut self) -> Self {
        self.mild = true;
        self
    }

    /// The same, where `is_mild`.
    #[must_use]
    pub fn mild_if(self, is_mild: bool) -> Self {
        if is_mild { self.mild() } else { self }
    }

    /// The finding as the engine passes it on.
    pub(crate) fn stamped(mut self, rule: &'static str, severity: Severity) -> Self {
        self.rule = rule;
        self.severity = if self.mild { Severity::Info } else { severity };
        self
    }
}

/// More characters than any phrase of ours has: what is longer repeats what a file holds.
const LONGEST: usize = 600;

/// `text` on one line of readable length, in printable characters.
pub fn phrase(text: &str) -> String {
    let shown = printable(text);
    let end = |characters: usize| shown.char_indices().nth(characters).map(|(offset, _)| offset);
    match (end(LONGEST), end(LONGEST / 2)) {
        (Some(_), Some(half)) => {
            let tail = shown
                .char_indices()
                .rev()
                .nth(LONGEST / 4)
                .map_or(0, |(offset, _)| offset);
            format!("{} … {}", &shown[..half], &shown[tail..])
        }
        _ => shown,
    }
}

/// Names in words: `a, b and c`.
pub fn enumerated<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        names => names.concat(),
    }
}

/// `text` with every character that could act on a terminal or hide others written as `\u{…}`.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unprintable(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a character is a control, an invisible mark or a change of direction.
pub fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_one_readable_line() {
        assert_eq!(phrase("a\nb\u{202e}é"), "a\\u{a}b\\u{202e}é");
        let long = phrase(&format!("`{}` is too long", "ä".repeat(90_000)));
        assert!(long.chars().count() < LONGEST, "{}", long.len());
        assert!(long.starts_with("`ää") && long.ends_with("ä` is too long"));
    }
}
