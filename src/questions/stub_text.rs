//! What a stub would have to say of what the extension module has, and where.

use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

use crate::project::Project;
use crate::project::api::exports::{ClassExports, Export, Exported, Exports};
use crate::project::api::stub::Stub;
use crate::questions::stub_lines::{Owner, Page, imports, lines};
use crate::syntax::layout;
use crate::syntax::python::{Listed, Promise, Promised};
use crate::text::edit::{Edit, Fix};

/// The longest lines that formatters make unless they are told otherwise.
const WIDTH: usize = 88;

/// The longest lines that the project's formatter makes.
fn width(project: &Project) -> usize {
    let manifest = project.pyproject.as_ref().map(|pyproject| &pyproject.toml);
    let told = ["ruff", "black"].into_iter().find_map(|tool| {
        let node = manifest?.get(&["tool", tool, "line-length"])?;
        usize::try_from(node.as_integer()?).ok()
    });
    told.unwrap_or(WIDTH)
}

/// What lines about a module have to fit, of whose stub it is known which names it has or gets.
fn page(project: &Project, module: &Exports, knows: &dyn Fn(&str) -> bool) -> Page {
    let made = project.exports.iter().flat_map(|exports| &exports.classes);
    let is_public = |name: &str| {
        module
            .named(name)
            .any(|export| export.sure && !name.starts_with('_'))
    };
    let nameless = made.filter(|name| !knows(name) && !is_public(name));
    Page {
        width: width(project),
        nameless: nameless.cloned().collect(),
    }
}

/// The fix that adds what is exported to the stub, or to one of its classes.
pub fn addition(
    project: &Project,
    stub: &Stub,
    class: Option<(&Promise, &ClassExports)>,
    exports: &[&Export],
) -> Option<Fix> {
    let text = project.tree.text(&stub.path)?;
    let newline = layout::newline(&text);
    let owner = class.map(|(promise, class)| Owner {
        name: &promise.name,
        can_be_base: class.can_be_base,
    });
    let (module, _) = project.typed().find(|(_, typed)| typed.path == stub.path)?;
    let page = page(project, module, &|name| stub.promises.knows(name));
    let parts: Vec<Vec<String>> = exports
        .iter()
        .map(|export| lines(export, owner.as_ref(), &page))
        .collect();
    let added = parts.concat();
    let insertion = match class {
        None => {
            let mut new = String::new();
            let mut before = text.trim_end().lines().next_back().map(kind);
            for part in &parts {
                let own = part.last().map(|line| kind(line));
                let is_other = before.is_some() && (before != own || own == Some(Kind::Class));
                new += if is_other { newline } else { "" };
                part.iter().for_each(|line| new += &format!("{newline}{line}"));
                before = own;
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
        Some((promise, _)) => member(stub, promise, &added, &text, newline)?,
    };
    let mut edits = joined(insertion, import(stub, &added, &text, newline));
    if let (None, Some(listed)) = (class, &stub.promises.listed) {
        let exports = exports
            .iter()
            .filter(|export| !module.unlisted.contains(&export.name));
        let exports: Vec<&Export> = exports.copied().collect();
        edits.extend(listing(project, stub, listed, &exports, &text, newline));
    }
    let title = match exports {
        [export] => format!("Add `{}` to the stub", export.name),
        exports => format!("Add {} members to the stub", exports.len()),
    };
    Some(Fix::risky(format!("{title}{}", left(&added)), edits))
}

/// What the last line of something belongs to; formatters leave an empty line between one kind and the next.
#[derive(PartialEq, Eq)]
enum Kind {
    Class,
    Function,
    Value,
}

fn kind(line: &str) -> Kind {
    match line {
        line if line.starts_with([' ', '\t']) || line.starts_with("class ") => Kind::Class,
        line if line.starts_with("def ") || line.starts_with(')') || line.starts_with("async ") => {
            Kind::Function
        }
        _ => Kind::Value,
    }
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
            let is_before = |line: &&str| line.starts_with('#') || line.trim().is_empty();
            let before = text.split_inclusive('\n').take_while(is_before);
            let start = before.map(str::len).sum::<usize>();
            let new = statements.join(newline) + newline + newline;
            Edit::replace(&stub.path, start..start, new)
        }
    })
}

