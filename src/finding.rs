//! What a rule found: where, how bad, what else is involved, and the repair.

use crate::project::ci::breaks::Break;
use crate::text::edit::Fix;
use crate::text::place::Place;
use crate::text::printable::phrase;

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
    /// Stamped by the engine from the rule, unless the rule said that this case is milder.
    pub severity: Severity,
    /// What is wrong, as a phrase in lower case, things in backticks; printable text.
    pub message: String,
    /// Where it is wrong.
    pub place: Place,
    /// Other places that are part of it, and the part that each plays.
    pub related: Vec<(Place, String)>,
    /// The repair that is offered.
    pub fix: Option<Fix>,
    /// What to do where none is, as an imperative; stamped by the engine from the rule, unless the rule said more of this case.
    pub help: String,
    at_most: Severity,
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
            help: String::new(),
            at_most: Severity::Error,
        }
    }

    /// A finding about a link between builds and an upload: no worse than a warning where only less is published.
    pub fn of_break(found: &Break, message: impl AsRef<str>) -> Self {
        let worst = if found.is_total {
            Severity::Error
        } else {
            Severity::Warning
        };
        Self::new(found.place.clone(), message)
            .at_most(worst)
            .related_to(&found.others)
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
            Some(others.fold(finding, |finding, other| finding.related(other, "also here")))
        };
        files.filter_map(finding).collect()
    }

    /// Adds a place that is part of it.
    #[must_use]
    pub fn related(mut self, place: Place, message: impl AsRef<str>) -> Self {
        self.related.push((place, phrase(message.as_ref())));
        self
    }

    /// Adds places that are part of it.
    #[must_use]
    pub fn related_to(self, others: &[(Place, &'static str)]) -> Self {
        others.iter().fold(self, |finding, (place, part)| {
            finding.related(place.clone(), part)
        })
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

    /// Says what to do in this case where no repair is offered.
    #[must_use]
    pub fn help(mut self, help: impl AsRef<str>) -> Self {
        self.help = phrase(help.as_ref());
        self
    }

    /// Says that this case of the rule is no worse than `severity`.
    #[must_use]
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.at_most = severity;
        self
    }

    /// Says that this case of the rule is only an info.
    #[must_use]
    pub fn mild(self) -> Self {
        self.at_most(Severity::Info)
    }

    /// The same, where `is_mild`.
    #[must_use]
    pub fn mild_if(self, is_mild: bool) -> Self {
        if is_mild { self.mild() } else { self }
    }

    /// The finding as the engine passes it on.
    pub(crate) fn stamped(mut self, rule: &'static str, help: &str, severity: Severity) -> Self {
        self.rule = rule;
        self.severity = severity.min(self.at_most);
        if self.help.is_empty() {
            help.clone_into(&mut self.help);
        }
        self
    }
}
