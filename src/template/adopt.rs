//! A project that was not made from the template beside what the template would make of it: what can be added to
//! its manifests without a change to what is built, and what it does otherwise.

use std::sync::Arc;

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::syntax::splice::{copy_tables, insert};
use crate::syntax::toml::{Node, Toml};
use crate::template::additions::{
    ADDITIONS, Addition, CACHE_KEYS, GROUPS, LINTS, Standing, TOOLS, installs_groups, is_one_of,
    takes_cache_keys, takes_groups, takes_lints,
};
use crate::template::fates::{Fate, File, Repository, fate};
use crate::template::otherwise::{Otherwise, otherwise};
use crate::text::edit::{Edit, replaced};

/// What becomes of a project.
#[derive(Debug)]
pub struct Adoption {
    /// The manifests that get more.
    pub manifests: Vec<Manifest>,
    /// What the template expects and the project does otherwise.
    pub otherwise: Vec<Otherwise>,
    /// What becomes of each file of the template, in their order.
    pub fates: Vec<Fate>,
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

/// What the person asks for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Whether tools that the project uses may be set up otherwise.
    pub tools: bool,
    /// Whether texts that differ become conflicts.
    pub conflicts: bool,
}

/// What adopting `project` comes to; `rendered` is what the template makes of its answers, and `files` are its files.
pub fn adopt(
    project: &Project,
    rendered: &Project,
    files: &[File],
    repository: &Repository,
    asked: Asked,
) -> Adoption {
    let in_use = &if asked.tools {
        Vec::new()
    } else {
        in_use(repository)
    };
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
    let has = |paths: &[String], path: &str| paths.iter().any(|other| other == path);
    manifests.retain(|manifest| {
        has(&repository.committed, &manifest.path) && !has(&repository.links, &manifest.path)
    });
    let otherwise = otherwise(project, rendered, in_use);
    let is_grounded = !otherwise.iter().any(|other| other.is_ground);
    let keeps_lines = asked.tools || !repository.is_uneven;
    let fate = |file| fate(file, repository, is_grounded, keeps_lines, asked.conflicts);
    Adoption {
        fates: files.iter().map(fate).collect(),
        manifests,
        otherwise,
    }
}

/// The tools of which the project would see that they are set up otherwise.
fn in_use(repository: &Repository) -> Vec<String> {
    if repository.is_inside {
        return TOOLS.map(str::to_owned).to_vec(); // the repository's look into each of its folders
    }
    // Tests are run by somebody, who may not have said how.
    let words = repository.words.iter().cloned();
    words.chain(["pytest".to_owned()]).collect()
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
