//! The few operations that every YAML fix is made of; each gives an edit of the original bytes.
//!
//! What an edit makes of the text is parsed again: it is offered only if it differs in that one key and nowhere else.

use crate::syntax::layout::newline_at;
use crate::syntax::yaml::parse::comments;
use crate::syntax::yaml::{Content, Node, Value, Yaml};
use crate::text::edit::{Edit, replaced};

/// A key with what stands behind it.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// A word, which needs no quotes.
    Word(&'a str, &'a str),
    /// A mapping of words.
    Mapping(&'a str, &'a [(&'a str, &'a str)]),
}

/// Puts another text in the place of a scalar, in the quotes that it has.
///
/// `None` where the text would need others, or an alias stands for the scalar somewhere.
pub fn respell(scalar: Node<'_>, text: &str) -> Option<Edit> {
    let old = scalar.as_str()?;
    let written = &scalar.yaml.text[scalar.value.span.start..scalar.value.span.end];
    let quotes = ["", "'", "\""].into_iter();
    let mut quotes = quotes.filter(|quote| written == format!("{quote}{old}{quote}"));
    let quote = quotes.next()?;
    let edit = Edit::replace(
        &scalar.yaml.path,
        scalar.value.span,
        format!("{quote}{text}{quote}"),
    );
    checked(scalar, edit, |node| node.as_str() == Some(text))
}

/// Adds an entry to a mapping: before the entry `before`, where there is one, or else behind the last.
///
/// `None` where the mapping has that key, or an alias stands for the mapping somewhere.
pub fn insert(mapping: Node<'_>, entry: Entry<'_>, before: &str) -> Option<Edit> {
    let yaml = mapping.yaml;
    let key = entry.key();
    if !mapping.is_mapping() || mapping.get(key).is_some() {
        return None;
    }
    let own: Vec<Node<'_>> = mapping
        .entries()
        .filter(|entry| stands_in(*entry, mapping))
        .collect();
    let edit = if mapping.is_flow() {
        let close = mapping.value.span.end.checked_sub(1)?;
        let inside = yaml.text.get(mapping.value.span.start + 1..close)?;
        let kept = inside.trim_end();
        let at = mapping.value.span.start + 1 + kept.len();
        let text = match (own.is_empty(), kept.ends_with(',')) {
            (true, _) => format!(" {} ", entry.flow()),
            (false, true) => format!(" {}", entry.flow()),
            (false, false) => format!(", {}", entry.flow()),
        };
        Edit::replace(&yaml.path, at..if own.is_empty() { close } else { at }, text)
    } else {
        let first = own.first()?.key?.span.start;
        let line = yaml.text[..first].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = " ".repeat(
            yaml.text[line..first]
                .trim_start_matches('\u{feff}')
                .chars()
                .count(),
        );
        let end = own
            .iter()
            .position(|entry| entry.key() == before)
            .unwrap_or(own.len());
        let last = own.get(end.checked_sub(1)?)?;
        let end = last_byte(*last, 0);
        let at = end + yaml.text[end..].find('\n').unwrap_or(yaml.text.len() - end);
        let at = at - usize::from(yaml.text[..at].ends_with('\r'));
        let newline = newline_at(&yaml.text, at);
        let lines = entry.lines().into_iter();
        Edit::replace(
            &yaml.path,
            at..at,
            lines
                .map(|line| format!("{newline}{indent}{line}"))
                .collect::<String>(),
        )
    };
    let wanted = mapping.entries().len() + 1;
    checked(mapping, edit, |node| {
        node.entries().len() == wanted && node.get(key).is_some_and(|node| entry.is(node))
    })
}

impl Entry<'_> {
    fn key(&self) -> &str {
        match self {
            Self::Word(key, _) | Self::Mapping(key, _) => key,
        }
    }

    fn flow(&self) -> String {
        match self {
            Self::Word(key, word) => format!("{key}: {word}"),
            Self::Mapping(key, words) => {
                let words: Vec<String> = words.iter().map(|(key, word)| format!("{key}: {word}")).collect();
                format!("{key}: {{ {} }}", words.join(", "))
            }
        }
    }

    fn lines(&self) -> Vec<String> {
        match self {
            Self::Word(key, word) => vec![format!("{key}: {word}")],
            Self::Mapping(key, words) => {
                let words = words.iter().map(|(key, word)| format!("  {key}: {word}"));
                [format!("{key}:")].into_iter().chain(words).collect()
            }
        }
    }

    fn is(&self, node: Node<'_>) -> bool {
        match self {
            Self::Word(_, word) => node.as_str() == Some(word),
            Self::Mapping(_, words) => {
                let has = |(key, word): &(&str, &str)| node.get(key).and_then(Node::as_str) == Some(word);
                node.entries().count() == words.len() && words.iter().all(has)
            }
        }
    }
}

