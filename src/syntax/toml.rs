//! TOML with the span of every key and value.                                        [door: toml_edit]

mod keys;

use std::sync::Arc;

use toml_edit::{Array, ArrayOfTables, Document, InlineTable, Item, Key, Table, TableLike, Value};

use crate::syntax::SyntaxError;
use crate::syntax::toml::keys::Keys;
use crate::text::place::{Place, Span};

const MARK: char = '\u{feff}';

/// `text` as a TOML string.
pub fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// `key` as a TOML key, quoted only where it must be.
pub fn key(key: &str) -> String {
    toml_edit::Key::new(key).display_repr().into_owned()
}

/// A parsed document and the text it was parsed from.
#[derive(Clone, Debug)]
pub struct Toml {
    /// Path of the file.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    document: Arc<Document<String>>,
    keys: Keys,
    /// Bytes of a byte order mark, which the parser passes over without counting.
    mark: usize,
}

/// A value in a document, with the key that leads to it.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    toml: &'a Toml,
    key: Option<&'a Key>,
    content: Content<'a>,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    Table(&'a Table),
    Inline(&'a InlineTable),
    Tables(&'a ArrayOfTables),
    Array(&'a Array),
    Scalar(&'a Value),
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Under its own `[header]`.
    Header,
    /// In braces.
    Inline,
    /// By dotted keys in the table around it.
    Dotted,
    /// Only by the headers of tables inside it; also the root.
    Implied,
}

impl Toml {
    /// Parses `text`, the text of the file at `path`.
    pub fn parse(path: &Arc<str>, text: &Arc<str>) -> Result<Self, SyntaxError> {
        let rest = text.strip_prefix(MARK).unwrap_or(text);
        let mark = text.len() - rest.len();
        if rest.starts_with(MARK) {
            // The parser would pass over it, too.
            return Err(SyntaxError {
                message: "a second byte order mark".to_owned(),
                span: (mark..mark + MARK.len_utf8()).into(),
            });
        }
        let document = Document::parse(rest.to_owned()).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            SyntaxError {
                message: error.message().lines().collect::<Vec<_>>().join(": "),
                span: (span.start + mark..span.end + mark).into(),
            }
        })?;
        let mut keys = Keys::default();
        gather(document.as_table(), &mut keys);
        Ok(Self {
            path: path.clone(),
            text: text.clone(),
            keys,
            document: Arc::new(document),
            mark,
        })
    }

    /// The table that is the whole document.
    pub fn root(&self) -> Node<'_> {
        Node {
            toml: self,
            key: None,
            content: Content::Table(self.document.as_table()),
        }
    }

    /// The value that a path of keys leads to.
    pub fn get(&self, path: &[&str]) -> Option<Node<'_>> {
        let is_there = path.iter().all(|key| self.keys.may_have(key));
        let found = || path.iter().try_fold(self.root(), |node, key| node.child(key));
        is_there.then(found)?
    }

    fn span(&self, range: Option<std::ops::Range<usize>>) -> Option<Span> {
        range.map(|range| (range.start + self.mark..range.end + self.mark).into())
    }
}

/// The comments of a text, each from its `#` to the end of the line.
pub fn comments(text: &str) -> Vec<Span> {
    let tokens = toml_parser::Source::new(text).lex();
    let comments = tokens.filter(|token| token.kind() == toml_parser::lexer::TokenKind::Comment);
    comments
        .map(|token| (token.span().start()..token.span().end()).into())
        .collect()
}

/// Gathers the keys of a table and of all that are in it.
fn gather(table: &dyn TableLike, keys: &mut Keys) {
    for (key, item) in table.iter() {
        keys.add(key);
        match item {
            Item::Value(value) => gather_within(value, keys),
            Item::Table(table) => gather(table, keys),
            Item::ArrayOfTables(tables) => tables.iter().for_each(|table| gather(table, keys)),
            Item::None => {}
        }
    }
}

fn gather_within(value: &Value, keys: &mut Keys) {
    match value {
        Value::InlineTable(table) => gather(table, keys),
        Value::Array(array) => array.iter().for_each(|value| gather_within(value, keys)),
        _ => {}
    }
}

impl<'a> Content<'a> {
    fn of(value: &'a Value) -> Self {
        match value {
            Value::Array(array) => Self::Array(array),
            Value::InlineTable(table) => Self::Inline(table),
            scalar => Self::Scalar(scalar),
        }
    }

    fn table(self) -> Option<&'a dyn TableLike> {
        match self {
            Self::Table(table) => Some(table),
            Self::Inline(table) => Some(table),
            Self::Tables(_) | Self::Array(_) | Self::Scalar(_) => None,
        }
    }
}

impl<'a> Node<'a> {
    fn new(toml: &'a Toml, key: &'a Key, item: &'a Item) -> Option<Self> {
        let content = match item {
            Item::None => return None,
            Item::Value(value) => Content::of(value),
            Item::Table(table) => Content::Table(table),
            Item::ArrayOfTables(tables) => Content::Tables(tables),
        };
        Some(Self {
            toml,
            key: Some(key),
            content,
        })
    }

