//! A project that was not made from the template beside what the template would make of it: what can be added to
//! its manifests without a change to what is built, and what it does otherwise.

mod answers;

use std::sync::Arc;

pub use answers::answers;

use crate::edit::{Edit, splice};
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

/// A table of pyproject.toml that is added where nothing like it is there.
struct Addition {
    path: &'static [&'static str],
    /// Other files that a tool reads instead, and what stands in them.
    elsewhere: &'static [(&'static str, &'static str)],
    /// The key with the folders that the tool is sent to.
    folders: &'static str,
}

const ADDITIONS: [Addition; 3] = [
    Addition {
        path: &["tool", "mypy"],
        elsewhere: &[("mypy.ini", ""), (".mypy.ini", ""), ("setup.cfg", "[mypy")],
        folders: "files",
    },
    Addition {
        path: &["tool", "pytest"],
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
        elsewhere: &[("ruff.toml", ""), (".ruff.toml", "")],
        folders: "src",
    },
];

const GROUPS: &[&str] = &["dependency-groups"];

/// What adopting `project` comes to; `rendered` is what the template makes of its answers.
pub fn adopt(project: &Project, rendered: &Project) -> Adoption {
    let mut manifests = Vec::new();
    if let (Some(own), Some(new)) = (&project.pyproject, &rendered.pyproject) {
        manifests.extend(in_pyproject(project, rendered, &own.toml, &new.toml));
    }
    if let (Some(own), Some(new)) = (&project.cargo, &rendered.cargo) {
        manifests.extend(in_cargo(own, &new.manifest));
    }
    manifests.retain(|manifest| !manifest.path.starts_with("../"));
    let otherwise = otherwise(project, rendered);
    Adoption { manifests, otherwise }
}

