//! The combinations of a job's matrix, as GitHub makes them.

use crate::syntax::actions::{Value, is_same_name, opening};
use crate::syntax::yaml::Node;

/// GitHub runs no more jobs of one matrix.
const MAX_COMBINATIONS: usize = 256;
/// More keys than people write, in a matrix or in an entry of `include` or `exclude`.
const MAX_KEYS: usize = 256;
/// More values than people write into one value of a matrix; aliases can make many of few.
const MAX_VALUES: usize = 1000;

/// One combination of a matrix: what stands under `matrix` while one run of the job goes on.
#[derive(Clone, Debug, Default)]
pub struct Combination<'a> {
    /// Keys and values; a value is `None` where an expression makes it.
    values: Vec<(&'a str, Option<Node<'a>>)>,
    /// Whether an expression may bring more keys.
    is_open: bool,
    /// Whether there may be no such combination.
    pub is_doubtful: bool,
}

impl<'a> Combination<'a> {
    /// A combination of which nothing is known.
    pub fn unknown() -> Self {
        Self {
            is_open: true,
            ..Self::default()
        }
    }

    /// The value at a path of keys; `None` where it is not known, or not as a whole.
    pub fn value(&self, path: &[String]) -> Option<Value> {
        let (first, rest) = path.split_first()?;
        let Some(node) = self.get(first) else {
            return (!self.is_open).then_some(Value::Null);
        };
        let mut node = node?;
        for key in rest {
            let mut entries = node.is_mapping().then(|| node.entries())?;
            match entries.find(|entry| is_same_name(entry.key(), key)) {
                Some(entry) => node = entry,
                None => return Some(Value::Null),
            }
        }
        value(node)
    }

    fn get(&self, key: &str) -> Option<Option<Node<'a>>> {
        let found = self.values.iter().find(|(name, _)| is_same_name(name, key));
        found.map(|(_, value)| *value)
    }

    fn set(&mut self, key: &'a str, value: Option<Node<'a>>) {
        match self.values.iter_mut().find(|(name, _)| *name == key) {
            Some(known) => known.1 = value,
            None => self.values.push((key, value)),
        }
    }

    /// Whether it has all that an entry of `exclude` asks for; `None` where that is not known.
    fn has(&self, entry: Node<'_>) -> Option<bool> {
        let mut is_sure = true;
        for wanted in entry.entries() {
            match self.get(wanted.key()) {
                Some(Some(value)) if is_same(value, wanted) => {}
                Some(None) => is_sure = false,
                _ => return Some(false),
            }
        }
        is_sure.then_some(true)
    }
}

/// The value of a node; `None` where an expression makes it or a part of it, and where there is too much in it.
pub fn value(node: Node<'_>) -> Option<Value> {
    let mut room = MAX_VALUES;
    value_within(node, &mut room)
}

fn value_within(node: Node<'_>, room: &mut usize) -> Option<Value> {
    *room = room.checked_sub(1)?;
    if node.is_sequence() {
        let items: Option<Vec<Value>> = node.items().map(|item| value_within(item, room)).collect();
        return Some(Value::Array(items?.into()));
    }
    if node.is_mapping() {
        let entry = |entry: Node<'_>| Some((entry.key().to_owned(), value_within(entry, room)?));
        let entries: Option<Vec<(String, Value)>> = node.entries().map(entry).collect();
        return Some(Value::Object(entries?.into()));
    }
    let text = node.as_str().filter(|text| opening(text).is_none())?;
    match node.as_plain() {
        Some(plain) => Value::plain(plain),
        None => Some(Value::Text(text.to_owned())),
    }
}

/// Whether a value is the wanted one; a mapping may have more keys. One with too much in it is not.
fn is_same(node: Node<'_>, wanted: Node<'_>) -> bool {
    let mut room = MAX_VALUES;
    is_same_within(node, wanted, &mut room)
}

fn is_same_within(node: Node<'_>, wanted: Node<'_>, room: &mut usize) -> bool {
    if *room == 0 {
        return false;
    }
    *room -= 1;
    if wanted.is_mapping() {
        let mut entries = wanted.entries();
        return node.is_mapping()
            && entries.all(|entry| {
                let node = node.get(entry.key());
                node.is_some_and(|node| is_same_within(node, entry, room))
            });
    }
    value_within(node, room).is_some_and(|value| Some(value) == value_within(wanted, room))
}

