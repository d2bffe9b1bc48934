//! One spot where the version is written, and what would be written there instead.

use std::sync::Arc;

use crate::release::spelling::Release;
use crate::syntax::toml::Node;
use crate::text::edit::Edit;
use crate::text::place::{Place, Span};

/// What a spot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `[package]` of the crate that becomes the extension.
    Crate,
    /// `[workspace.package]`.
    Workspace,
    /// `[package]` of another crate that repeats the version.
    Member,
    /// `[project]`.
    Project,
    /// `[project]` of another distribution of the repository that repeats the version.
    Distribution,
    /// What a crate asks of another crate of the repository.
    Requirement,
    /// The exact version that a distribution asks of another one of the repository.
    Pin,
    /// The entry of a crate in a Cargo.lock.
    CargoLock,
    /// The entry of a distribution in a uv.lock.
    UvLock,
    /// `__version__`, or another constant, in a Python source.
    Constant,
    /// `version` or `release` in the configuration of the documentation.
    Docs,
    /// `version` in CITATION.cff.
    Citation,
    /// The heading of the changelog.
    Changelog,
    /// A file that the settings name.
    Configured,
    /// A text that mentions it.
    Mention,
}

impl Kind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crate => "crate",
            Self::Workspace => "workspace",
            Self::Member => "member",
            Self::Project => "project",
            Self::Distribution => "distribution",
            Self::Requirement => "requirement",
            Self::Pin => "pin",
            Self::CargoLock => "cargo-lock",
            Self::UvLock => "uv-lock",
            Self::Constant => "constant",
            Self::Docs => "docs",
            Self::Citation => "citation",
            Self::Changelog => "changelog",
            Self::Configured => "configured",
            Self::Mention => "mention",
        }
    }

    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 15] = [
        Self::Crate,
        Self::Workspace,
        Self::Member,
        Self::Project,
        Self::Distribution,
        Self::Requirement,
        Self::Pin,
        Self::CargoLock,
        Self::UvLock,
        Self::Constant,
        Self::Docs,
        Self::Citation,
        Self::Changelog,
        Self::Configured,
        Self::Mention,
    ];
}

/// How a new version is written at a spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As Cargo spells it.
    Cargo,
    /// As Python spells it.
    Python,
    /// As it is spelled there: as Cargo does if only Cargo spells it so, else as Python does.
    Alike,
    /// Its first two numbers.
    Short,
    /// With the whole file, by who knows its form.
    Whole,
    /// Not at all: the spot is only named.
    Named,
}

/// A spot where the version is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// What it is.
    pub kind: Kind,
    /// Where it is: exactly the bytes of the version, if it has a span.
    pub place: Place,
    /// What is written there.
    pub text: String,
    /// Whether that is the version of the project, or allows it.
    pub agrees: bool,
    /// How a new version is written.
    pub form: Form,
}

impl Spot {
    /// A string of TOML; one that cannot be replaced byte for byte is only named.
    pub fn of_node(kind: Kind, node: Node<'_>, path: &Arc<str>, agrees: bool, form: Form) -> Option<Self> {
        let text = node.as_str()?;
        let span = node.value_span()?;
        let inside = inside(&node.toml().text, span, text);
        Some(Self {
            kind,
            place: Place::at(path, inside.unwrap_or(span)),
            text: text.to_owned(),
            agrees,
            form: if inside.is_some() { form } else { Form::Named },
        })
    }

    /// Whether a new version would be written there.
    pub fn is_written(&self) -> bool {
        self.form != Form::Named
    }

    /// The same spot, only named.
    #[must_use]
    pub fn named(self) -> Self {
        Self {
            form: Form::Named,
            ..self
        }
    }

    /// What would be written for `to`; `None` where somebody else knows, or Cargo has no such version.
    pub fn text_for(&self, to: &Release) -> Option<String> {
        let is_semver_only = || {
            let parsed = self.text.parse::<pep440_rs::Version>();
            let is_canonical = parsed.is_ok_and(|version| version.to_string() == self.text);
            !is_canonical && semver::Version::parse(&self.text).is_ok()
        };
        match self.form {
            Form::Cargo => to.semver.clone(),
            Form::Alike if is_semver_only() => to.semver.clone(),
            Form::Python | Form::Alike => Some(to.pep440.to_string()),
            Form::Short => Some(short(&to.pep440)),
            Form::Whole | Form::Named => None,
        }
    }

    /// The edit that writes `to`, if anything changes.
    pub fn edit(&self, to: &Release) -> Option<Edit> {
        let text = self.text_for(to).filter(|text| *text != self.text)?;
        Some(Edit::replace(&self.place.path, self.place.span?, text))
    }
}

/// The first two numbers of a version.
pub fn short(version: &pep440_rs::Version) -> String {
    let part = |index| version.release().get(index).copied().unwrap_or(0);
    format!("{}.{}", part(0), part(1))
}

/// Where the text of a string stands in its quotes; `None` where it is written otherwise, with escapes or line ends.
pub fn inside(whole: &str, span: Span, text: &str) -> Option<Span> {
    let written = whole.get(span.start..span.end)?;
    let at = written.find(['\'', '"']).map_or(0, |quote| {
        let rest = &written[quote..];
        quote + rest.len() - rest.trim_start_matches(['\'', '"']).len()
    });
    let start = span.start + at;
    let end = start + text.len();
    (whole.get(start..end) == Some(text) && !text.is_empty()).then_some(Span { start, end })
}
