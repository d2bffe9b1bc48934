//! What a template changes in a TOML document, retold key by key in the document that a person has made of it.
//!
//! A merge of lines cannot tell a changed value from the changed lines around it. So two documents are made of the
//! person's own: it with what the template has now, and it with what the template had wherever the two do not agree.
//! Merged by lines, these three are at odds only where both sides give one key another value.

use std::sync::Arc;

use crate::syntax::splice::{copy_tables, insert, push, remove, remove_item, replace};
use crate::syntax::toml::{Node, Style, Toml, key};
use crate::text::edit::{Edit, replaced};

/// A change, retold.
#[derive(Debug, PartialEq, Eq)]
pub struct Retold {
    /// The person's document with the template's old values where the person and the template have changed one key.
    pub base: String,
    /// The person's document with the template's new values.
    pub new: String,
    /// The keys that the template changes and the person does not have, or has a table of their own for.
    pub absent: Vec<String>,
}

/// What becomes of a key, in the person's document.
struct Change<'a> {
    path: Vec<&'a str>,
    old: Option<Node<'a>>,
    new: Option<Node<'a>>,
    is_at_odds: bool,
}

#[derive(Default)]
struct Changes<'a> {
    found: Vec<Change<'a>>,
    absent: Vec<String>,
}

/// Retells the way from `base` to `new` in `own`; `None` where one cannot be read, or the change cannot be written there.
pub fn retell(base: &str, own: &str, new: &str) -> Option<Retold> {
    let documents = [base, own, new].map(parse);
    let [Some(base), Some(own), Some(new)] = &documents else {
        return None;
    };
    let mut changes = Changes::default();
    changes.compare(
        &mut Vec::new(),
        Some(base.root()),
        Some(own.root()),
        Some(new.root()),
    );
    let mut texts = [own.text.to_string(), own.text.to_string()];
    for Change {
        path,
        old,
        new,
        is_at_odds,
    } in &changes.found
    {
        if *is_at_odds {
            texts[0] = put(&texts[0], path, *old)?;
        }
        texts[1] = match (*old, *new) {
            (old, Some(new)) if !is_at_odds && own.get(path).is_some() && !is_same(own.get(path), old) => {
                put_items(&texts[1], path, old, new)?
            }
            _ => put(&texts[1], path, *new)?,
        };
    }
    let [base, new] = texts;
    let absent = changes.absent;
    Some(Retold { base, new, absent })
}

impl<'a> Changes<'a> {
    fn compare(
        &mut self,
        path: &mut Vec<&'a str>,
        base: Option<Node<'a>>,
        own: Option<Node<'a>>,
        new: Option<Node<'a>>,
    ) {
        if is_same(base, new) || is_same(own, new) {
            return;
        }
        let is_table = |node: Option<Node<'_>>| node.is_none_or(Node::is_table);
        let is_added = base.is_none() && own.is_none();
        let is_kept = is_same(own, base);
        match own {
            None if !is_added => self.absent.push(path.join(".")),
            Some(own) if base.is_none() && own.is_table() => self.absent.push(path.join(".")),
            Some(_) if is_table(own) && is_table(base) && is_table(new) && (!is_kept || new.is_some()) => {
                let entries = [base, new].into_iter().flatten().flat_map(Node::entries);
                let mut keys: Vec<_> = entries.map(Node::key).collect();
                let mut seen = std::collections::HashSet::new();
                keys.retain(|key| seen.insert(*key));
                for key in keys {
                    let at = |node: Option<Node<'a>>| node?.get(key);
                    path.push(key);
                    self.compare(path, at(base), at(own), at(new));
                    path.pop();
                }
            }
            _ => self.found.push(Change {
                path: path.clone(),
                old: base,
                new,
                is_at_odds: !(is_added || is_kept || has_items(base, own, new)),
            }),
        }
    }
}

/// Whether the items that go are all there, so that items can come and go in what the person has.
fn has_items(base: Option<Node<'_>>, own: Option<Node<'_>>, new: Option<Node<'_>>) -> bool {
    let Some((own, new)) = own.zip(new) else {
        return false;
    };
    let is_in = |array: Node<'_>, item: &Node<'_>| position(array, *item).is_some();
    let mut gone = base
        .map(Node::items)
        .unwrap_or_default()
        .into_iter()
        .filter(|item| !is_in(new, item));
    base.into_iter().chain([own, new]).all(Node::is_array) && gone.all(|item| is_in(own, &item))
}

