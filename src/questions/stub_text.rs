//! What a stub would have to say of what the extension module has, and where.

use std::collections::BTreeSet;

use crate::project::Project;
use crate::project::api::exports::{Export, Exported, Exports};
use crate::project::api::stub::Stub;
use crate::questions::stub_lines::{imports, lines};
use crate::syntax::layout;
use crate::syntax::python::{Listed, Promise, Promised};
use crate::text::edit::{Edit, Fix};

/// A list of more characters than this is broken into lines.
const WIDTH: usize = 88;

/// The fix that adds what is exported to the stub, or to one of its classes.
pub fn addition(project: &Project, stub: &Stub, class: Option<&Promise>, exports: &[&Export]) -> Option<Fix> {
    let text = project.tree.text(&stub.path)?;
    let newline = layout::newline(&text);
    let owner = class.map(|class| class.name.as_str());
    let parts: Vec<Vec<String>> = exports.iter().map(|export| lines(export, owner)).collect();
    let added = parts.concat();
    let insertion = match class {
        None => {
            let mut new = String::new();
            for (part, export) in parts.iter().zip(exports) {
                let gap = matches!(export.what, Exported::Class(_)).then_some(newline);
                new += gap.unwrap_or_default();
                part.iter().for_each(|line| new += &format!("{newline}{line}"));
            }
            let offset = text.trim_end().len();
            if offset == 0 {
                new = new.trim_start().to_owned();
            }
            if text.is_empty() {
                new += newline;
            }
            Edit::replace(&stub.path, offset..offset, new)
        }
        Some(promise) => member(stub, promise, &added, &text, newline)?,
    };
    let mut edits = joined(insertion, import(stub, &added, &text, newline));
    if let (None, Some(listed)) = (class, &stub.promises.listed) {
        edits.extend(listing(stub, listed, exports, &text, newline));
    }
    let title = match exports {
        [export] => format!("Add `{}` to the stub", export.name),
        exports => format!("Add {} members to the stub", exports.len()),
    };
    Some(Fix::risky(format!("{title}{}", left(&added)), edits))
}

/// Two edits; one, where both add something at the same place.
fn joined(insertion: Edit, import: Option<Edit>) -> Vec<Edit> {
    match (insertion, import) {
        (
            Edit::Replace { path, span, text },
            Some(Edit::Replace {
                span: other,
                text: head,
                ..
            }),
        ) if span == other => {
            let between = if text.starts_with(['\r', '\n']) { "" } else { "\n" };
            vec![Edit::Replace {
                path,
                span,
                text: format!("{}{between}{text}", head),
            }]
        }
        (insertion, import) => std::iter::once(insertion).chain(import).collect(),
    }
}

/// The edit that adds lines to a class.
fn member(stub: &Stub, promise: &Promise, lines: &[String], text: &str, newline: &str) -> Option<Edit> {
    let Promised::Class(class) = &promise.what else {
        return None;
    };
    let indent_at = |offset: usize| {
        let line = text.get(..offset)?.rfind('\n').map_or(0, |line| line + 1);
        let indent = text.get(line..)?.chars();
        Some(
            indent
                .take_while(|character| matches!(character, ' ' | '\t'))
                .collect::<String>(),
        )
    };
    let written = |indent: &str| {
        let lines = lines.iter().map(|line| format!("{newline}{indent}{line}"));
        lines.collect::<String>()
    };
    let is_said = |one: &&Promise| {
        text.get(promise.span.end..one.span.start)
            .is_some_and(|before| before.contains('\n'))
    };
    if let Some(first) = class.body.all.first().filter(is_said) {
        let indent = indent_at(first.span.start)?;
        return Some(Edit::replace(
            &stub.path,
            promise.end..promise.end,
            written(&indent),
        ));
    }
    let body = class.blank?;
    let indent = indent_at(promise.span.start)? + "    ";
    let start = text.get(..body.start)?.trim_end().len();
    Some(Edit::replace(&stub.path, start..body.end, written(&indent)))
}

