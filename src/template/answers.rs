//! What a project says by itself that the template would ask.

use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo;
use crate::questions::stable_abi;
use crate::standards::fields::normal_label;
use crate::standards::license::{clear_meaning, is_accepted, licenses};
use crate::syntax::toml::Node;
use crate::template::shape::shape;
use crate::tree;

/// Labels of a link to the sources, the surest first, in the normal form of the standard.
const SOURCE: [&str; 6] = ["repository", "source", "sourcecode", "code", "github", "homepage"];

/// The two licences of most crates, as the template has them.
const BOTH: &str = "MIT OR Apache-2.0";

/// Sentences that only one licence has, below those that only it and longer ones have.
const TEXTS: [(&str, &[&str]); 5] = [
    (
        "MIT",
        &["Permission is hereby granted, free of charge, to any person"],
    ),
    ("Apache-2.0", &["Apache License", "Version 2.0, January 2004"]),
    (
        "BSD-3-Clause",
        &[
            "Redistribution and use in source and binary forms",
            "Neither the name",
        ],
    ),
    ("MPL-2.0", &["Mozilla Public License Version 2.0"]),
    (
        "GPL-3.0-or-later",
        &["GNU GENERAL PUBLIC LICENSE", "Version 3, 29 June 2007"],
    ),
];

/// The questions that the files of a project answer, with the answers; the template may refuse one.
pub fn answers(project: &Project) -> Vec<(&'static str, String)> {
    let (name, email) = author(project);
    let found = [
        (
            "project_name",
            field(project, "name").or_else(|| crate_name(project)),
        ),
        ("package_name", package(project)),
        (
            "description",
            field(project, "description").map(|text| one_line(&text)),
        ),
        ("author_name", name),
        ("author_email", email),
        ("repository_url", repository(project)),
        ("license", license(project)),
        ("python_min", lowest(project).map(|minor| format!("3.{minor}"))),
    ];
    let given = found
        .into_iter()
        .chain(shape(project))
        .filter_map(|(question, answer)| Some((question, answer?)));
    given.filter(|(_, answer)| !answer.is_empty()).collect()
}

/// The minor number of the lowest Python that the project runs on, as far as it says.
pub(crate) fn lowest(project: &Project) -> Option<u64> {
    let required = project.pyproject.as_ref()?.lowest_python();
    let required = required.map(|lowest| lowest.value);
    required.or_else(|| Some(stable_abi::floor(project)?.minor))
}

/// A field that both manifests may have, as text.
fn field(project: &Project, name: &str) -> Option<String> {
    let given = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.field(name));
    let in_crate = || project.cargo.as_ref()?.field(name)?.as_str();
    given.and_then(Node::as_str).or_else(in_crate).map(str::to_owned)
}

fn crate_name(project: &Project) -> Option<String> {
    Some(project.cargo.as_ref()?.name()?.as_str()?.to_owned())
}

/// The outermost package that is no namespace: the first part of the name of the module that has an `__init__.py`.
fn package(project: &Project) -> Option<String> {
    let pyproject = project.pyproject.as_ref()?;
    let (name, _) = module_name(pyproject, project.cargo.as_ref())?;
    let source = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
    let parts: Vec<&str> = name.split('.').collect();
    let is_regular = |length: &usize| {
        let file = format!("{}/__init__.py", parts[..*length].join("/"));
        project.tree.exists(&tree::join(&source, &file))
    };
    let length = (1..parts.len()).find(is_regular).unwrap_or(1);
    Some(parts[..length].join("."))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first author, by name and address.
fn author(project: &Project) -> (Option<String>, Option<String>) {
    let first = |node: Node<'_>| node.items().first().copied().map(|first| parts(first));
    let given = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.field("authors"));
    let in_crate = || project.cargo.as_ref()?.field("authors").and_then(first);
    given.and_then(first).or_else(in_crate).unwrap_or_default()
}

/// The name and address of an author, as a table or as Cargo writes them.
fn parts(author: Node<'_>) -> (Option<String>, Option<String>) {
    let part = |key: &str| Some(author.get(key)?.as_str()?.to_owned());
    match author
        .as_str()
        .map(|text| text.split_once('<').unwrap_or((text, "")))
    {
        Some((name, rest)) => {
            let email = rest.trim_end().trim_end_matches('>');
            (Some(name.trim().to_owned()), Some(email.to_owned()))
        }
        None => (part("name"), part("email")),
    }
}

fn repository(project: &Project) -> Option<String> {
    let urls = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.field("urls"));
    let urls = urls.map(Node::entries).unwrap_or_default();
    let labelled = |label: &&str| {
        urls.iter()
            .find(|url| normal_label(url.key()) == **label)?
            .as_str()
    };
    let in_crate = || project.cargo.as_ref()?.field("repository")?.as_str();
    let (home, sources) = SOURCE.split_last()?;
    let found = sources.iter().find_map(labelled);
    found
        .or_else(in_crate)
        .or_else(|| labelled(home))
        .map(str::to_owned)
}

fn license(project: &Project) -> Option<String> {
    let pyproject = project.pyproject.as_ref()?;
    let table = || pyproject.field("license")?.get("text")?.as_str();
    let Some(given) = field(project, "license").or_else(|| table().map(one_line)) else {
        return from_texts(project);
    };
    let expression = match is_accepted(&given) {
        true => given,
        false => clear_meaning(&given).unwrap_or(given),
    };
    let both = licenses(&expression).zip(licenses(BOTH));
    let is_both = both.is_some_and(|(own, both)| own == both) && expression.contains(" OR ");
    Some(if is_both { BOTH.to_owned() } else { expression })
}

/// The licence whose text stands beside pyproject.toml; where it is none that is known, what stands there.
fn from_texts(project: &Project) -> Option<String> {
    let is_license = |path: &str| {
        let name = path.to_ascii_uppercase();
        name.starts_with("LICEN") || name.starts_with("COPYING")
    };
    let mut paths = project.tree.files_in("", "");
    paths.retain(|path| is_license(path));
    let texts = paths.iter().filter_map(|path| project.tree.text(path));
    let mut found: Vec<&str> = texts
        .filter_map(|text| {
            let text = one_line(&text);
            let all = |sentences: &[&str]| sentences.iter().all(|sentence| text.contains(sentence));
            Some(TEXTS.iter().find(|(_, sentences)| all(sentences))?.0)
        })
        .collect();
    found.sort_unstable();
    match found.as_slice() {
        [one] => Some((*one).to_owned()),
        ["Apache-2.0", "MIT"] => Some(BOTH.to_owned()),
        _ => (!paths.is_empty()).then(|| format!("the text of {}", paths.join(", "))),
    }
}
