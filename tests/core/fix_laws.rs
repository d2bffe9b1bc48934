//! The laws of the TOML operations, on drawn documents: what was meant changes, and nothing else does.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::drawn::Writer;
use ironwheel::syntax::layout::{blocks, entry_spans, line_start, whole_lines};
use ironwheel::syntax::splice as ops;
use ironwheel::syntax::toml::{Node, Style, Toml};
use ironwheel::text::edit::{Edit, splice};
use ironwheel::text::place::Span;

fn documents() -> u64 {
    let more = std::env::var("IRONWHEEL_DOCUMENTS").ok();
    more.map_or(2000, |more| more.parse().expect("a number of documents"))
}

fn parse(text: &str) -> Toml {
    let parsed = Toml::parse(&Arc::from("a.toml"), &Arc::from(text));
    parsed.unwrap_or_else(|error| panic!("{}\n{text}", error.message))
}

/// Every plain value by its path, as it is written; items of arrays count as `[index]`.
fn values(node: Node<'_>, path: &[String], found: &mut BTreeMap<Vec<String>, String>) {
    let step = |name: String| [path, &[name]].concat();
    for entry in node.entries() {
        values(entry, &step(entry.key().to_owned()), found);
    }
    for (index, item) in node.items().into_iter().enumerate() {
        values(item, &step(format!("[{index}]")), found);
    }
    if !node.is_table() && node.items().is_empty() {
        let span = node.value_span().expect("values have spans");
        found.insert(
            path.to_vec(),
            node.toml().text[span.start..span.end].replace("\r\n", "\n"),
        );
    }
}

fn all_values(toml: &Toml) -> BTreeMap<Vec<String>, String> {
    let mut found = BTreeMap::new();
    values(toml.root(), &[], &mut found);
    found
}

/// The paths of all keys that no array stands before.
fn keys<'a>(node: Node<'a>, path: &[&'a str], found: &mut Vec<Vec<&'a str>>) {
    for entry in node.entries() {
        let path = [path, &[entry.key()]].concat();
        keys(entry, &path, found);
        found.push(path);
    }
}

fn comments(text: &str) -> Vec<&str> {
    text.split("# ")
        .skip(1)
        .filter_map(|rest| rest.split('.').next())
        .collect()
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let replacements: Vec<_> = edits
        .iter()
        .map(|edit| match edit {
            Edit::Replace { span, text, .. } => (*span, text.as_str()),
            other => panic!("{other:?} is no replacement"),
        })
        .collect();
    splice(text, &replacements).expect("edits do not overlap")
}

/// What a failed law shows.
struct Context<'a> {
    seed: u64,
    what: String,
    before: &'a str,
    after: Arc<str>,
}

impl std::fmt::Display for Context<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            seed,
            what,
            before,
            after,
        } = self;
        write!(
            formatter,
            "seed {seed}: {what}\n--- before\n{before}\n--- after\n{after}\n---"
        )
    }
}

/// The outcome of edits, after the laws that every operation obeys.
fn outcome<'a>(seed: u64, what: String, before: &'a str, edits: &[Edit]) -> (Toml, Context<'a>) {
    let after = apply(before, edits);
    let context = Context {
        seed,
        what,
        before,
        after: Arc::from(after.as_str()),
    };
    let parsed = Toml::parse(&Arc::from("a.toml"), &Arc::from(after.as_str()));
    let parsed = parsed.unwrap_or_else(|error| panic!("{context}\n{}", error.message));
    assert_eq!(
        after.starts_with('\u{feff}'),
        before.starts_with('\u{feff}'),
        "{context} byte order mark"
    );
    if before.contains('\n') {
        let bare = after.replace("\r\n", "").contains('\n');
        assert!(!(bare && before.contains("\r\n")), "{context} newlines");
        assert!(
            before.contains("\r\n") || !after.contains('\r'),
            "{context} newlines"
        );
    }
    if !after.trim_start_matches('\u{feff}').is_empty() && !before.trim_start_matches('\u{feff}').is_empty() {
        assert_eq!(
            after.ends_with('\n'),
            before.ends_with('\n'),
            "{context} last newline"
        );
    }
    let mut rest = comments(before).into_iter();
    assert!(
        comments(&after).iter().all(|one| rest.any(|other| other == *one)),
        "{context} comments out of order"
    );
    (parsed, context)
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|part| (*part).to_owned()).collect()
}

