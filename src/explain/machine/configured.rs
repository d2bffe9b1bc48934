//! The programs that configurations of cargo and variables name.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::project::Project;
use crate::syntax::toml::{Node, Toml};

/// A program that cargo is told to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configured {
    /// The program.
    pub program: String,
    /// What it is used for: `rustc`, `rustc-wrapper`, `linker`, `-fuse-ld`.
    pub role: &'static str,
    /// Where that is said: a variable, or the path of a configuration.
    pub by: String,
    /// The target for which it counts, as [`plain`] has it; nothing where it counts for all.
    pub target: Option<String>,
}

/// The files in which the project configures cargo.
const FILES: [&str; 2] = [".cargo/config.toml", ".cargo/config"];

/// All programs that the project, the person's own configuration and the environment name for builds on this machine.
pub fn programs(
    project: &Project,
    home: Option<&str>,
    environment: &BTreeMap<String, String>,
) -> Vec<Configured> {
    let mut found = Vec::new();
    for (name, value) in environment {
        let role = match name.as_str() {
            "RUSTC" | "CARGO_BUILD_RUSTC" => "rustc",
            "RUSTC_WRAPPER" | "CARGO_BUILD_RUSTC_WRAPPER" | "RUSTC_WORKSPACE_WRAPPER" => "rustc-wrapper",
            "RUSTFLAGS" | "CARGO_BUILD_RUSTFLAGS" | "CARGO_ENCODED_RUSTFLAGS" => {
                found.extend(asked(value, name, None));
                continue;
            }
            name => {
                let of_target = name.strip_prefix("CARGO_TARGET_");
                let target = of_target.and_then(|rest| rest.strip_suffix("_LINKER")).map(plain);
                found.extend(target.map(|target| Configured::linker(value, name, target)));
                continue;
            }
        };
        if !value.is_empty() {
            found.push(Configured {
                program: value.clone(),
                role,
                by: name.clone(),
                target: None,
            });
        }
    }
    for (path, toml) in files(project, home) {
        found.extend(of_file(&toml, path));
    }
    found
}

/// The target for which cargo is told to build, by name, and who says so; nothing where cargo builds the standard library too.
pub fn target(
    project: &Project,
    home: Option<&str>,
    environment: &BTreeMap<String, String>,
) -> Option<(String, String)> {
    let variable = environment
        .get("CARGO_BUILD_TARGET")
        .filter(|value| !value.is_empty());
    let variable = variable.map(|value| (value.clone(), "CARGO_BUILD_TARGET".to_owned()));
    let files = files(project, home);
    let mut tables = files.iter().map(|(path, toml)| (path, toml));
    if tables
        .clone()
        .any(|(_, toml)| toml.get(&["unstable", "build-std"]).is_some())
    {
        return None;
    }
    let of_file = || {
        tables.find_map(|(path, toml)| {
            let target = toml.get(&["build", "target"])?.as_str()?;
            Some((target.to_owned(), (*path).to_owned()))
        })
    };
    let named = variable.or_else(of_file)?;
    let is_plain = !named.0.ends_with(".json") && named.0 != "host-tuple";
    is_plain.then_some(named)
}

/// The configurations of cargo that count here, the nearest first.
fn files(project: &Project, home: Option<&str>) -> Vec<(&'static str, Toml)> {
    let here = FILES
        .iter()
        .find_map(|path| Some((*path, project.tree.text(path)?)));
    let there = home.map(|text| ("the configuration of cargo in your home", Arc::from(text)));
    let texts = here.into_iter().chain(there);
    texts
        .filter_map(|(path, text)| Some((path, Toml::parse(&path.into(), &text).ok()?)))
        .collect()
}

fn of_file(toml: &Toml, path: &str) -> Vec<Configured> {
    let build = ["rustc", "rustc-wrapper", "rustc-workspace-wrapper"];
    let named = build.into_iter().filter_map(|key| {
        let program = toml.get(&["build", key])?.as_str()?;
        Some(Configured {
            program: program.to_owned(),
            role: if key == "rustc" { "rustc" } else { "rustc-wrapper" },
            by: path.to_owned(),
            target: None,
        })
    });
    let mut found: Vec<Configured> = named.filter(|named| !named.program.is_empty()).collect();
    found.extend(asked(&flags(toml.get(&["build"])), path, None));
    let targets = toml.get(&["target"]).map(Node::entries).unwrap_or_default();
    // Which targets an expression means is cargo's to say.
    for node in targets.into_iter().filter(|node| !node.key().starts_with("cfg(")) {
        let target = plain(node.key());
        found.extend(asked(&flags(Some(node)), path, Some(&target)));
        let linker = node.get("linker").and_then(Node::as_str);
        found.extend(linker.map(|program| Configured::linker(program, path, target)));
    }
    found
}

/// What a table has as `rustflags`.
fn flags(table: Option<Node<'_>>) -> String {
    let listed = table.and_then(|table| table.get("rustflags"));
    let words = listed.map(Node::items).unwrap_or_default();
    words
        .into_iter()
        .filter_map(Node::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A target as variables and configurations name it alike.
pub fn plain(target: &str) -> String {
    target.to_ascii_lowercase().replace(['-', '.'], "_")
}

/// The linkers that flags of rustc ask for.
fn asked(flags: &str, by: &str, target: Option<&str>) -> Vec<Configured> {
    let words = flags.split([' ', '\u{1f}', ',']);
    let named = words.filter_map(|word| {
        let (program, role) = match word.split_once("-fuse-ld=") {
            Some((_, name)) => (name, "-fuse-ld"),
            None => (word.trim_start_matches("-C").strip_prefix("linker=")?, "linker"),
        };
        Some(Configured {
            program: program.to_owned(),
            role,
            by: by.to_owned(),
            target: target.map(str::to_owned),
        })
    });
    named.collect()
}

impl Configured {
    fn linker(program: &str, by: &str, target: String) -> Self {
        Self {
            program: program.to_owned(),
            role: "linker",
            by: by.to_owned(),
            target: Some(target),
        }
    }

    /// The name under which it is looked for.
    pub fn name(&self) -> String {
        let is_plain = self.role == "-fuse-ld" && !self.program.contains(['/', '\\']);
        match self.program.as_str() {
            "lld" if is_plain => "ld.lld".to_owned(),
            "bfd" | "gold" if is_plain => format!("ld.{}", self.program),
            name => name.to_owned(),
        }
    }
}