/// All combinations of the matrix of a job; a job without one has one that is empty.
pub fn combinations<'a>(job: Node<'a>) -> Vec<Combination<'a>> {
    let Some(matrix) = job.get("strategy").and_then(|strategy| strategy.get("matrix")) else {
        return vec![Combination::default()];
    };
    let listed = |key| matrix.get(key).map(Node::items).into_iter().flatten();
    let is_wide = |node: Node<'_>| node.entries().count() > MAX_KEYS;
    let mut all = listed("include").chain(listed("exclude")).chain([matrix]);
    if !matrix.is_mapping() || all.any(is_wide) {
        return vec![Combination::unknown()];
    }
    let Some(mut found) = product(matrix) else {
        return vec![Combination::unknown()];
    };
    if !refused(job).is_empty() {
        return vec![Combination {
            is_doubtful: true,
            ..Combination::unknown()
        }];
    }
    let is_unknown = |key| matrix.get(key).is_some_and(|list| !list.is_sequence());
    found.retain(|combination| !listed("exclude").any(|entry| combination.has(entry) == Some(true)));
    include(&mut found, listed("include"));
    if is_unknown("include") {
        found
            .iter_mut()
            .for_each(|combination| combination.is_open = true);
        // Its entries may all be added to the others.
        found.push(Combination {
            is_doubtful: !found.is_empty(),
            ..Combination::unknown()
        });
    }
    found
}

/// Why GitHub refuses a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// An entry of `exclude` asks for a key that has no list in it.
    Unknown,
    /// A list, or an entry of `include` or `exclude`, has nothing in it.
    Empty,
    /// It has neither lists nor entries of `include`.
    Nothing,
}

/// What GitHub refuses in the matrix of a job, each with its name; nothing where an expression makes a part of it.
///
/// Source: `MatrixBuilder` of GitHub's runner.
pub fn refused(job: Node<'_>) -> Vec<(Misfit, Node<'_>, String)> {
    let matrix = job.get("strategy").and_then(|strategy| strategy.get("matrix"));
    let Some(matrix) = matrix.filter(|matrix| matrix.is_mapping()) else {
        return Vec::new();
    };
    let (special, lists): (Vec<_>, Vec<_>) = matrix
        .entries()
        .partition(|entry| matches!(entry.key(), "include" | "exclude"));
    if lists
        .iter()
        .chain(&special)
        .any(|list| list.key().contains("${{"))
    {
        return Vec::new();
    }
    let is_empty = |node: &&Node<'_>| match node.is_sequence() {
        true => node.items().next().is_none(),
        false => node.is_mapping() && node.entries().next().is_none(),
    };
    let named = |misfit, node, name: &str| (misfit, node, name.to_owned());
    let empty = lists.iter().filter(is_empty);
    let mut found: Vec<_> = empty
        .map(|list| named(Misfit::Empty, *list, list.key()))
        .collect();
    for entry in &special {
        for item in entry.items().filter(|item| item.is_mapping()) {
            if is_empty(&&item) {
                found.push(named(Misfit::Empty, item, entry.key()));
            }
            let keys = item.entries().filter(|_| entry.key() == "exclude");
            let unknown = keys.filter(|key| !lists.iter().any(|list| is_same_name(list.key(), key.key())));
            found.extend(unknown.map(|key| named(Misfit::Unknown, key, key.key())));
        }
    }
    let includes = special.iter().find(|entry| entry.key() == "include");
    if lists.is_empty() && includes.is_none_or(|includes| is_empty(&includes)) {
        found.push(named(Misfit::Nothing, matrix, "matrix"));
    }
    found
}

/// Every value of each key with every value of the others; `None` if these are more than GitHub runs.
fn product(matrix: Node<'_>) -> Option<Vec<Combination<'_>>> {
    let mut found: Vec<Combination<'_>> = Vec::new();
    for key in matrix
        .entries()
        .filter(|entry| !matches!(entry.key(), "include" | "exclude"))
    {
        let values: Vec<Option<Node<'_>>> = if key.is_sequence() {
            key.items().map(Some).collect()
        } else {
            vec![None]
        };
        if found.is_empty() {
            found.push(Combination::default());
        }
        if found.len() * values.len() > MAX_COMBINATIONS {
            return None;
        }
        found = found
            .iter()
            .flat_map(|combination| {
                values.iter().map(|value| {
                    let mut next = combination.clone();
                    next.set(key.key(), *value);
                    next
                })
            })
            .collect();
    }
    Some(found)
}