    /// The document.
    pub fn toml(self) -> &'a Toml {
        self.toml
    }

    /// The key, unescaped; empty for the root and for items of arrays.
    pub fn key(self) -> &'a str {
        self.key.map_or("", Key::get)
    }

    /// The value of a key of this table.
    pub fn get(self, key: &str) -> Option<Self> {
        self.toml.keys.may_have(key).then(|| self.child(key))?
    }

    fn child(self, key: &str) -> Option<Self> {
        let (key, item) = self.content.table()?.get_key_value(key)?;
        Self::new(self.toml, key, item)
    }

    /// The entries of this table in the order of the file; none if it is no table.
    pub fn entries(self) -> Vec<Self> {
        let Some(table) = self.content.table() else {
            return Vec::new();
        };
        let mut entries: Vec<_> = table
            .iter()
            .filter_map(|(key, _)| table.get_key_value(key))
            .filter_map(|(key, item)| Self::new(self.toml, key, item))
            .collect();
        entries.sort_by_key(|entry| entry.key_span());
        entries
    }

    /// The items of this array or array of tables; none if it is neither.
    pub fn items(self) -> Vec<Self> {
        let node = |content| Self {
            toml: self.toml,
            key: None,
            content,
        };
        match self.content {
            Content::Array(array) => array.iter().map(|value| node(Content::of(value))).collect(),
            Content::Tables(tables) => tables.iter().map(|table| node(Content::Table(table))).collect(),
            Content::Table(_) | Content::Inline(_) | Content::Scalar(_) => Vec::new(),
        }
    }

    /// The text, if it is a string.
    pub fn as_str(self) -> Option<&'a str> {
        match self.content {
            Content::Scalar(value) => value.as_str(),
            _ => None,
        }
    }

    /// The number, if it is a whole one.
    pub fn as_integer(self) -> Option<i64> {
        match self.content {
            Content::Scalar(value) => value.as_integer(),
            _ => None,
        }
    }

    /// The truth value, if it is a boolean.
    pub fn as_bool(self) -> Option<bool> {
        match self.content {
            Content::Scalar(value) => value.as_bool(),
            _ => None,
        }
    }

    /// Whether it is a whole number.
    pub fn is_integer(self) -> bool {
        matches!(self.content, Content::Scalar(value) if value.is_integer())
    }

    /// Whether it is a table, however written.
    pub fn is_table(self) -> bool {
        self.content.table().is_some()
    }

    /// Whether it is an array in brackets.
    pub fn is_array(self) -> bool {
        matches!(self.content, Content::Array(_))
    }

    /// Whether it is an array of tables under `[[headers]]`.
    pub fn is_tables(self) -> bool {
        matches!(self.content, Content::Tables(_))
    }

    /// How the table is written; `None` if it is no table.
    pub fn style(self) -> Option<Style> {
        match self.content {
            Content::Table(table) if std::ptr::eq(table, self.toml.document.as_table()) => {
                Some(Style::Implied)
            }
            Content::Table(table) if table.is_dotted() => Some(Style::Dotted),
            Content::Table(table) if table.is_implicit() || table.span().is_none() => Some(Style::Implied),
            Content::Table(_) => Some(Style::Header),
            Content::Inline(table) if table.is_dotted() => Some(Style::Dotted),
            Content::Inline(_) => Some(Style::Inline),
            Content::Tables(_) | Content::Array(_) | Content::Scalar(_) => None,
        }
    }

    /// The bytes of the value; of a table under a header, the header.
    pub fn value_span(self) -> Option<Span> {
        self.toml.span(match self.content {
            Content::Table(table) => table.span(),
            Content::Inline(table) => table.span(),
            Content::Tables(tables) => tables.iter().next().and_then(Table::span),
            Content::Array(array) => array.span(),
            Content::Scalar(value) => value.span(),
        })
    }

    /// The value as it is written, with its quotes.
    pub fn written(self) -> Option<&'a str> {
        self.value_span()
            .map(|span| &self.toml.text[span.start..span.end])
    }

    /// The bytes of the key where it was first written.
    pub fn key_span(self) -> Option<Span> {
        self.toml.span(self.key.and_then(Key::span))
    }

    /// Where the value stands.
    pub fn place(self) -> Place {
        Place {
            path: self.toml.path.clone(),
            span: self.value_span(),
        }
    }

    /// Where the key stands; for what has no key, the value.
    pub fn key_place(self) -> Place {
        let span = self.key_span().or_else(|| self.value_span());
        Place {
            path: self.toml.path.clone(),
            span,
        }
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {:?}", self.toml.path, self.written())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found() {
        let text = "a = [{ b = 1 }, [{ \"c d\" = 2 }]]\ne.f = { g = 3 }\n[[h.\"\\u0069\"]]\nj = 4\n";
        let toml = Toml::parse(&"a.toml".into(), &text.into()).expect("TOML");
        let mut open = vec![toml.root()];
        let mut seen = String::new();
        while let Some(node) = open.pop() {
            for entry in node.entries() {
                assert!(node.get(entry.key()).is_some(), "{}", entry.key());
                seen += entry.key();
                open.push(entry);
            }
            open.extend(node.items());
        }
        let mut seen: Vec<char> = seen.chars().collect();
        seen.sort_unstable();
        assert_eq!(seen.into_iter().collect::<String>(), " abcdefghij");
    }
}
