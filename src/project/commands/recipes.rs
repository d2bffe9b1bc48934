//! Where people write commands outside workflows: justfiles, Makefiles, shell scripts, Dockerfiles, tox, nox, tasks.

use std::ops::Range;
use std::sync::Arc;

use crate::project::commands::script::{Argument, Command, commands};
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::python;
use crate::syntax::toml::{Node, Toml};
use crate::text::place::Place;
use crate::tree::Tree;

/// The folders in which shell scripts are kept.
const FOLDERS: [&str; 7] = ["scripts", "ci", ".ci", "dev", "tools", "docker", ".github"];

/// The tables of pyproject.toml and pixi.toml in which commands stand.
const TASKS: [&[&str]; 6] = [
    &["tool", "poe", "tasks"],
    &["tool", "taskipy", "tasks"],
    &["tool", "pdm", "scripts"],
    &["tool", "hatch", "envs"],
    &["tool", "pixi"],
    &["tasks"],
];

/// The commands of the files at the root of the project and of its folders for scripts.
///
/// Files without a word about maturin are passed over.
pub fn read(tree: &Tree, pyproject: Option<&Pyproject>) -> Vec<Command> {
    let scripts = FOLDERS.iter().flat_map(|folder| tree.files(folder, ".sh"));
    let mut found = Vec::new();
    for path in tree.files_in("", "").into_iter().chain(scripts) {
        if let Some(dialect) = Dialect::of(&path) {
            let text = tree.text(&path);
            if let Some(text) = text.filter(|text| text.contains("maturin")) {
                found.extend(dialect.commands(&path, &text));
            }
        }
    }
    if let Some(pyproject) = pyproject {
        found.extend(tasks(&pyproject.toml));
    }
    found
}

#[derive(Clone, Copy)]
enum Dialect {
    Just,
    Make,
    Docker,
    Shell,
    Tox,
    Nox,
    Pixi,
}

impl Dialect {
    fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next()?;
        Some(match name {
            "justfile" | "Justfile" | ".justfile" => Self::Just,
            "Makefile" | "makefile" | "GNUmakefile" => Self::Make,
            "tox.ini" => Self::Tox,
            "noxfile.py" => Self::Nox,
            "pixi.toml" => Self::Pixi,
            name if name.starts_with("Dockerfile") => Self::Docker,
            name if name.ends_with(".sh") => Self::Shell,
            _ => return None,
        })
    }

    fn commands(self, path: &Arc<str>, text: &Arc<str>) -> Vec<Command> {
        // A recipe says where it runs only by where its file stands; a script and an image do not say it.
        let (scripts, folder) = match self {
            Self::Just => (
                just(text),
                Some("").filter(|_| !text.contains("working-directory")),
            ),
            Self::Make => (make(text), Some("").filter(|_| !text.contains(".ONESHELL"))),
            Self::Tox => (tox(text), Some("").filter(|_| !text.contains("changedir"))),
            Self::Docker => (docker(text), None),
            Self::Shell => (std::iter::once(0..text.len()).collect(), None),
            Self::Nox => return nox(path, text),
            Self::Pixi => {
                return Toml::parse(path, text)
                    .map(|toml| tasks(&toml))
                    .unwrap_or_default();
            }
        };
        scripts
            .into_iter()
            .flat_map(|script| part(path, text, script, folder))
            .collect()
    }
}

/// The commands in one part of a text.
fn part(path: &Arc<str>, text: &str, part: Range<usize>, folder: Option<&str>) -> Vec<Command> {
    let place = |word: Range<usize>| Place::at(path, part.start + word.start..part.start + word.end);
    commands(&text[part.clone()], &|_| None, &place, folder)
}

/// The lines of a text, each with those that a backslash at its end joins to it, and where they stand.
fn joined_lines(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match found.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = end,
            None => found.push(at..end),
        }
        goes_on = line.trim_end_matches(['\n', '\r']).ends_with('\\');
        at = end;
    }
    found
}

/// A line of a recipe without the marks before it.
fn unmarked(text: &str, line: Range<usize>) -> Range<usize> {
    let marks = |character: char| character.is_whitespace() || matches!(character, '@' | '-' | '+');
    let rest = text[line.clone()].trim_start_matches(marks);
    line.end - rest.len()..line.end
}

