//! From the events of the YAML parser to values.                                    [door: granit-parser]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};

use crate::syntax::yaml::{Content, Entry, Mapping, Name, Style, Text, Value, Yaml};
use crate::syntax::{SyntaxError, is_too_deep};
use crate::text::place::Span;

/// More aliases than any file needs that people write.
const MAX_ALIASES: usize = 256;
/// As many entries may come into mappings by `<<`.
const MAX_MERGED: usize = 1 << 16;

/// A value takes about as many bytes of the text.
const BYTES_OF_VALUE: usize = 24;

impl Yaml {
    /// Parses `text`, the text of the file at `path`.
    pub fn parse(path: &Arc<str>, text: &Arc<str>) -> Result<Self, SyntaxError> {
        let mut yaml = Self {
            path: path.clone(),
            text: text.clone(),
            values: Vec::with_capacity(text.len() / BYTES_OF_VALUE),
            root: None,
        };
        if is_too_deep(text) {
            return Ok(yaml);
        }
        match Builder::default().read(&mut yaml) {
            Err(Failure::Invalid(error)) => return Err(error),
            Err(Failure::NotJudged) => yaml.root = None,
            Ok(()) => {}
        }
        Ok(yaml)
    }

    fn add(&mut self, span: Span, content: Content) -> usize {
        self.values.push(Value { span, content });
        self.values.len() - 1
    }
}

/// The comments of a text, each from its `#` to the end of the line; none where it is not valid.
pub fn comments(text: &str) -> Vec<Span> {
    if is_too_deep(text) {
        return Vec::new();
    }
    // A job that is commented out is as long as it is.
    let options = granit_parser::options! { max_buffered_comment_events: usize::MAX };
    let mut found = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((Event::Comment(..), span)) => found.push(span.byte_range().unwrap_or_default().into()),
            Ok(_) => {}
            Err(_) => return Vec::new(),
        }
    }
    found
}

/// The span of a block reaches to the next key.
fn without_last_blanks(span: Span, text: &str) -> Span {
    let written = text.get(span.start..span.end).unwrap_or_default();
    (span.start..span.start + written.trim_end().len()).into()
}

/// Why a text gives no document.
enum Failure {
    /// It is more than is worth following.
    NotJudged,
    Invalid(SyntaxError),
}

#[derive(Default)]
struct Builder {
    /// The collections that are not yet closed, and the key that waits for its value in each.
    open: Vec<(usize, Option<usize>)>,
    /// The complete values that aliases may stand for.
    anchors: BTreeMap<usize, usize>,
    aliases: usize,
    merged: usize,
    documents: usize,
}

