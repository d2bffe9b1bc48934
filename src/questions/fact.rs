//! One line of what is true of a project.

use crate::syntax::toml::Node;
use crate::text::place::Place;
use crate::text::printable::phrase;

/// One line of the truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about; facts about one thing stand together.
    pub topic: &'static str,
    /// What is said; several facts may have one name.
    pub name: &'static str,
    /// What is true, in printable text; `None` where there is nothing, or where it is not known.
    pub value: Option<String>,
    /// How that comes, in printable text; may be empty.
    pub note: String,
    /// The places that say so.
    pub places: Vec<Place>,
}

impl Fact {
    pub(crate) fn new(topic: &'static str, name: &'static str, value: impl AsRef<str>) -> Self {
        Self {
            value: Some(phrase(value.as_ref())),
            ..Self::none(topic, name, "")
        }
    }

    pub(crate) fn none(topic: &'static str, name: &'static str, why: &str) -> Self {
        Self {
            topic,
            name,
            value: None,
            note: why.to_owned(),
            places: Vec::new(),
        }
    }

    pub(crate) fn note(mut self, note: impl AsRef<str>) -> Self {
        self.note = phrase(note.as_ref());
        self
    }

    pub(crate) fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.places.extend(place.into());
        self
    }

    /// The text of a node, or that there is none.
    pub(crate) fn of(topic: &'static str, name: &'static str, node: Option<Node<'_>>) -> Self {
        match node {
            Some(node) => Self::new(topic, name, written(node)).at(node.place()),
            None => Self::none(topic, name, "not set"),
        }
    }
}

/// A value on one line: a string without its quotes, an array without its comments.
pub(crate) fn written(node: Node<'_>) -> String {
    if let Some(text) = node.as_str() {
        return text.to_owned();
    }
    if node.is_array() {
        let items: Vec<String> = node.items().into_iter().map(written).collect();
        return items.join(", ");
    }
    node.written().unwrap_or_default().to_owned()
}
