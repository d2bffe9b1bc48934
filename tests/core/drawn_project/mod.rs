//! Projects drawn at random: from the grammar of manifests, or a real one with changes such as people make.

pub mod manifest;
mod mangled;

use std::path::Path;

use ironwheel::rules::RULES;
use ironwheel::syntax::splice as ops;
use ironwheel::syntax::toml::{Node, Toml};
use ironwheel::text::edit::{Edit, splice};

use crate::drawn::Draw;
use crate::examples::{Files, section};
use manifest::{Vocabulary, file_name, parse};

/// What projects are drawn from: the examples of all rules and the rendered template.
pub struct Source {
    examples: Vec<Files>,
    vocabulary: Vocabulary,
}

impl Source {
    /// Reads the examples.
    pub fn read() -> Self {
        let of_projects = || RULES.iter().filter(|rule| !rule.check.is_of_audit());
        let sections = |heading| of_projects().map(move |rule| section(rule, heading).0);
        let mut examples: Vec<Files> = sections("Bad").chain(sections("Good")).collect();
        let rendered = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rendered");
        for project in std::fs::read_dir(rendered).expect("the rendered projects") {
            let mut files = Files::new();
            let project = project.expect("a project").path();
            texts(&project, &project, &mut files);
            examples.push(files);
        }
        let vocabulary = Vocabulary::of(examples.iter().flatten());
        Self { examples, vocabulary }
    }

    /// The project of a seed.
    pub fn project(&self, seed: u64) -> Files {
        let mut draw = Draw::seeded(seed);
        let mut files = self.examples[draw.below(self.examples.len())].clone();
        if draw.one_in(2) {
            // Both manifests from the grammar, beside the sources of an example.
            let needed: &[&[&str]] = &[&["build-system", "requires"], &["project", "name"]];
            let pyproject = self.vocabulary.manifest("pyproject.toml", needed, &mut draw);
            files.insert("pyproject.toml".to_owned(), pyproject);
            let cargo = self
                .vocabulary
                .manifest("Cargo.toml", &[&["package", "name"]], &mut draw);
            files.insert("Cargo.toml".to_owned(), cargo);
        } else if draw.one_in(2) {
            for (path, text) in &self.examples[draw.below(self.examples.len())] {
                files.entry(path.clone()).or_insert_with(|| text.clone());
            }
        }
        let mut comments = 0;
        for (path, text) in &mut files {
            let name = file_name(path);
            if matches!(name, "pyproject.toml" | "Cargo.toml") {
                for _ in 0..draw.below(6) {
                    self.mutate(name, text, &mut draw);
                }
                for _ in 0..draw.below(6) {
                    comment(text, &mut comments, &mut draw);
                }
            }
            dress(text, &mut draw);
            if draw.one_in(40) {
                break_somewhere(text, &mut draw);
            }
        }
        files
    }

    /// Gives a key another value, or removes or adds one.
    fn mutate(&self, name: &str, text: &mut String, draw: &mut Draw) {
        let Some(toml) = parse(text) else { return };
        let mut paths = Vec::new();
        leaves(toml.root(), &[], &mut paths);
        let Some(path) = paths.get(draw.below(paths.len().max(1))) else {
            return;
        };
        let edits = match draw.below(3) {
            0 => self
                .vocabulary
                .value(name, path, draw)
                .and_then(|value| ops::replace(toml.get(path)?, value))
                .map(|edit| vec![edit]),
            1 => ops::remove(&toml, path),
            _ => self.vocabulary.word(name, draw).and_then(|(path, value)| {
                let (last, table) = path.split_last()?;
                toml.get(&path)
                    .is_none()
                    .then(|| ops::insert(&toml, table, last, value))?
                    .map(|edit| vec![edit])
            }),
        };
        if let Some(next) = edits.and_then(|edits| spliced(&toml, &edits))
            && parse(&next).is_some()
        {
            *text = next;
        }
    }
}

/// The text after the edits of one file.
pub fn spliced(toml: &Toml, edits: &[Edit]) -> Option<String> {
    let replacements: Vec<_> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Replace { span, text, .. } => Some((*span, text.as_str())),
            _ => None,
        })
        .collect();
    splice(&toml.text, &replacements)
}

fn leaves<'a>(node: Node<'a>, path: &[&'a str], found: &mut Vec<Vec<&'a str>>) {
    for entry in node.entries() {
        let path = [path, &[entry.key()]].concat();
        if entry.is_table() {
            leaves(entry, &path, found);
        } else {
            found.push(path);
        }
    }
}

/// Adds a comment that there is only once, at the end of a line or on one of its own.
fn comment(text: &mut String, count: &mut usize, draw: &mut Draw) {
    let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end).collect();
    if ends.is_empty() {
        return;
    }
    let end = ends[draw.below(ends.len())];
    let note = format!("# c{count}.");
    let (mut next, between) = (text.clone(), draw.of(&[" ", "  ", "\n"]));
    next.insert_str(end, &format!("{between}{note}"));
    // Inside a string it would be no comment.
    let is_comment = |next: &str| {
        parse(next).is_some_and(|toml| {
            let mut paths = Vec::new();
            leaves(toml.root(), &[], &mut paths);
            let strings = paths.iter().filter_map(|path| toml.get(path)?.as_str());
            strings.clone().all(|string| !string.contains(&note))
        })
    };
    if is_comment(&next) {
        *text = next;
        *count += 1;
    }
}

/// Other newlines, a byte order mark, no last newline.
fn dress(text: &mut String, draw: &mut Draw) {
    if draw.one_in(4) {
        text.truncate(text.trim_end_matches('\n').len());
    }
    if draw.one_in(4) {
        *text = text.replace('\n', "\r\n");
    }
    if draw.one_in(8) {
        text.insert(0, '\u{feff}');
    }
}

fn break_somewhere(text: &mut String, draw: &mut Draw) {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    if !starts.is_empty() {
        text.insert_str(
            starts[draw.below(starts.len())],
            draw.of(&["]", "\"", "= =", "\u{0}", "{"]),
        );
    }
}

fn texts(root: &Path, folder: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts(root, &path, files);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy();
            files.insert(name.replace('\\', "/"), text);
        }
    }
}
