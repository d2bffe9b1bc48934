//! What starts a workflow, as far as its `on` tells, and what its expressions then know of it.

use crate::syntax::actions::Value;
use crate::syntax::yaml::{Node, Yaml};

/// Something that starts a workflow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The event; `None` where anything may be.
    event: Option<String>,
    /// How `github.ref` begins; `None` where that is not known.
    reference: Option<String>,
    /// The kind of the event that `types` names.
    action: Option<String>,
}

/// A set of starts, by their places in a list: bit by bit.
pub type Starts = u64;

/// More starts than this are not told apart.
const MAX_STARTS: usize = 64;
/// More letters in brackets than this are not told apart.
const MAX_LETTERS: usize = 26;

/// The pattern of all names.
const ALL: &str = "**";

const BRANCHES: &str = "refs/heads/";
const TAGS: &str = "refs/tags/";

impl Start {
    /// All that may start a workflow, each way of its patterns for itself.
    pub fn all(file: &Yaml) -> Vec<Self> {
        let mut found = Vec::new();
        if let Some(on) = file.get(&["on"]) {
            let names = on.items().chain(on.as_str().map(|_| on));
            for name in names.filter_map(Node::as_str) {
                Self::add(name, None, &mut found);
            }
            for entry in on.entries() {
                Self::add(entry.key(), Some(entry), &mut found);
            }
        }
        found.dedup();
        if found.is_empty() || found.len() > MAX_STARTS {
            return vec![Self::default()];
        }
        found
    }

    fn add(event: &str, settings: Option<Node<'_>>, found: &mut Vec<Self>) {
        if event == "workflow_call" {
            found.push(Self::default()); // who calls it says what it sees
            return;
        }
        let has = |key: &str| settings.is_some_and(|settings| settings.get(key).is_some());
        let ignores_all = |key: &str| {
            let list = settings.and_then(|settings| settings.get(key));
            list.is_some_and(|list| texts(list).contains(&ALL))
        };
        let listed = |key: &str, base: &str| -> Vec<String> {
            let list = settings.and_then(|settings| settings.get(key));
            let texts = list.map(texts).unwrap_or_default();
            let patterns = texts.into_iter().filter(|text| !text.starts_with('!'));
            let found: Vec<String> = patterns.flat_map(beginnings).collect();
            match found.is_empty() {
                true => vec![base.to_owned()],
                false => found
                    .iter()
                    .map(|beginning| format!("{base}{beginning}"))
                    .collect(),
            }
        };
        let of_branches = || listed("branches", BRANCHES);
        let of_tags = || listed("tags", TAGS);
        let references: Vec<Option<String>> = match event {
            "push" => {
                let (branches, tags) = (
                    has("branches") || has("branches-ignore"),
                    has("tags") || has("tags-ignore"),
                );
                let mut found = Vec::new();
                if (branches || !tags) && !ignores_all("branches-ignore") {
                    found.extend(of_branches().into_iter().map(Some));
                }
                if (tags || !branches) && !ignores_all("tags-ignore") {
                    found.extend(of_tags().into_iter().map(Some));
                }
                found
            }
            "release" => vec![Some(TAGS.to_owned())],
            "schedule" => vec![Some(BRANCHES.to_owned())],
            "workflow_dispatch" => vec![Some(BRANCHES.to_owned()), Some(TAGS.to_owned())],
            // One that was merged has the branch that it went into.
            "pull_request" => vec![Some("refs/pull/".to_owned()), Some(BRANCHES.to_owned())],
            _ => vec![None],
        };
        let types = settings.and_then(|settings| settings.get("types")).map(texts);
        let actions: Vec<Option<String>> = match types.filter(|types| !types.is_empty()) {
            Some(types) => types.into_iter().map(|name| Some(name.to_owned())).collect(),
            None => vec![None],
        };
        for reference in references {
            found.extend(actions.iter().map(|action| Self {
                event: Some(event.to_owned()),
                reference: reference.clone(),
                action: action.clone(),
            }));
        }
    }

    /// What names behind `github` lead to.
    pub(crate) fn value(&self, names: &[String]) -> Option<Value> {
        let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let text = match names.as_slice() {
            ["event_name"] => self.event.as_deref()?,
            ["event", "action"] => self.action.as_deref()?,
            ["ref_type"] if self.reference.as_ref()?.starts_with(TAGS) => "tag",
            ["ref_type"] if self.reference.as_ref()?.starts_with(BRANCHES) => "branch",
            _ => return None,
        };
        Some(Value::Text(text.to_owned()))
    }

