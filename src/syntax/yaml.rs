//! YAML with the span of every key, value and comment.

mod words;
pub mod parse;
pub mod splice;

use std::sync::{Arc, OnceLock};

use crate::text::place::{Place, Span};

/// The first document of a text; it has no root where it is empty, too deep or too entangled to be judged.
#[derive(Debug)]
pub struct Yaml {
    /// Path of the file.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    values: Vec<Value>,
    root: Option<usize>,
}

/// A value in a document, with the key that leads to it. An alias is the value that it stands for.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    yaml: &'a Yaml,
    key: Option<&'a Value>,
    value: &'a Value,
}

#[derive(Debug)]
struct Value {
    span: Span,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Scalar { text: Text, style: Style },
    Sequence(Vec<usize>),
    Mapping(Mapping),
}

#[derive(Debug, Default)]
struct Mapping {
    /// In the order of the file; behind them what `<<` brings.
    entries: Vec<Entry>,
    /// The places of entries that are many, in the order of their keys, once somebody asks for one.
    sorted: OnceLock<Vec<usize>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    key: usize,
    value: usize,
    name: Name,
}

/// What tells most keys apart at once: how long the text is, in bytes, and its first letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Name {
    length: usize,
    start: u64,
}

impl Name {
    /// More letters are not in `start`.
    const WHOLE: usize = 8;

    fn of(text: &str) -> Self {
        let bytes = text.bytes().take(Self::WHOLE);
        Self {
            length: text.len(),
            start: bytes.fold(0, |start, byte| start << 8 | u64::from(byte)),
        }
    }
}

/// So many entries are looked through one after the other.
const FEW: usize = 16;

/// The text of a scalar, without quotes and indentation.
#[derive(Debug)]
enum Text {
    /// A part of the file, as most are.
    Written(Span),
    /// What escapes, folding or indentation hide.
    Made {
        text: String,
        /// Where its words stand in the file, once somebody asks.
        words: OnceLock<Vec<Word>>,
    },
}

/// A word, with one blank behind it, of the text of a value.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    length: usize,
    /// Where it stands in the file.
    offset: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Quoted,
    /// Below a line that ends in `|` or `>`, which is not part of the span.
    Block,
}

impl Yaml {
    /// The value that is the whole document.
    pub fn root(&self) -> Option<Node<'_>> {
        Some(self.node(None, self.root?))
    }

    /// The value that a path of keys leads to.
    pub fn get(&self, path: &[&str]) -> Option<Node<'_>> {
        path.iter().try_fold(self.root()?, |node, key| node.get(key))
    }

    fn text_of<'a>(&'a self, value: &'a Value) -> Option<&'a str> {
        match &value.content {
            Content::Scalar { text, .. } => match text {
                Text::Written(span) => self.text.get(span.start..span.end),
                Text::Made { text, .. } => Some(text),
            },
            Content::Sequence(_) | Content::Mapping(_) => None,
        }
    }

    /// The place of the first entry with this key.
    fn find(&self, mapping: &Mapping, key: &str) -> Option<usize> {
        let entries = &mapping.entries;
        let name = |at: usize| self.text_of(&self.values[entries[at].key]);
        if entries.len() <= FEW {
            let wanted = Name::of(key);
            let is_short = (1..=Name::WHOLE).contains(&key.len());
            let mut places = 0..entries.len();
            return places.find(|at| entries[*at].name == wanted && (is_short || name(*at) == Some(key)));
        }
        let sorted = mapping.sorted.get_or_init(|| {
            let mut sorted = Vec::from_iter(0..entries.len());
            sorted.sort_by_key(|at| name(*at)); // stable: the first stays the first
            sorted
        });
        let at = sorted.partition_point(|at| name(*at) < Some(key));
        sorted.get(at).copied().filter(|at| name(*at) == Some(key))
    }

    fn node(&self, key: Option<usize>, value: usize) -> Node<'_> {
        Node {
            yaml: self,
            key: key.map(|key| &self.values[key]),
            value: &self.values[value],
        }
    }
}