/// The edit that imports what lines need and the stub does not know.
fn import(stub: &Stub, lines: &[String], text: &str, newline: &str) -> Option<Edit> {
    let statements = statements(lines, |name| stub.promises.knows(name));
    if statements.is_empty() {
        return None;
    }
    Some(match stub.promises.head {
        Some(end) => {
            let new: String = statements.iter().map(|line| format!("{newline}{line}")).collect();
            Edit::replace(&stub.path, end..end, new)
        }
        None => {
            let comments = text
                .split_inclusive('\n')
                .take_while(|line| line.starts_with('#'));
            let start = comments.map(str::len).sum::<usize>();
            let new = statements.join(newline) + newline;
            Edit::replace(&stub.path, start..start, new)
        }
    })
}

fn statements(lines: &[String], is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let needed = imports(lines).into_iter().filter_map(|(module, names)| {
        let names: Vec<&str> = names.into_iter().filter(|name| !is_known(name)).collect();
        (!names.is_empty()).then(|| format!("from {module} import {}", names.join(", ")))
    });
    needed.collect()
}

/// The edit that lists names in `__all__`.
fn listing(stub: &Stub, listed: &Listed, exports: &[&Export], text: &str, newline: &str) -> Option<Edit> {
    let known: BTreeSet<&String> = listed.names.iter().map(|(name, _)| name).collect();
    let new: Vec<&str> = exports
        .iter()
        .map(|export| &export.name)
        .filter(|name| !known.contains(name))
        .map(String::as_str)
        .collect();
    list(stub, listed, &new, text, newline)
}

/// The edit that adds names to a list, as its others are written.
pub fn list(stub: &Stub, listed: &Listed, new: &[&str], text: &str, newline: &str) -> Option<Edit> {
    let quoted = new.iter().map(|name| format!("\"{name}\""));
    let (place, new) = match listed.names.last() {
        None => (listed.span.start + 1, quoted.collect::<Vec<_>>().join(", ")),
        Some((_, last)) => {
            let line = text.get(..last.start)?.rfind('\n').map_or(0, |line| line + 1);
            let before = text.get(line..last.start)?;
            let is_broken = before.trim().is_empty() && line > listed.span.start;
            let between = if is_broken {
                format!(",{newline}{before}")
            } else {
                ", ".to_owned()
            };
            (last.end, quoted.map(|name| format!("{between}{name}")).collect())
        }
    };
    (!new.is_empty()).then(|| Edit::replace(&stub.path, place..place, new))
}

/// What is left to do after lines were written.
pub fn left(lines: &[String]) -> String {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let says = |line: &&String| line.split(|letter| !is_part(letter)).any(|word| word == "Any");
    match lines.iter().filter(says).count() {
        0 => String::new(),
        1 => ", with one line that says `Any`".to_owned(),
        count => format!(", with {count} lines that say `Any`"),
    }
}

/// The stub of a module of which all is known, and what is left to do in it.
pub fn skeleton(exports: &Exports) -> Option<(String, String)> {
    let mut seen = BTreeSet::new();
    let all: Vec<&Export> = exports
        .all
        .iter()
        .filter(|export| seen.insert(&export.name))
        .collect();
    let is_all = exports.whole && !all.is_empty() && all.iter().all(|export| export.sure);
    if !is_all {
        return None;
    }
    let names: Vec<String> = all.iter().map(|export| format!("\"{}\"", export.name)).collect();
    let mut listed = format!("__all__ = [{}]", names.join(", "));
    if listed.len() > WIDTH {
        let names = names.iter().map(|name| format!("    {name},\n"));
        listed = format!("__all__ = [\n{}]", names.collect::<String>());
    }
    let parts: Vec<(bool, Vec<String>)> = all
        .iter()
        .map(|export| (matches!(export.what, Exported::Class(_)), lines(export, None)))
        .collect();
    let lines: Vec<String> = parts.iter().flat_map(|(_, lines)| lines.clone()).collect();
    let statements = statements(&lines, |_| false);
    let mut text = String::new();
    if !statements.is_empty() {
        text = statements.join("\n") + "\n\n";
    }
    text += &(listed + "\n\n");
    for (index, (is_class, lines)) in parts.iter().enumerate() {
        let follows_class = index > 0 && parts[index - 1].0;
        if index > 0 && (*is_class || follows_class) {
            text.push('\n');
        }
        lines.iter().for_each(|line| text += &format!("{line}\n"));
    }
    Some((text, left(&lines)))
}