    /// How the text begins that names behind `github` lead to.
    pub(crate) fn beginning(&self, names: &[String]) -> Option<String> {
        let [name] = names else { return None };
        let reference = self.reference.as_deref()?;
        match name.to_lowercase().as_str() {
            "ref" => Some(reference.to_owned()),
            "ref_name" => {
                let mut bases = [BRANCHES, TAGS].into_iter();
                bases.find_map(|base| reference.strip_prefix(base).map(str::to_owned))
            }
            _ => None,
        }
    }
}

/// The texts of a list, or of what stands in the place of one.
fn texts(node: Node<'_>) -> Vec<&str> {
    let items = node.items().chain(node.as_str().map(|_| node));
    items.filter_map(Node::as_str).collect()
}

/// How the names begin that a filter lets through: more than one way where letters in brackets stand first.
fn beginnings(pattern: &str) -> Vec<String> {
    let mut known = String::new();
    let mut rest = pattern;
    loop {
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else {
            return vec![known];
        };
        let (written, behind) = match letter {
            '\\' => match letters.next() {
                Some(escaped) => (escaped.to_string(), letters.as_str()),
                None => return vec![known],
            },
            '*' | '?' | '+' => return vec![known],
            '[' => {
                let Some((class, behind)) = letters.as_str().split_once(']') else {
                    return vec![known];
                };
                let letters = class_of(class).filter(|_| !behind.starts_with('?'));
                return match letters {
                    Some(letters) => letters.iter().map(|letter| format!("{known}{letter}")).collect(),
                    None => vec![known],
                };
            }
            letter => (letter.to_string(), letters.as_str()),
        };
        if behind.starts_with('?') {
            return vec![known];
        }
        known += &written;
        rest = behind;
    }
}

/// The letters in brackets: single ones and ranges.
fn class_of(class: &str) -> Option<Vec<char>> {
    let letters: Vec<char> = class.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = letters.get(at) {
        match (letters.get(at + 1), letters.get(at + 2)) {
            (Some('-'), Some(last)) => {
                found.extend((*first..=*last).take(MAX_LETTERS + 1));
                at += 3;
            }
            _ => {
                found.push(*first);
                at += 1;
            }
        }
    }
    let is_plain = found.iter().all(char::is_ascii_alphanumeric);
    (is_plain && !found.is_empty() && found.len() <= MAX_LETTERS).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_say_how_names_begin() {
        for (pattern, found) in [
            ("v*", "v"),
            ("v1.2", "v1.2"),
            ("v?[0-9]+", ""),
            ("rel+", "rel"),
            ("release/**", "release/"),
            ("[0-2].*", "0 1 2"),
            ("v[12]", "v1 v2"),
            ("[!a]", ""),
            ("[\u{1}-\u{10ffff}]", ""),
            ("[a-z]x", "a b c d e f g h i j k l m n o p q r s t u v w x y z"),
            ("py\\*x", "py*x"),
            ("*", ""),
        ] {
            assert_eq!(beginnings(pattern).join(" "), found, "{pattern}");
        }
    }

    #[test]
    fn what_starts_a_workflow() {
        let shown = |on: &str| {
            let text = format!("on:{on}\njobs: {{}}\n");
            let file = Yaml::parse(&"a.yml".into(), &text.as_str().into()).expect("valid YAML");
            let show = |start: Start| {
                let word = |part: Option<String>| part.unwrap_or_else(|| "?".to_owned());
                format!("{} {}", word(start.event), word(start.reference))
            };
            Start::all(&file)
                .into_iter()
                .map(show)
                .collect::<Vec<_>>()
                .join(", ")
        };
        for (on, starts) in [
            (" push", "push refs/heads/, push refs/tags/"),
            (" [release, create]", "release refs/tags/, create ?"),
            ("\n  push:\n    tags: ['v*', '!v0*']", "push refs/tags/v"),
            ("\n  push: { branches: [main] }", "push refs/heads/main"),
            ("\n  push: { paths: [src] }", "push refs/heads/, push refs/tags/"),
            ("\n  push: { tags-ignore: [x] }", "push refs/tags/"),
            (
                "\n  push: { branches: [main], tags-ignore: ['**'] }",
                "push refs/heads/main",
            ),
            (
                "\n  push: { branches-ignore: ['**'], tags: [v1] }",
                "push refs/tags/v1",
            ),
            ("\n  push: { tags-ignore: ['**'] }", "? ?"),
            (
                "\n  schedule: [{ cron: x }]\n  workflow_call:",
                "schedule refs/heads/, ? ?",
            ),
        ] {
            assert_eq!(shown(on), starts, "{on}");
        }
    }
}