impl Node<'_> {
    fn is_flow(self) -> bool {
        let text = &self.yaml.text[self.value.span.start..];
        matches!(self.value.content, Content::Mapping(_) | Content::Sequence(_))
            && text.starts_with(['{', '['])
    }
}

/// More values than a workflow has; aliases in aliases can have more than can be counted.
const MOST: usize = 100_000;

/// Whether an entry is written in its mapping, and not brought by `<<`.
fn stands_in(entry: Node<'_>, mapping: Node<'_>) -> bool {
    let (inner, outer) = (entry.key.map(|key| key.span), mapping.value.span);
    inner.is_some_and(|inner| outer.start <= inner.start && inner.end <= outer.end)
}

/// The offset after the last byte of an entry that begins at `start` or later: the span of a block reaches to what
/// follows it.
///
/// What begins before `start` is written there, and an alias or `<<` stands for it here.
fn last_byte(entry: Node<'_>, start: usize) -> usize {
    let start = match entry.key.map(|key| key.span) {
        Some(key) if key.start < start => return start,
        Some(key) => key.end,
        None => start,
    };
    if entry.value.span.start < start {
        return start;
    }
    if entry.is_flow() || !(entry.is_mapping() || entry.is_sequence()) {
        return entry.value.span.end;
    }
    let inner = entry.entries().chain(entry.items());
    inner.fold(start, |end, node| last_byte(node, end))
}

/// The edit, if what it makes of the text differs in one value only, which is as it should be.
fn checked(changed: Node<'_>, edit: Edit, is_right: impl Fn(Node<'_>) -> bool) -> Option<Edit> {
    let yaml = changed.yaml;
    let text = replaced(&yaml.text, std::slice::from_ref(&edit))?;
    let after = Yaml::parse(&yaml.path, &text.into()).ok()?;
    let mut found = None;
    let mut room = MOST;
    let is_same = is_same_but(yaml.root()?, after.root()?, changed.value, &mut found, &mut room);
    let is_alone = comments(&after.text).len() == comments(&yaml.text).len();
    (is_same && is_alone && is_right(found?)).then_some(edit)
}

