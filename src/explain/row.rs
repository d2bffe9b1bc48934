//! One line of a diagnosis: what was found, whether it will do, and what mends it.

use crate::text::printable::phrase;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about: `python`, `environment`, `rust`, `linker`, `tools`, `target`, `import`.
    pub topic: &'static str,
    /// Whether it will do.
    pub grade: Grade,
    /// What was found, as a phrase.
    pub found: String,
    /// What to do about it; empty where nothing is to be done.
    pub mend: String,
    /// The cause that a log of it would tell of, if it is known.
    pub kind: Option<&'static str>,
}

/// Whether something will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// It will.
    Good,
    /// It changes what is built, and may be meant.
    Note,
    /// It could not be looked at.
    Unknown,
    /// Some of what people do with the project fails here.
    Warning,
    /// The project cannot be built and tested here.
    Error,
}

impl Grade {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Good, Self::Note, Self::Unknown, Self::Warning, Self::Error];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Unknown => "unknown",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Row {
    /// A line; what it repeats of the machine is made harmless.
    pub fn new(topic: &'static str, grade: Grade, found: impl AsRef<str>, mend: impl AsRef<str>) -> Self {
        Self {
            topic,
            grade,
            found: phrase(found.as_ref()),
            mend: phrase(mend.as_ref()),
            kind: None,
        }
    }

    /// A line about what will do.
    pub fn good(topic: &'static str, found: impl AsRef<str>) -> Self {
        Self::new(topic, Grade::Good, found, "")
    }
}