/// The statements that import what lines need and is not known, those of other distributions behind an empty line.
fn statements(lines: &[String], is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let mut statements: Vec<String> = Vec::new();
    for (module, names) in imports(lines) {
        let names: Vec<&str> = names.into_iter().filter(|name| !is_known(name)).collect();
        if names.is_empty() {
            continue;
        }
        if module == "typing_extensions" && !statements.is_empty() {
            statements.push(String::new());
        }
        statements.push(format!("from {module} import {}", names.join(", ")));
    }
    statements
}

/// The edit that lists names in `__all__`.
fn listing(
    project: &Project,
    stub: &Stub,
    listed: &Listed,
    exports: &[&Export],
    text: &str,
    newline: &str,
) -> Option<Edit> {
    let known: BTreeSet<&String> = listed.names.iter().map(|(name, _)| name).collect();
    let new: Vec<&str> = exports
        .iter()
        .map(|export| &export.name)
        .filter(|name| !known.contains(name))
        .map(String::as_str)
        .collect();
    list(project, stub, listed, &new, text, newline)
}

/// The edit that adds names to a list, as its others are written; one line that would become too long is broken.
pub fn list(
    project: &Project,
    stub: &Stub,
    listed: &Listed,
    new: &[&str],
    text: &str,
    newline: &str,
) -> Option<Edit> {
    let quoted = |name: &str| format!("\"{name}\"");
    let line = |offset: usize| text[..offset].rfind('\n').map_or(0, |line| line + 1);
    let is_one_line = line(listed.span.start) == line(listed.span.end);
    let own = listed
        .names
        .iter()
        .filter_map(|(_, span)| text.get(span.start..span.end));
    let added: Vec<String> = new.iter().copied().map(quoted).collect();
    let length = listed.span.end - line(listed.span.start) + added.join(", ").len() + 2;
    if new.is_empty() {
        return None;
    }
    let (start, end) = (listed.span.start, listed.span.end);
    let (open, close) = (text.get(start..start + 1)?, text.get(end - 1..end)?);
    let is_tuple = open == "(";
    if is_one_line && length > width(project) {
        let all = own.map(str::to_owned).chain(added);
        let all: String = all.map(|name| format!("    {name},{newline}")).collect();
        return Some(Edit::replace(
            &stub.path,
            listed.span,
            format!("{open}{newline}{all}{close}"),
        ));
    }
    let Some((_, last)) = listed.names.last() else {
        let place = listed.span.start + 1;
        let comma = if is_tuple && added.len() == 1 { "," } else { "" };
        return Some(Edit::replace(&stub.path, place..place, added.join(", ") + comma));
    };
    let before = text.get(line(last.start)..last.start)?;
    let is_broken = before.trim().is_empty() && !is_one_line;
    let between = if is_broken {
        format!(",{newline}{before}")
    } else {
        ", ".to_owned()
    };
    let added: String = added.iter().map(|name| format!("{between}{name}")).collect();
    Some(Edit::replace(&stub.path, last.end..last.end, added))
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
pub fn skeleton(project: &Project, exports: &Exports) -> Option<(String, String)> {
    let page = page(project, exports, &|name| exports.knows(name));
    let mut seen = BTreeSet::new();
    let exported = exports.all.iter().filter(|export| seen.insert(&export.name));
    let all: Vec<&Export> = exported.collect();
    let is_all = exports.whole && !all.is_empty() && all.iter().all(|export| export.sure);
    if !is_all {
        return None;
    }
    let names = all.iter().map(|export| &export.name);
    let names = names.filter(|name| !exports.unlisted.contains(*name));
    let names: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    let mut listed = format!("__all__ = [{}]", names.join(", "));
    if listed.len() > page.width {
        let names = names.iter().map(|name| format!("    {name},\n"));
        listed = format!("__all__ = [\n{}]", names.collect::<String>());
    }
    let parts: Vec<(Discriminant<Exported>, Vec<String>)> = all
        .iter()
        .map(|export| (discriminant(&export.what), lines(export, None, &page)))
        .collect();
    let written: Vec<String> = parts.iter().flat_map(|(_, lines)| lines.clone()).collect();
    let mut blocks = vec![statements(&written, |_| false).join("\n"), listed];
    blocks.retain(|block| !block.is_empty());
    let mut before = None;
    for (kind, lines) in parts.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        let is_class = lines.iter().any(|line| line.starts_with("class "));
        match blocks.last_mut().filter(|_| before == Some(kind) && !is_class) {
            Some(block) => *block += &format!("\n{}", lines.join("\n")),
            None => blocks.push(lines.join("\n")),
        }
        before = Some(kind);
    }
    Some((blocks.join("\n\n") + "\n", left(&written)))
}