/// Whether two values are the same but for one, which may be met only once; `found` is what it has become.
fn is_same_but<'a>(
    old: Node<'_>,
    new: Node<'a>,
    changed: &Value,
    found: &mut Option<Node<'a>>,
    room: &mut usize,
) -> bool {
    if *room == 0 {
        return false;
    }
    *room -= 1;
    let is_here = std::ptr::eq(old.value, changed);
    if is_here && found.replace(new).is_some() {
        return false;
    }
    match (&old.value.content, &new.value.content) {
        (Content::Scalar { style: one, .. }, Content::Scalar { style: other, .. }) => {
            one == other && (is_here || old.as_str() == new.as_str())
        }
        (Content::Sequence(one), Content::Sequence(other)) => {
            one.len() == other.len()
                && old
                    .items()
                    .zip(new.items())
                    .all(|(old, new)| is_same_but(old, new, changed, found, room))
        }
        (Content::Mapping(one), Content::Mapping(other)) => {
            (is_here || one.entries.len() == other.entries.len())
                && old.entries().all(|old| {
                    let new = new.get(old.key());
                    new.is_some_and(|new| is_same_but(old, new, changed, found, room))
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Yaml {
        Yaml::parse(&"a.yml".into(), &text.into()).expect("valid YAML")
    }

    fn made(yaml: &Yaml, edit: Option<Edit>) -> Option<String> {
        replaced(&yaml.text, &[edit?])
    }

    #[test]
    fn an_entry_takes_the_place_and_the_shape_that_others_have() {
        let word = Entry::Word("merge", "true");
        for (before, after) in [
            ("a:\n  x: 1\n", "a:\n  x: 1\n  merge: true\n"),
            (
                "a:\n  x: 1 # c\n\n# d\nb: 1\n",
                "a:\n  x: 1 # c\n  merge: true\n\n# d\nb: 1\n",
            ),
            (
                "a:\r\n    x: 'ü'\r\nb: 1",
                "a:\r\n    x: 'ü'\r\n    merge: true\r\nb: 1",
            ),
            ("a:\n  x: 1", "a:\n  x: 1\n  merge: true"),
            ("a: { x: 1 }\n", "a: { x: 1, merge: true }\n"),
            ("a: {x: 1,}\n", "a: {x: 1, merge: true}\n"),
            ("a: {}\n", "a: { merge: true }\n"),
            (
                "a:\n  x: |\n    1\n    2\n\nb: 1\n",
                "a:\n  x: |\n    1\n    2\n  merge: true\n\nb: 1\n",
            ),
            (
                "a:\n  x:\n    - 1\n    - y: 2 # c\nb: 1\n",
                "a:\n  x:\n    - 1\n    - y: 2 # c\n  merge: true\nb: 1\n",
            ),
            (
                "\u{feff}a:\n  \"x\": 1\n  <<: { z: 1 }\n",
                "\u{feff}a:\n  \"x\": 1\n  <<: { z: 1 }\n  merge: true\n",
            ),
        ] {
            let yaml = parse(before);
            let mapping = yaml.get(&["a"]).expect("a mapping");
            assert_eq!(
                made(&yaml, insert(mapping, word, "")).as_deref(),
                Some(after),
                "{before:?}"
            );
        }
        let job = parse("job:\n  runs-on: x\n  # how\n  steps: []\n");
        let entry = Entry::Mapping("permissions", &[("contents", "read"), ("id-token", "write")]);
        assert_eq!(
            made(&job, insert(job.get(&["job"]).expect("a job"), entry, "steps")).as_deref(),
            Some(
                "job:\n  runs-on: x\n  permissions:\n    contents: read\n    id-token: write\n  # how\n  steps: []\n"
            )
        );
        let item = parse("- uses: x\n  with:\n    y: 1\n- uses: z\n");
        let step = item.root().and_then(|root| root.items().next()).expect("a step");
        assert_eq!(
            made(&item, insert(step, Entry::Word("if", "x"), "")).as_deref(),
            Some("- uses: x\n  with:\n    y: 1\n  if: x\n- uses: z\n")
        );
    }

    #[test]
    fn what_would_change_anything_else_is_not_offered() {
        let word = Entry::Word("merge", "true");
        for text in [
            "a: &a { x: 1 }\nb: *a\n",
            "a: { merge: 1 }\n",
            "a: x\n",
            "a: [1]\n",
        ] {
            let yaml = parse(text);
            assert!(
                insert(yaml.get(&["a"]).expect("a value"), word, "").is_none(),
                "{text}"
            );
        }
        for (text, new) in [
            ("a: v3\n", "v: #"),
            ("a: &x v3\nb: *x\n", "v7"),
            ("a: \"v\\x33\"\n", "v7"),
        ] {
            let yaml = parse(text);
            assert!(
                respell(yaml.get(&["a"]).expect("a value"), new).is_none(),
                "{text}"
            );
        }
    }

    #[test]
    fn an_entry_behind_aliases_in_aliases_is_found_at_once() {
        let depth = 40;
        let open = (0..depth).map(|level| format!("  {}- &a{level}\n", "  ".repeat(level)));
        let close = (0..depth)
            .rev()
            .map(|level| format!("  {}- *a{level}\n", "  ".repeat(level)));
        let text: String = open
            .chain([format!("  {}- x\n", "  ".repeat(depth))])
            .chain(close)
            .collect();
        let yaml = parse(&format!("job:\n{text}"));
        let last = yaml.get(&["job"]).expect("a list");
        assert_eq!(
            last_byte(last, 0),
            yaml.text.find("- x").expect("the innermost") + 3
        );
    }

    #[test]
    fn a_scalar_keeps_its_quotes_and_its_comment() {
        for (before, after) in [
            ("a: v3 # old\nb: v3\n", "a: v7 # old\nb: v3\n"),
            ("a: 'v3'\n", "a: 'v7'\n"),
            ("{ a: \"v3\" }\r\n", "{ a: \"v7\" }\r\n"),
        ] {
            let yaml = parse(before);
            let edit = respell(yaml.get(&["a"]).expect("a value"), "v7");
            assert_eq!(made(&yaml, edit).as_deref(), Some(after));
        }
    }
}