/// What pyproject.toml gets: nothing of what the package is, and nothing that maturin reads.
fn in_pyproject(project: &Project, rendered: &Project, own: &Toml, new: &Toml) -> Option<Manifest> {
    let mut tables = Vec::new();
    if new.get(GROUPS).is_some() && takes_groups(project, rendered) && own.get(GROUPS).is_none() {
        tables.push(GROUPS);
    }
    for Addition {
        path,
        elsewhere,
        folders,
    } in &ADDITIONS
    {
        let is_set = |(file, mark): &(&str, &str)| match project.tree.read(file) {
            Some(Ok(text)) => text.contains(mark),
            Some(Err(_)) => true,
            None => false,
        };
        let is_free = own.get(path).is_none() && !elsewhere.iter().any(is_set);
        let there = |folder: Node<'_>| folder.as_str().is_some_and(|path| project.tree.exists(path));
        let named = new.get(path).and_then(|table| table.get(folders));
        if is_free && named.is_some_and(|named| named.items().into_iter().all(there)) {
            tables.push(path);
        }
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut added: Vec<String> = tables
        .iter()
        .map(|path| format!("[{}]", path.join(".")))
        .collect();
    let keys = new.get(&["tool", "uv", "cache-keys"]).and_then(Node::written);
    if let Some(keys) = keys.filter(|_| is_laid_out(project)) {
        match own.get(&["tool", "uv"]) {
            None => {
                tables.push(&["tool", "uv"]);
                added.push("[tool.uv]".to_owned());
            }
            Some(uv) if uv.get("cache-keys").is_none() => {
                edits.extend(insert(own, &["tool", "uv"], "cache-keys", keys));
                added.push("tool.uv.cache-keys".to_owned());
            }
            Some(_) => {}
        }
    }
    if !tables.is_empty() {
        edits.push(copy_tables(new, &tables, own)?);
    }
    edited(own, &edits, added)
}

/// What Cargo.toml gets: lints of Clippy, which the compiler itself never asks for.
fn in_cargo(own: &Crate, new: &Toml) -> Option<Manifest> {
    const LINTS: &[&str] = &["lints", "clippy"];
    let manifest = &own.manifest;
    if manifest.get(&["lints"]).is_some() || new.get(LINTS).is_none() {
        return None;
    }
    edited(
        manifest,
        &[copy_tables(new, &[LINTS], manifest)?],
        vec!["[lints.clippy]".to_owned()],
    )
}

/// A manifest with `edits`, if it can still be read then.
fn edited(toml: &Toml, edits: &[Edit], added: Vec<String>) -> Option<Manifest> {
    let replacement = |edit: &Edit| match edit {
        Edit::Replace { span, text, .. } => Some((*span, text.clone())),
        _ => None,
    };
    let replacements: Vec<_> = edits.iter().filter_map(replacement).collect();
    let borrowed: Vec<_> = replacements
        .iter()
        .map(|(span, text)| (*span, text.as_str()))
        .collect();
    let text = splice(&toml.text, &borrowed).filter(|_| !edits.is_empty())?;
    Toml::parse(&toml.path, &text.as_str().into()).ok()?;
    Some(Manifest {
        path: toml.path.clone(),
        text,
        added,
    })
}

/// Whether the tools of the template can be installed beside what the project asks for: it names none anywhere, and
/// every Python that it claims has them.
fn takes_groups(project: &Project, rendered: &Project) -> bool {
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

fn otherwise(project: &Project, rendered: &Project) -> Vec<Otherwise> {
    let (Some(pyproject), Some(new)) = (&project.pyproject, &rendered.pyproject) else {
        return Vec::new();
    };
    let cargo = project.cargo.as_ref();
    let has = |path: &[&str]| cargo.is_some_and(|cargo| cargo.manifest.get(path).is_some());
    let claims = |minor: &str| {
        let minor = minor.strip_prefix("Programming Language :: Python :: 3.");
        minor.is_some_and(|minor| minor.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let own_groups = pyproject.toml.get(GROUPS).map(keys).unwrap_or_default();
    let new_groups = new.toml.get(GROUPS).map(keys).unwrap_or_default();
    let lacking: Vec<_> = new_groups
        .into_iter()
        .filter(|group| !own_groups.contains(group))
        .collect();
    let gets_groups = own_groups.is_empty() && takes_groups(project, rendered);
    let features = pyproject.maturin("features").map(Node::items).unwrap_or_default();
    let is_asked = features.iter().any(|feature| feature.as_str() == Some("python"));
    let needs = |is_ground, is_met: bool, what, how: &str| {
        (!is_met).then(|| Otherwise {
            what,
            how: how.to_owned(),
            is_ground,
        })
    };
    let floor = answers::lowest(rendered).unwrap_or_default();
    let found = [
        needs(
            true,
            is_laid_out(project),
            "one crate beside pyproject.toml, with its sources in src/",
            "the layout stays as it is",
        ),
        needs(
            true,
            has(&["features", "python"]) && is_asked,
            "PyO3 behind a feature `python`, so that `cargo test` needs no Python",
            "`python = [\"dep:pyo3\"]` in [features], `optional = true` for pyo3, `features = [\"python\"]` in [tool.maturin]",
        ),
        needs(
            true,
            pyproject.maturin("module-name").is_some(),
            "the name of the extension module",
            "`module-name` in [tool.maturin]",
        ),
        needs(
            true,
            pyproject.field("version").is_none(),
            "the version in Cargo.toml alone",
            "`dynamic = [\"version\"]` in [project], without `version`",
        ),
        needs(
            true,
            pyproject
                .classifiers()
                .into_iter()
                .filter_map(Node::as_str)
                .any(claims),
            "a classifier for each Python, from which CI takes what to test",
            "`Programming Language :: Python :: 3.…` in `classifiers`",
        ),
        needs(
            true,
            has_pythons(project, rendered),
            "Pythons that its tools run on",
            &format!("`requires-python = \">=3.{floor}\"` in [project]"),
        ),
        needs(
            true,
            lacking.is_empty() || gets_groups,
            "tools in dependency groups",
            &format!("`{}` in [dependency-groups]", lacking.join("`, `")),
        ),
        needs(
            false,
            has(&["lints", "rust"]) || has(&["lints", "workspace"]),
            "lints of the compiler, which could stop a build",
            "[lints.rust] in Cargo.toml",
        ),
        needs(
            false,
            cargo.is_none_or(|cargo| !cargo.profiles("release").is_empty()),
            "a release profile, which changes what is built",
            "`scaffold rule cargo/release-profile` says which",
        ),
    ];
    found.into_iter().flatten().collect()
}

fn keys(table: Node<'_>) -> Vec<&str> {
    table.entries().into_iter().map(Node::key).collect()
}