impl<'a> Node<'a> {
    /// The document.
    pub fn yaml(self) -> &'a Yaml {
        self.yaml
    }

    /// The key; empty for the root, for items of sequences, and where the key is no scalar.
    pub fn key(self) -> &'a str {
        self.key
            .and_then(|key| self.yaml.text_of(key))
            .unwrap_or_default()
    }

    /// The value of a key of this mapping.
    pub fn get(self, key: &str) -> Option<Self> {
        let Content::Mapping(mapping) = &self.value.content else {
            return None;
        };
        let entry = mapping.entries[self.yaml.find(mapping, key)?];
        Some(self.yaml.node(Some(entry.key), entry.value))
    }

    /// The entries of this mapping in the order of the file; none if it is no mapping.
    pub fn entries(self) -> impl ExactSizeIterator<Item = Self> {
        let entries: &[Entry] = match &self.value.content {
            Content::Mapping(mapping) => &mapping.entries,
            Content::Scalar { .. } | Content::Sequence(_) => &[],
        };
        let entries = entries.iter();
        entries.map(move |entry| self.yaml.node(Some(entry.key), entry.value))
    }

    /// The items of this sequence; none if it is no sequence.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let items: &[usize] = match &self.value.content {
            Content::Sequence(items) => items,
            Content::Scalar { .. } | Content::Mapping(_) => &[],
        };
        items.iter().map(move |item| self.yaml.node(None, *item))
    }

    /// The text of a scalar, without quotes and indentation, whatever its type.
    pub fn as_str(self) -> Option<&'a str> {
        self.yaml.text_of(self.value)
    }

    /// The text of a scalar that is written without quotes, so that it may be a number, a truth value or nothing.
    pub fn as_plain(self) -> Option<&'a str> {
        match &self.value.content {
            Content::Scalar {
                style: Style::Plain, ..
            } => self.as_str(),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(self) -> Option<bool> {
        match self.as_plain()? {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }

    /// Whether it is a mapping.
    pub fn is_mapping(self) -> bool {
        matches!(self.value.content, Content::Mapping(_))
    }

    /// Whether it is a sequence.
    pub fn is_sequence(self) -> bool {
        matches!(self.value.content, Content::Sequence(_))
    }

    /// Where the value stands.
    pub fn place(self) -> Place {
        Place::at(&self.yaml.path, self.value.span)
    }

    /// Where the key stands; for what has no key, the value.
    pub fn key_place(self) -> Place {
        Place::at(&self.yaml.path, self.key.unwrap_or(self.value).span)
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {:?}", self.yaml.path, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn parse(text: &str) -> Yaml {
        Yaml::parse(&"a.yml".into(), &text.into()).expect("valid YAML")
    }

    pub(super) fn shown(yaml: &Yaml, place: &Place) -> String {
        let span = place.span.expect("a span");
        yaml.text[span.start..span.end].to_owned()
    }

    #[test]
    fn keys_values_and_comments_know_where_they_stand() {
        let yaml = parse(
            "\u{feff}on: push # ü\r\njobs:\r\n  'a b': { runs-on: [x, \"y\"], fast: yes, ok: true }\r\n",
        );
        let job = yaml.get(&["jobs", "a b"]).expect("a job");
        assert_eq!(shown(&yaml, &job.key_place()), "'a b'");
        let labels: Vec<_> = job.get("runs-on").into_iter().flat_map(Node::items).collect();
        assert_eq!(
            labels.iter().filter_map(|node| node.as_str()).collect::<Vec<_>>(),
            ["x", "y"]
        );
        assert_eq!(shown(&yaml, &labels[1].place()), "\"y\"");
        assert_eq!(labels[1].as_plain(), None);
        assert_eq!(job.get("ok").and_then(Node::as_bool), Some(true));
        assert_eq!(job.get("fast").and_then(Node::as_bool), None);
        let comments = parse::comments(&yaml.text);
        let comments = comments.iter().map(|span| &yaml.text[span.start..span.end]);
        assert_eq!(Vec::from_iter(comments), ["# ü"]);
    }

    #[test]
    fn aliases_and_merged_keys_are_followed() {
        let yaml = parse("a: &a { x: 1, y: 2 }\nb:\n  <<: *a\n  y: 3\nc: *a\n---\nb: other\n");
        let at = |path: &[&str]| yaml.get(path).and_then(Node::as_str);
        assert_eq!(at(&["b", "x"]), Some("1"));
        assert_eq!(at(&["b", "y"]), Some("3"));
        assert_eq!(at(&["c", "y"]), Some("2"));
    }

    #[test]
    fn what_grows_without_end_is_not_judged() {
        let mut bomb = "a0: &a0 { k: 1 }\n".to_owned();
        for level in 1..40 {
            let before = level - 1;
            bomb += &format!(
                "a{level}: &a{level} {{ k{level}: [*a{before}, *a{before}], <<: [*a{before}, *a{before}] }}\n"
            );
        }
        assert!(parse(&bomb).get(&["a39", "k39"]).is_some(), "nothing is copied");
        assert!(parse("a: &a [*a]\n").root().is_none());
        let nested = (0..300)
            .map(|depth| " ".repeat(depth) + "a:\n")
            .collect::<String>();
        assert!(parse(&nested).root().is_none());
        assert!(parse(&format!("a: {}", "[".repeat(20_000))).root().is_none());
        assert!(
            parse(&format!("a: &a 1\nb: [{}]\n", "*a, ".repeat(1_000)))
                .root()
                .is_none()
        );
    }
}