fn position(array: Node<'_>, item: Node<'_>) -> Option<usize> {
    array
        .items()
        .into_iter()
        .position(|other| is_same(Some(other), Some(item)))
}

/// Whether two values say the same; how they are laid out does not count.
pub(super) fn is_same(one: Option<Node<'_>>, other: Option<Node<'_>>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one.is_none() && other.is_none();
    };
    if one.is_table() && other.is_table() {
        let entries = one.entries();
        let is_there = |entry: Node<'_>| is_same(Some(entry), other.get(entry.key()));
        return entries.len() == other.entries().len() && entries.into_iter().all(is_there);
    }
    if one.is_array() && other.is_array() || one.is_tables() && other.is_tables() {
        let (items, others) = (one.items(), other.items());
        let mut pairs = items.iter().zip(&others);
        return items.len() == others.len() && pairs.all(|(one, other)| is_same(Some(*one), Some(*other)));
    }
    match (one.as_str(), other.as_str()) {
        (Some(one), Some(other)) => one == other,
        _ => one.written() == other.written() && one.is_table() == other.is_table(),
    }
}

/// The document with another value, or none, for the key at `path`.
pub(super) fn put(text: &str, path: &[&str], value: Option<Node<'_>>) -> Option<String> {
    let toml = parse(text)?;
    let (name, around) = path.split_last()?;
    let is_dotted = |node: Option<Node<'_>>| node.is_some_and(|node| node.style() == Some(Style::Dotted));
    if is_dotted(value) {
        return put_dotted(text, path, value?);
    }
    if is_dotted(toml.get(path)) && value.is_some() {
        return put(&put(text, path, None)?, path, value);
    }
    let edits = match (toml.get(path), value) {
        (None, None) => Vec::new(),
        (Some(_), None) => remove(&toml, path)?,
        (None, Some(table))
            if table.is_tables() || matches!(table.style(), Some(Style::Header | Style::Implied)) =>
        {
            vec![copy_tables(table.toml(), &[path], &toml)?]
        }
        (None, Some(value)) => vec![insert(&toml, around, name, value.written()?)?],
        (Some(own), Some(value)) => vec![replace(own, value.written()?)?],
    };
    replaced(&toml.text, &edits)
}

/// The document with a key of the table at `path` behind a dot, as in `version.workspace = true`.
fn put_dotted(text: &str, path: &[&str], table: Node<'_>) -> Option<String> {
    let (name, around) = path.split_last()?;
    let entries = table.entries();
    let [entry] = entries.as_slice() else {
        return None;
    };
    let value = entry.written()?;
    let toml = parse(text)?;
    let text = match toml.get(path) {
        Some(_) => text.to_owned(),
        None => replaced(text, &[insert(&toml, around, name, value)?])?,
    };
    let toml = parse(&text)?;
    let own = toml
        .get(path)
        .filter(|own| matches!(own.style(), None | Some(Style::Inline)))?;
    let line = format!("{}.{} = {value}", key(name), key(entry.key()));
    let span = own.key_span()?.start..own.value_span()?.end;
    replaced(&text, &[Edit::replace(&toml.path, span, line)])
}

/// The document with the items that come and without those that go, in the array at `path`.
fn put_items(text: &str, path: &[&str], old: Option<Node<'_>>, new: Node<'_>) -> Option<String> {
    let mut text = text.to_owned();
    let (old, others) = (old.map(Node::items).unwrap_or_default(), new.items());
    let was_there = |item: Node<'_>| old.iter().any(|other| is_same(Some(*other), Some(item)));
    for (index, item) in old.iter().copied().enumerate() {
        if position(new, item).is_some() {
            continue;
        }
        let toml = parse(&text)?;
        let own = toml.get(path)?;
        let at = position(own, item)?;
        // What has taken its place takes it here.
        let successor = others.get(index).filter(|other| !was_there(**other));
        let edit = match successor {
            Some(other) => replace(*own.items().get(at)?, other.written()?)?,
            None => remove_item(own, at)?,
        };
        text = replaced(&toml.text, &[edit])?;
    }
    for item in others {
        let toml = parse(&text)?;
        let own = toml.get(path)?;
        if !was_there(item) && position(own, item).is_none() {
            text = replaced(&toml.text, &[push(own, item.written()?)?])?;
        }
    }
    Some(text)
}

/// A document that is told anew, parsed.
pub fn parse(text: &str) -> Option<Toml> {
    Toml::parse(&Arc::from("retold.toml"), &Arc::from(text)).ok()
}
