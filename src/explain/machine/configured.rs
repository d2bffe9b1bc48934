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
                found.extend(asked(value, name));
                continue;
            }
            _ => continue,
        };
        if !value.is_empty() {
            found.push(Configured {
                program: value.clone(),
                role,
                by: name.clone(),
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
        })
    });
    let mut found: Vec<Configured> = named.filter(|named| !named.program.is_empty()).collect();
    let flags = toml
        .get(&["build", "rustflags"])
        .map(Node::items)
        .unwrap_or_default();
    let flags: Vec<&str> = flags.into_iter().filter_map(Node::as_str).collect();
    found.extend(asked(&flags.join(" "), path));
    found
}

/// The linkers that flags of rustc ask for.
fn asked(flags: &str, by: &str) -> Vec<Configured> {
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
        })
    });
    named.collect()
}

impl Configured {
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