/// Runs `law` for every key of many documents, and says how often the operation was possible.
fn for_every_key(law: impl Fn(u64, &Toml, &[&str]) -> bool) {
    let (mut tried, mut done) = (0, 0);
    for seed in 0..documents() {
        let toml = parse(&Writer::document(seed));
        let mut paths = Vec::new();
        keys(toml.root(), &[], &mut paths);
        for path in paths {
            tried += 1;
            done += usize::from(law(seed, &toml, &path));
        }
    }
    assert!(
        done * 4 > tried && tried > 5000,
        "only {done} of {tried} keys could be changed"
    );
}

#[test]
fn replace_changes_one_value() {
    for_every_key(|seed, toml, path| {
        let node = toml.get(path).expect("the key is there");
        if node.is_table() || !node.items().is_empty() {
            return false;
        }
        let edit = ops::replace(node, "\"new\"").expect("a plain value can be replaced");
        let (after, context) = outcome(seed, format!("replace {path:?}"), &toml.text, &[edit]);
        let mut expected = all_values(toml);
        expected.insert(owned(path), "\"new\"".to_owned());
        assert_eq!(all_values(&after), expected, "{context}");
        assert_eq!(
            comments(&after.text).len(),
            comments(&toml.text).len() - inner_comments(node),
            "{context}"
        );
        true
    });
}

/// How many comments stand inside a value.
fn inner_comments(node: Node<'_>) -> usize {
    node.value_span()
        .map_or(0, |span| comments(&node.toml().text[span.start..span.end]).len())
}

#[test]
fn rename_moves_what_is_below_a_key() {
    for_every_key(|seed, toml, path| {
        let Some(edit) = ops::rename(toml.get(path).expect("the key is there"), "new name") else {
            return false;
        };
        let (after, context) = outcome(seed, format!("rename {path:?}"), &toml.text, &[edit]);
        let rename = |mut key: Vec<String>| {
            if key.starts_with(&owned(path)) {
                key[path.len() - 1] = "new name".to_owned();
            }
            key
        };
        let expected: BTreeMap<_, _> = all_values(toml)
            .into_iter()
            .map(|(key, value)| (rename(key), value))
            .collect();
        assert_eq!(all_values(&after), expected, "{context}");
        assert_eq!(comments(&after.text), comments(&toml.text), "{context}");
        true
    });
}

#[test]
fn remove_takes_what_is_below_a_key() {
    for_every_key(|seed, toml, path| {
        let Some(edits) = ops::remove(toml, path) else {
            return false;
        };
        let (after, context) = outcome(seed, format!("remove {path:?}"), &toml.text, &edits);
        let mut expected = all_values(toml);
        expected.retain(|key, _| !key.starts_with(&owned(path)));
        assert_eq!(all_values(&after), expected, "{context}");
        assert!(after.get(path).is_none(), "{context}");
        let node = toml.get(path).expect("the key is there");
        let spans = match node.style() {
            Some(Style::Header | Style::Implied) => blocks(node),
            _ => entry_spans(node),
        };
        let lines = spans.into_iter().map(|span| whole_lines(&toml.text, span));
        assert_comments_stay(toml, &after, lines, &context);
        true
    });
}

/// Only comments in what may have gone have gone.
fn assert_comments_stay(
    before: &Toml,
    after: &Toml,
    gone: impl IntoIterator<Item = Span>,
    context: &Context<'_>,
) {
    let gone = gone.into_iter();
    let own: Vec<&str> = gone
        .flat_map(|span| comments(&before.text[span.start..span.end]))
        .collect();
    let left = comments(&after.text);
    let mut all = comments(&before.text).into_iter();
    assert!(
        all.all(|comment| own.contains(&comment) || left.contains(&comment)),
        "{context} a comment is lost"
    );
}