/// An entry of `include` is added to each combination that it contradicts nowhere, or else is one of its own.
fn include<'a>(found: &mut Vec<Combination<'a>>, entries: impl Iterator<Item = Node<'a>>) {
    let originals = found.clone();
    for entry in entries.filter(|entry| entry.is_mapping()) {
        let mut is_added = false;
        for (combination, original) in found.iter_mut().zip(&originals) {
            let fits = entry.entries().all(|wanted| match original.get(wanted.key()) {
                None | Some(None) => true,
                Some(Some(value)) => is_same(value, wanted),
            });
            if fits {
                is_added = true;
                for wanted in entry.entries() {
                    combination.set(wanted.key(), Some(wanted));
                }
            }
        }
        if !is_added && found.len() < MAX_COMBINATIONS {
            let mut alone = Combination::default();
            for wanted in entry.entries() {
                alone.set(wanted.key(), Some(wanted));
            }
            found.push(alone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::Yaml;

    /// The values of some keys in every combination, `?` for what is not known.
    fn shown(matrix: &str, keys: &[&str]) -> Vec<String> {
        let text = format!("strategy:\n  matrix:\n{matrix}");
        let yaml = Yaml::parse(&"a.yml".into(), &text.into()).expect("valid YAML");
        let job = yaml.root().expect("a job");
        let of = |combination: &Combination<'_>, key: &str| {
            let path: Vec<String> = key.split('.').map(str::to_owned).collect();
            combination.value(&path).map_or("?".into(), |value| value.text())
        };
        let line = |combination| keys.iter().map(|key| of(&combination, key)).collect::<Vec<_>>();
        combinations(job)
            .into_iter()
            .map(|combination| line(combination).join(" "))
            .collect()
    }

    #[test]
    fn the_example_of_the_manual() {
        let matrix = "    fruit: [apple, pear]\n    animal: [cat, dog]\n    include:\n      - color: green\n      \
            - { color: pink, animal: cat }\n      - { fruit: apple, shape: circle }\n      - fruit: banana\n      \
            - { fruit: banana, animal: cat }\n";
        assert_eq!(
            shown(matrix, &["fruit", "animal", "color", "shape"]),
            [
                "apple cat pink circle",
                "apple dog green circle",
                "pear cat pink ",
                "pear dog green ",
                "banana   ",
                "banana cat  "
            ]
        );
    }

    #[test]
    fn exclusions_mappings_and_what_is_not_known() {
        let matrix = "    platform: [{ os: linux, target: x64 }, { os: mac }]\n    python: [3.10, '3.10']\n    \
            exclude:\n      - platform: { os: mac }\n        python: '3.10'\n";
        assert_eq!(
            shown(matrix, &["platform.os", "platform.target", "python"]),
            ["linux x64 3.1", "linux x64 3.10", "mac  3.1"]
        );
        assert_eq!(
            shown("    a: [1, 2]\n    b: ${{ fromJSON(x) }}\n", &["a", "b", "c"]),
            ["1 ? ", "2 ? "]
        );
        assert_eq!(
            shown("    a: [1]\n    include: ${{ x }}\n", &["a", "c"]),
            ["1 ?", "? ?"]
        );
        let many = format!("    a: [{0}]\n    b: [{0}]\n", "1, ".repeat(20));
        assert_eq!(shown(&many, &["a"]), ["?"]);
    }

    #[test]
    fn aliases_in_aliases_are_compared_up_to_a_limit() {
        let level = |level: usize| format!("    - &a{level} {{ x: *a{0}, y: *a{0} }}\n", level - 1);
        let levels: String = (1..40).map(level).collect();
        let matrix = format!(
            "    a:\n    - &a0 1\n{levels}    exclude:\n    - a: *a39\n    include:\n    - {{ a: *a39, b: 1 }}\n"
        );
        let text = format!("strategy:\n  matrix:\n{matrix}");
        let yaml = Yaml::parse(&"a.yml".into(), &text.into()).expect("valid YAML");
        assert_eq!(combinations(yaml.root().expect("a job")).len(), 41);
    }
}