impl Builder {
    fn read(mut self, yaml: &mut Yaml) -> Result<(), Failure> {
        let text = yaml.text.clone();
        let options = granit_parser::options! { emit_comments: false };
        let mut anchored: Vec<usize> = Vec::new();
        for event in Parser::new_from_str_with_options(&text, options) {
            let (event, span) = event.map_err(|error| match error.kind() {
                ErrorKind::RecursionLimitExceeded => Failure::NotJudged,
                kind => {
                    let offset = error.marker().byte_offset().unwrap_or(text.len());
                    Failure::Invalid(SyntaxError {
                        message: kind.to_string(),
                        span: (offset..offset).into(),
                    })
                }
            })?;
            let span = Span::from(span.byte_range().unwrap_or_default());
            match event {
                Event::DocumentStart(..) => self.documents += 1,
                Event::Scalar(text, style, anchor, _) => {
                    let style = match style {
                        ScalarStyle::Plain => Style::Plain,
                        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                    };
                    let start = span.start + usize::from(style == Style::Quoted);
                    let written = start..start + text.len();
                    let text = match yaml.text.get(written.clone()) == Some(&*text) {
                        true => Text::Written(written.into()),
                        false => Text::Made {
                            text: text.into_owned(),
                            words: OnceLock::new(),
                        },
                    };
                    let value = yaml.add(
                        without_last_blanks(span, &yaml.text),
                        Content::Scalar { text, style },
                    );
                    self.close(yaml, value, anchor)?;
                }
                Event::SequenceStart(_, anchor, _) => {
                    anchored.push(anchor);
                    self.open
                        .push((yaml.add(span, Content::Sequence(Vec::new())), None));
                }
                Event::MappingStart(_, anchor, _) => {
                    anchored.push(anchor);
                    let content = Content::Mapping(Mapping::default());
                    self.open.push((yaml.add(span, content), None));
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    if let (Some((value, _)), Some(anchor)) = (self.open.pop(), anchored.pop()) {
                        yaml.values[value].span.end = span.end;
                        self.merge(yaml, value)?;
                        self.close(yaml, value, anchor)?;
                    }
                }
                Event::Alias(anchor) => {
                    self.aliases += 1;
                    // An alias inside the value that it stands for would never end.
                    let target = self.anchors.get(&anchor).copied().ok_or(Failure::NotJudged)?;
                    if self.aliases > MAX_ALIASES {
                        return Err(Failure::NotJudged);
                    }
                    self.close(yaml, target, 0)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Hands a complete value to what is open around it.
    fn close(&mut self, yaml: &mut Yaml, value: usize, anchor: usize) -> Result<(), Failure> {
        if anchor != 0 {
            self.anchors.insert(anchor, value);
        }
        let Some((around, waiting)) = self.open.last_mut() else {
            if self.documents == 1 {
                yaml.root = Some(value);
            }
            return Ok(());
        };
        let text = waiting.and_then(|key| yaml.text_of(&yaml.values[key]));
        let name = text.map(Name::of).unwrap_or_default();
        match (&mut yaml.values[*around].content, waiting.take()) {
            (Content::Mapping(mapping), Some(key)) => mapping.entries.push(Entry { key, value, name }),
            (Content::Mapping(_), None) => *waiting = Some(value),
            (Content::Sequence(items), _) => items.push(value),
            (Content::Scalar { .. }, _) => {}
        }
        Ok(())
    }

    /// Refuses keys that come twice, and puts what `<<` brings behind the mapping's own entries.
    fn merge(&mut self, yaml: &mut Yaml, mapping: usize) -> Result<(), Failure> {
        let Content::Mapping(own) = &yaml.values[mapping].content else {
            return Ok(());
        };
        let name = |entry: &Entry| yaml.text_of(&yaml.values[entry.key]);
        let mut sources: Vec<usize> = Vec::new();
        for (at, entry) in own.entries.iter().enumerate() {
            match name(entry) {
                Some("<<") => match &yaml.values[entry.value].content {
                    Content::Sequence(items) => sources.extend(items),
                    Content::Mapping(_) => sources.push(entry.value),
                    Content::Scalar { .. } => {}
                },
                Some(name) if yaml.find(own, name) != Some(at) => {
                    return Err(Failure::Invalid(SyntaxError {
                        message: format!("duplicate key `{name}`"),
                        span: yaml.values[entry.key].span,
                    }));
                }
                _ => {}
            }
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut merged: Vec<Entry> = Vec::new();
        for source in sources {
            let Content::Mapping(source) = &yaml.values[source].content else {
                continue;
            };
            self.merged += source.entries.len();
            if self.merged > MAX_MERGED {
                return Err(Failure::NotJudged);
            }
            let new = source.entries.iter().filter(|entry| {
                name(entry).is_some_and(|name| yaml.find(own, name).is_none() && seen.insert(name))
            });
            merged.extend(new);
        }
        if let (Content::Mapping(own), false) = (&mut yaml.values[mapping].content, merged.is_empty()) {
            own.entries.extend(merged);
            own.sorted = OnceLock::new();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> SyntaxError {
        Yaml::parse(&"a.yml".into(), &text.into()).expect_err("invalid YAML")
    }

    #[test]
    fn says_where_it_is_broken() {
        let text = "name: ü\non: ]push\n";
        assert_eq!(&text[error(text).span.start..], "]push\n");
        let text = "jobs:\n  a: 1\n  b: 2\n  'a': 3\n";
        let twice = error(text);
        assert_eq!(twice.message, "duplicate key `a`");
        assert_eq!(&text[twice.span.start..], "'a': 3\n");
    }

    #[test]
    fn what_is_valid_parses() {
        let long = "# a job that is out of use\n".repeat(500);
        for text in [
            "",
            "# nothing\n",
            "on:\n  - push\na: [\n  1,\n]\n",
            &format!("a:\n{long}  b: 1\n"),
        ] {
            assert!(Yaml::parse(&"a.yml".into(), &text.into()).is_ok(), "{text}");
        }
    }
}