#[test]
fn insert_adds_one_key_wherever_a_table_is_or_can_be() {
    for_every_key(|seed, toml, path| {
        let tables = [
            path.to_vec(),
            [path, &["new", "deep"]].concat(),
            vec!["none", "yet"],
            vec![],
        ];
        let mut done = false;
        for table in tables {
            let Some(edit) = ops::insert(toml, &table, "added", "[1]") else {
                continue;
            };
            let (after, context) = outcome(seed, format!("insert into {table:?}"), &toml.text, &[edit]);
            let mut expected = all_values(toml);
            let mut added = owned(&table);
            added.extend(["added".to_owned(), "[0]".to_owned()]);
            expected.insert(added, "1".to_owned());
            assert_eq!(all_values(&after), expected, "{context}");
            assert_eq!(comments(&after.text), comments(&toml.text), "{context}");
            done = true;
        }
        let node = toml.get(path).expect("the key is there");
        let plain = !node.is_table();
        assert!(
            !plain || ops::insert(toml, path, "added", "1").is_none(),
            "{path:?} is no table"
        );
        done
    });
}

#[test]
fn push_and_remove_item_change_one_item() {
    let mut done = 0;
    for seed in 0..documents() {
        let toml = parse(&Writer::document(seed));
        let mut paths = Vec::new();
        keys(toml.root(), &[], &mut paths);
        for path in paths {
            let array = toml.get(&path).expect("the key is there");
            if !array.is_array() {
                continue;
            }
            let texts = |array: Node<'_>| -> Vec<String> {
                let text = |item: &Node<'_>| {
                    item.value_span()
                        .map(|span| array.toml().text[span.start..span.end].to_owned())
                };
                array.items().iter().filter_map(text).collect()
            };
            let mut others = all_values(&toml);
            others.retain(|key, _| !key.starts_with(&owned(&path)));
            let check = |what: String, edit: Edit, items: Vec<String>| {
                let (after, context) = outcome(seed, format!("{what} {path:?}"), &toml.text, &[edit]);
                assert_eq!(
                    texts(after.get(&path).expect("the array stays")),
                    items,
                    "{context}"
                );
                let mut rest = all_values(&after);
                rest.retain(|key, _| !key.starts_with(&owned(&path)));
                assert_eq!(rest, others, "{context}");
                (after, context)
            };
            let items = texts(array);
            let edit = ops::push(array, "\"new\"").expect("an array takes items");
            let (after, context) = check(
                "push to".to_owned(),
                edit,
                [items.clone(), vec!["\"new\"".to_owned()]].concat(),
            );
            assert_eq!(comments(&after.text), comments(&toml.text), "{context}");
            for index in 0..items.len() {
                let edit = ops::remove_item(array, index).expect("an item can be removed");
                let mut left = items.clone();
                left.remove(index);
                let (after, context) = check(format!("remove item {index} of"), edit, left);
                let item = array.items()[index].value_span().expect("items have spans");
                let is_first = toml.text[line_start(&toml.text, item.start)..item.start]
                    .trim()
                    .is_empty();
                let gone = if is_first {
                    whole_lines(&toml.text, item)
                } else {
                    item
                };
                assert_comments_stay(&toml, &after, [gone], &context);
                done += 1;
            }
        }
    }
    assert!(done > 1000, "only {done} items");
}

#[test]
fn a_table_moves_to_the_end_of_another_document() {
    for_every_key(|seed, toml, path| {
        for other in ["", "[z]\r\ny = 1\r\n", "\u{feff}z = 1", "z = 1\n# c0.\n"] {
            let other = parse(other);
            let Some(edits) = ops::move_table(toml, path, &other) else {
                let style = toml.get(path).and_then(Node::style);
                assert!(
                    !matches!(style, Some(Style::Header)) || path.len() > 1,
                    "{path:?} of seed {seed} could move"
                );
                return path.len() > 1 || style != Some(Style::Header);
            };
            let (from, to) = edits.split_at(edits.len() - 1);
            let (left, context) = outcome(seed, format!("move {path:?} away"), &toml.text, from);
            let after = parse(&apply(&other.text, to));
            let into = &after.text;
            let count = |toml: &Toml| comments(&toml.text).len();
            assert_eq!(
                count(&left) + count(&after),
                count(toml) + count(&other),
                "{context}\n{into}"
            );
            assert!(
                into.starts_with(&*other.text) && into.contains("\r\n") == other.text.contains('\r'),
                "{into:?}"
            );
            let mut expected = all_values(toml);
            expected.retain(|key, _| key.starts_with(&owned(path)));
            expected.extend(all_values(&other));
            assert_eq!(all_values(&after), expected, "{context}\n{into}");
        }
        true
    });
}
