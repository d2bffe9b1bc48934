//! A project that was not made from the template beside what the template would make of it: what can be added to
//! its manifests without a change to what is built, and what it does otherwise.

mod answers;
mod otherwise;

use std::sync::Arc;

pub use answers::answers;

use crate::edit::{Edit, replaced};
use crate::project::Project;
use crate::project::cargo::Crate;
use crate::project::pyproject::Pyproject;
use crate::syntax::splice::{copy_tables, insert};
use crate::syntax::toml::{Node, Toml};

/// What becomes of a project.
#[derive(Debug)]
pub struct Adoption {
    /// The manifests that get more.
    pub manifests: Vec<Manifest>,
    /// What the template expects and the project does otherwise.
    pub otherwise: Vec<Otherwise>,
}

/// A manifest with what the template adds to it.
#[derive(Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The file.
    pub path: Arc<str>,
    /// Its whole text.
    pub text: String,
    /// The tables and keys that are new.
    pub added: Vec<String>,
}

/// One thing that the template expects.
#[derive(Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// What it expects, as a phrase.
    pub what: &'static str,
    /// What would change it, as a phrase.
    pub how: String,
    /// Whether files of the template rest on it: workflows, recipes, hooks and what explains them.
    pub is_ground: bool,
}

/// The tools that read what adopting may add. Whoever uses one already would see it behave otherwise.
pub const TOOLS: [&str; 7] = ["clippy", "mypy", "pdm", "poetry", "pytest", "ruff", "uv"];

/// A table of pyproject.toml that is added where nothing like it is there.
struct Addition {
    path: &'static [&'static str],
    /// What the template makes of the tool, as a phrase.
    what: &'static str,
    /// Whether files of the template rest on it.
    is_ground: bool,
    /// Other files that a tool reads instead, and what stands in them.
    elsewhere: &'static [(&'static str, &'static str)],
    /// The key with the folders that the tool is sent to.
    folders: &'static str,
}

const ADDITIONS: [Addition; 3] = [
    Addition {
        path: &["tool", "mypy"],
        what: "mypy strict, on the package and the tests",
        is_ground: true,
        elsewhere: &[("mypy.ini", ""), (".mypy.ini", ""), ("setup.cfg", "[mypy")],
        folders: "files",
    },
    Addition {
        path: &["tool", "pytest"],
        what: "pytest strict, with warnings as errors",
        is_ground: false,
        elsewhere: &[
            ("pytest.toml", ""),
            (".pytest.toml", ""),
            ("pytest.ini", ""),
            (".pytest.ini", ""),
            ("tox.ini", "[pytest]"),
            ("setup.cfg", "[tool:pytest]"),
        ],
        folders: "testpaths",
    },
    Addition {
        path: &["tool", "ruff"],
        what: "ruff with more than its own rules",
        is_ground: false,
        elsewhere: &[("ruff.toml", ""), (".ruff.toml", "")],
        folders: "src",
    },
];

/// What stands between a project and a table of the template.
#[derive(PartialEq, Eq)]
enum Standing {
    /// The project has it, or settings of that tool elsewhere, or the template has none.
    Settled,
    /// The project uses the tool, and would see it behave otherwise.
    InUse,
    /// The tool is sent to folders that are not there.
    Homeless,
    /// Nothing.
    Free,
}

impl Addition {
    fn tool(&self) -> &'static str {
        self.path[1]
    }

    fn standing(&self, project: &Project, own: &Toml, new: &Toml, in_use: &[String]) -> Standing {
        let is_set = |(file, mark): &(&str, &str)| match project.tree.read(file) {
            Some(Ok(text)) => text.contains(mark),
            Some(Err(_)) => true,
            None => false,
        };
        let Some(table) = new.get(self.path) else {
            return Standing::Settled;
        };
        if own.get(self.path).is_some() || self.elsewhere.iter().any(is_set) {
            return Standing::Settled;
        }
        let there = |folder: Node<'_>| folder.as_str().is_some_and(|path| project.tree.exists(path));
        let folders = table.get(self.folders).map(Node::items).unwrap_or_default();
        match folders.into_iter().all(there) {
            false => Standing::Homeless,
            true if is_one_of(in_use, &[self.tool()]) => Standing::InUse,
            true => Standing::Free,
        }
    }
}

fn is_one_of(in_use: &[String], tools: &[&str]) -> bool {
    in_use.iter().any(|tool| tools.contains(&tool.as_str()))
}

const GROUPS: &[&str] = &["dependency-groups"];
const LINTS: &[&str] = &["lints", "clippy"];
const CACHE_KEYS: &[&str] = &["tool", "uv", "cache-keys"];