/// The recipes of a justfile: every line is a script, but for a recipe that begins with `#!`.
fn just(text: &str) -> Vec<Range<usize>> {
    let mut scripts: Vec<Range<usize>> = Vec::new();
    let mut is_recipe = false;
    let mut whole = None;
    for line in joined_lines(text) {
        let written = &text[line.clone()];
        if written.trim().is_empty() {
            continue;
        }
        if !written.starts_with([' ', '\t']) {
            is_recipe = written.contains(':') && !written.contains(":=") && !written.starts_with('#');
            whole = None;
        } else if is_recipe {
            match whole {
                Some(true) => {
                    if let Some(script) = scripts.last_mut() {
                        script.end = line.end;
                    }
                }
                Some(false) => {}
                None if written.trim_start().starts_with("#!") => {
                    let is_shell = written.trim_end().ends_with("sh") || written.contains("sh ");
                    whole = Some(is_shell);
                    if is_shell {
                        scripts.push(line);
                    }
                }
                None => {
                    scripts.push(unmarked(text, line));
                }
            }
        }
    }
    scripts
}

/// The recipes of a Makefile.
fn make(text: &str) -> Vec<Range<usize>> {
    let recipes = joined_lines(text)
        .into_iter()
        .filter(|line| text[line.clone()].starts_with('\t'));
    recipes.map(|line| unmarked(text, line)).collect()
}

/// What a Dockerfile runs.
fn docker(text: &str) -> Vec<Range<usize>> {
    let runs = joined_lines(text).into_iter().filter_map(|line| {
        let mut rest = text[line.clone()].strip_prefix("RUN ")?.trim_start();
        while rest.starts_with("--") {
            rest = rest.split_once(char::is_whitespace)?.1.trim_start();
        }
        Some(line.end - rest.len()..line.end)
    });
    runs.collect()
}

/// The commands of tox.ini.
fn tox(text: &str) -> Vec<Range<usize>> {
    let mut scripts = Vec::new();
    let mut is_commands = false;
    for line in joined_lines(text) {
        let written = &text[line.clone()];
        if written.starts_with([' ', '\t']) {
            if is_commands {
                scripts.push(unmarked(text, line));
            }
        } else if !written.trim().is_empty() && !written.starts_with(['#', ';']) {
            let (key, _) = written.split_once('=').unwrap_or((written, ""));
            is_commands = key.starts_with("commands") && written.contains('=');
            if is_commands {
                scripts.push(unmarked(text, line.start + key.len() + 1..line.end));
            }
        }
    }
    scripts
}

/// What the sessions of a noxfile run and install.
fn nox(path: &Arc<str>, text: &str) -> Vec<Command> {
    let Ok(module) = python::Module::parse(text) else {
        return Vec::new();
    };
    let argument = |value: &str, span, is_known| Argument {
        value: value.to_owned(),
        place: Place::at(path, span),
        is_known,
    };
    let command = |call: python::Call| {
        let before: &[&str] = match call.called.as_str() {
            "run" | "run_always" | "run_install" => &[],
            "install" => &["pip", "install"],
            _ => return None,
        };
        let before = before.iter().map(|word| argument(word, call.span, true));
        let words = call.arguments.into_iter().map(|(value, span)| {
            let written = &text[span.start..span.end];
            argument(value.as_deref().unwrap_or(written), span, value.is_some())
        });
        let folder = Some(String::new()).filter(|_| !text.contains("chdir"));
        Some(Command::new(Vec::new(), before.chain(words).collect(), folder))
    };
    module
        .method_calls("session")
        .into_iter()
        .filter_map(command)
        .collect()
}

/// The commands in tables of tasks: strings, also behind `cmd`, and in arrays.
fn tasks(toml: &Toml) -> Vec<Command> {
    let mut open: Vec<Node<'_>> = TASKS.iter().filter_map(|path| toml.get(path)).collect();
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        open.extend(node.entries().into_iter().filter(|entry| entry.key() != "env"));
        open.extend(node.items());
        let (Some(text), Some(span)) = (node.as_str(), node.value_span()) else {
            continue;
        };
        // Where escapes hide the words, each stands for the whole string.
        let is_plain = node
            .written()
            .is_some_and(|written| written.get(1..written.len() - 1) == Some(text));
        let place = |word: Range<usize>| match is_plain {
            true => Place::at(&toml.path, span.start + 1 + word.start..span.start + 1 + word.end),
            false => node.place(),
        };
        if text.contains("maturin") {
            found.extend(commands(text, &|_| None, &place, None));
        }
    }
    found
}
