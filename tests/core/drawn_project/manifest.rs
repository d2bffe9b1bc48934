//! Manifests from a grammar: keys and values that the rules' own examples use, written in every way TOML has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ironwheel::syntax::toml::{Node, Toml, key};

use crate::drawn::Draw;

/// The keys of a manifest by path, each with the values that it was seen with, as written.
pub type Words = BTreeMap<Vec<String>, Vec<String>>;

/// What can stand in each kind of manifest, by the name of the file.
pub struct Vocabulary(BTreeMap<String, Words>);

/// A table that is not written yet.
#[derive(Default)]
struct Table(BTreeMap<String, Entry>);

enum Entry {
    Value(String),
    Table(Table),
}

/// The text as a document, if it is one.
pub fn parse(text: &str) -> Option<Toml> {
    Toml::parse(&Arc::from("a.toml"), &Arc::from(text)).ok()
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Vocabulary {
    /// The words of all manifests among these files.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a String, &'a String)>) -> Self {
        let mut words: BTreeMap<String, BTreeMap<Vec<String>, BTreeSet<String>>> = BTreeMap::new();
        for (path, text) in files {
            let name = file_name(path);
            if let Some(toml) = parse(text).filter(|_| matches!(name, "pyproject.toml" | "Cargo.toml")) {
                collect(toml.root(), &[], words.entry(name.to_owned()).or_default());
            }
        }
        let listed = |words: BTreeMap<Vec<String>, BTreeSet<String>>| {
            words
                .into_iter()
                .map(|(path, values)| (path, values.into_iter().collect()))
                .collect()
        };
        Self(
            words
                .into_iter()
                .map(|(name, words)| (name, listed(words)))
                .collect(),
        )
    }

    /// A key of the manifest of this name, and a value that it can have.
    pub fn word(&self, name: &str, draw: &mut Draw) -> Option<(Vec<&str>, &str)> {
        let words = self.0.get(name)?;
        let (path, values) = words.iter().nth(draw.below(words.len()))?;
        Some((
            path.iter().map(String::as_str).collect(),
            &values[draw.below(values.len())],
        ))
    }

    /// Another value for the key at `path`.
    pub fn value(&self, name: &str, path: &[&str], draw: &mut Draw) -> Option<&str> {
        let path: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
        let values = self.0.get(name)?.get(&path)?;
        Some(&values[draw.below(values.len())])
    }

    /// A manifest with these keys at least, and some others.
    pub fn manifest(&self, name: &str, needed: &[&[&str]], draw: &mut Draw) -> String {
        let mut root = Table::default();
        for path in needed {
            let value = self
                .value(name, path, draw)
                .unwrap_or_else(|| panic!("no example has {path:?}"));
            root.put(path, value);
        }
        for _ in 0..draw.below(24) {
            if let Some((path, value)) = self.word(name, draw) {
                root.put(&path, value);
            }
        }
        let mut text = String::new();
        root.write(&[], draw, &mut text);
        text
    }
}

fn collect(node: Node<'_>, path: &[String], words: &mut BTreeMap<Vec<String>, BTreeSet<String>>) {
    if node.is_table() {
        for entry in node.entries() {
            collect(entry, &[path, &[entry.key().to_owned()]].concat(), words);
        }
    } else if let Some(value) = node.written().filter(|_| !node.is_tables()) {
        words.entry(path.to_vec()).or_default().insert(value.to_owned());
    }
}

impl Table {
    /// Gives a key a value, unless it has one or what leads to it is a value.
    fn put(&mut self, path: &[&str], value: &str) {
        match path {
            [] => {}
            [last] => {
                self.0
                    .entry((*last).to_owned())
                    .or_insert_with(|| Entry::Value(value.to_owned()));
            }
            [first, rest @ ..] => {
                let inner = self.0.entry((*first).to_owned());
                if let Entry::Table(table) = inner.or_insert_with(|| Entry::Table(Self::default())) {
                    table.put(rest, value);
                }
            }
        }
    }

    fn is_flat(&self) -> bool {
        self.0.values().all(|entry| match entry {
            Entry::Value(value) => !value.contains('\n'),
            Entry::Table(table) => table.is_flat(),
        })
    }

    /// Writes what stands under the header of this table, then the tables with headers of their own.
    fn write(&self, path: &[&str], draw: &mut Draw, text: &mut String) {
        let mut below = Vec::new();
        for (name, entry) in shuffled(&self.0, draw) {
            match entry {
                Entry::Value(value) => *text += &format!("{} = {value}\n", key(name)),
                Entry::Table(table) => match draw.below(6) {
                    0 if table.is_flat() && !path.is_empty() => {
                        *text += &format!("{} = {}\n", key(name), table.inline(draw));
                    }
                    1 => table.dotted(&key(name), draw, text),
                    _ => below.push((name, table)),
                },
            }
        }
        for (name, table) in below {
            let path = [path, &[name]].concat();
            if table.0.values().any(|entry| matches!(entry, Entry::Value(_))) || draw.one_in(4) {
                let header: Vec<String> = path.iter().map(|part| key(part)).collect();
                *text += &format!("{}[{}]\n", draw.of(&["", "\n", "\n\n"]), header.join("."));
                table.write(&path, draw, text);
            } else {
                table.write_below(&path, draw, text);
            }
        }
    }

    /// Writes a table that has no header: all that it holds has one.
    fn write_below(&self, path: &[&str], draw: &mut Draw, text: &mut String) {
        for (name, entry) in shuffled(&self.0, draw) {
            if let Entry::Table(table) = entry {
                let path = [path, &[name]].concat();
                let header: Vec<String> = path.iter().map(|part| key(part)).collect();
                *text += &format!("\n[{}]\n", header.join("."));
                table.write(&path, draw, text);
            }
        }
    }

    fn dotted(&self, prefix: &str, draw: &mut Draw, text: &mut String) {
        for (name, entry) in shuffled(&self.0, draw) {
            let path = format!("{prefix}.{}", key(name));
            match entry {
                Entry::Value(value) => *text += &format!("{path} = {value}\n"),
                Entry::Table(table) => table.dotted(&path, draw, text),
            }
        }
    }

    fn inline(&self, draw: &mut Draw) -> String {
        let entries: Vec<String> = shuffled(&self.0, draw)
            .into_iter()
            .map(|(name, entry)| match entry {
                Entry::Value(value) => format!("{} = {value}", key(name)),
                Entry::Table(table) => format!("{} = {}", key(name), table.inline(draw)),
            })
            .collect();
        let (open, close) = draw.of(&[("{ ", " }"), ("{", "}")]);
        format!("{open}{}{close}", entries.join(", "))
    }
}

fn shuffled<'a>(entries: &'a BTreeMap<String, Entry>, draw: &mut Draw) -> Vec<(&'a str, &'a Entry)> {
    let mut list: Vec<_> = entries
        .iter()
        .map(|(name, entry)| (name.as_str(), entry))
        .collect();
    for index in (1..list.len()).rev() {
        list.swap(index, draw.below(index + 1));
    }
    list
}