/// What adopting `project` comes to; `rendered` is what the template makes of its answers, and the tools `in_use` are
/// left as they are set up.
pub fn adopt(project: &Project, rendered: &Project, in_use: &[String]) -> Adoption {
    let mut manifests = Vec::new();
    if let (Some(own), Some(new)) = (&project.pyproject, &rendered.pyproject) {
        manifests.extend(in_pyproject(project, rendered, &own.toml, &new.toml, in_use));
    }
    if let (Some(own), Some(new)) = (&project.cargo, &rendered.cargo)
        && takes_lints(own, &new.manifest)
        && !is_one_of(in_use, &["clippy"])
    {
        manifests.extend(in_cargo(own, &new.manifest));
    }
    manifests.retain(|manifest| !manifest.path.starts_with("../"));
    let otherwise = otherwise::otherwise(project, rendered, in_use);
    Adoption { manifests, otherwise }
}

/// What pyproject.toml gets: nothing of what the package is, and nothing that maturin reads.
fn in_pyproject(
    project: &Project,
    rendered: &Project,
    own: &Toml,
    new: &Toml,
    in_use: &[String],
) -> Option<Manifest> {
    let mut tables = Vec::new();
    if own.get(GROUPS).is_none() && takes_groups(project, rendered) && !installs_groups(in_use) {
        tables.push(GROUPS);
    }
    let is_free = |addition: &&Addition| addition.standing(project, own, new, in_use) == Standing::Free;
    tables.extend(ADDITIONS.iter().filter(is_free).map(|addition| addition.path));
    let mut edits: Vec<Edit> = Vec::new();
    let mut added: Vec<String> = tables
        .iter()
        .map(|path| format!("[{}]", path.join(".")))
        .collect();
    let keys = new.get(CACHE_KEYS).and_then(Node::written);
    if let Some(keys) = keys.filter(|_| takes_cache_keys(project, own) && !is_one_of(in_use, &["uv"])) {
        let (table, name) = (&CACHE_KEYS[..2], CACHE_KEYS[2]);
        if own.get(table).is_none() {
            tables.push(table);
            added.push("[tool.uv]".to_owned());
        } else {
            edits.extend(insert(own, table, name, keys));
            added.push("tool.uv.cache-keys".to_owned());
        }
    }
    if !tables.is_empty() {
        edits.push(copy_tables(new, &tables, own)?);
    }
    edited(own, &edits, added)
}

/// Whether there is no word about lints in a crate, and every cargo that it promises to work with knows them.
fn takes_lints(own: &Crate, new: &Toml) -> bool {
    const FIRST: u64 = 74;
    let promised = own.field("rust-version").and_then(Node::as_str);
    let minor = |version: &str| version.split('.').nth(1)?.parse::<u64>().ok();
    own.manifest.get(&["lints"]).is_none()
        && new.get(LINTS).is_some()
        && promised.is_none_or(|version| minor(version).is_some_and(|minor| minor >= FIRST))
}

/// What Cargo.toml gets: lints of Clippy, which the compiler itself never asks for.
fn in_cargo(own: &Crate, new: &Toml) -> Option<Manifest> {
    let manifest = &own.manifest;
    edited(
        manifest,
        &[copy_tables(new, &[LINTS], manifest)?],
        vec!["[lints.clippy]".to_owned()],
    )
}

/// A manifest with `edits`, if it can still be read then.
fn edited(toml: &Toml, edits: &[Edit], added: Vec<String>) -> Option<Manifest> {
    let text = replaced(&toml.text, edits).filter(|_| !edits.is_empty())?;
    Toml::parse(&toml.path, &text.as_str().into()).ok()?;
    Some(Manifest {
        path: toml.path.clone(),
        text,
        added,
    })
}

/// Whether what is in use installs a group by itself, and has a lock file that a new one contradicts.
fn installs_groups(in_use: &[String]) -> bool {
    is_one_of(in_use, &["pdm", "poetry", "uv"])
}

/// Whether uv is not told when to build anew, and would be told right.
fn takes_cache_keys(project: &Project, own: &Toml) -> bool {
    is_laid_out(project) && own.get(CACHE_KEYS).is_none()
}

/// Whether the tools of the template can be installed beside what the project asks for: it names none anywhere, and
/// every Python that it claims has them.
fn takes_groups(project: &Project, rendered: &Project) -> bool {
    let has_groups = |pyproject: &Pyproject| pyproject.toml.get(GROUPS).is_some();
    if !rendered.pyproject.as_ref().is_some_and(has_groups) {
        return false;
    }
    let asks = |pyproject: &Pyproject| {
        pyproject.field("optional-dependencies").is_some()
            || pyproject.toml.get(&["tool", "uv", "dev-dependencies"]).is_some()
    };
    !project.pyproject.as_ref().is_some_and(asks) && has_pythons(project, rendered)
}

/// Whether the template knows every Python that the project claims.
fn has_pythons(project: &Project, rendered: &Project) -> bool {
    let known = answers::lowest(rendered);
    answers::lowest(project)
        .zip(known)
        .is_some_and(|(own, known)| own >= known)
}

/// Whether the crate stands where the template has it.
fn is_laid_out(project: &Project) -> bool {
    let is_here = |cargo: &Crate| cargo.folder().is_empty() && cargo.workspace.is_none();
    project.cargo.as_ref().is_some_and(is_here) && project.tree.exists("src/lib.rs")
}
