//! A project that was not made from the template beside what the template would make of it: what can be added to
//! its manifests without a change to what is built, and what it does otherwise.

use std::sync::Arc;

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::syntax::splice::{copy_tables, insert};
use crate::syntax::toml::{Node, Toml};
use crate::template::additions::{
    ADDITIONS, Addition, CACHE_KEYS, GROUPS, LINTS, Standing, installs_groups, is_one_of, takes_cache_keys,
    takes_groups, takes_lints,
};
use crate::template::otherwise::{Otherwise, otherwise};
use crate::text::edit::{Edit, replaced};

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
    let otherwise = otherwise(project, rendered, in_use);
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
