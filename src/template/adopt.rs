//! A project that was not made from the template beside what the template would make of it: what can be added to
//! its manifests without a change to what is built, and what it does otherwise.

use std::sync::Arc;

use crate::project::Project;
use crate::syntax::splice::{copy_tables, insert};
use crate::syntax::toml::{Node, Toml};
use crate::template::additions::{
    ADDITIONS, Addition, CACHE_KEYS, GROUPS, LINTS, Standing, takes_cache_keys, takes_groups, takes_lints,
};
use crate::template::fates::{Fate, File, RESTING, Repository, fate};
use crate::template::fresh::is_fresh;
use crate::template::otherwise::{Otherwise, otherwise};
use crate::template::parts::{self, Asked};
use crate::text::edit::replaced;

/// What becomes of a project.
#[derive(Debug)]
pub struct Adoption {
    /// The manifests that get more.
    pub manifests: Vec<Manifest>,
    /// What the template expects and the project does otherwise.
    pub otherwise: Vec<Otherwise>,
    /// What becomes of each file of the template, in their order.
    pub fates: Vec<Fate>,
    /// What the template has for the project, part by part.
    pub offers: Vec<Offer>,
    /// Whether nobody has worked on the project since a generator made it.
    pub is_fresh: bool,
}

/// Something that the template has for a project.
#[derive(Debug, PartialEq, Eq)]
pub struct Offer {
    /// The part that it belongs to.
    pub part: &'static str,
    /// A file, or a table of one.
    pub what: String,
    /// The lines that are new in a file that is there.
    pub added: Vec<String>,
    /// Whether it comes.
    pub is_taken: bool,
}

/// A manifest with what the template adds to it.
#[derive(Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The file.
    pub path: Arc<str>,
    /// Its whole text.
    pub text: String,
}

/// What adopting `project` comes to; `rendered` is what the template makes of its answers, and `files` are its files.
pub fn adopt(
    project: &Project,
    rendered: &Project,
    files: &[File],
    repository: &Repository,
    asked: &Asked,
) -> Adoption {
    let (mut manifests, mut offers) = (Vec::new(), Vec::new());
    let has = |paths: &[String], path: &str| paths.iter().any(|other| other == path);
    let may_change =
        |toml: &Toml| has(&repository.committed, &toml.path) && !has(&repository.links, &toml.path);
    if let (Some(own), Some(new)) = (&project.pyproject, &rendered.pyproject)
        && may_change(&own.toml)
    {
        let wanted = in_pyproject(project, rendered, repository, asked);
        let (manifest, found) = written(&own.toml, &new.toml, &wanted, asked);
        manifests.extend(manifest);
        offers.extend(found);
    }
    if let (Some(own), Some(new)) = (&project.cargo, &rendered.cargo)
        && takes_lints(own, &new.manifest)
        && may_change(&own.manifest)
        && (!repository.is_inside || asked.asks("clippy"))
    {
        let wanted = [Wanted::table("clippy", LINTS)];
        let (manifest, found) = written(&own.manifest, &new.manifest, &wanted, asked);
        manifests.extend(manifest);
        offers.extend(found);
    }
    let mut otherwise = otherwise(project, rendered, asked);
    let fates: Vec<Fate> = files
        .iter()
        .map(|file| fate(file, repository, &otherwise, asked))
        .collect();
    let coming = files
        .iter()
        .zip(&fates)
        .filter(|(_, fate)| fate.comes || fate.is_offered);
    offers.extend(coming.map(|(file, fate)| Offer {
        part: parts::of(&file.path),
        what: file.path.clone(),
        added: Vec::new(),
        is_taken: fate.comes,
    }));
    // Where the release alone waits, nobody has to know what others would need.
    let is_more = RESTING.iter().any(|part| *part != "release" && asked.takes(part));
    for other in &mut otherwise {
        other.is_ground &= is_more || other.is_release;
    }
    Adoption {
        fates,
        manifests,
        otherwise,
        offers,
        is_fresh: !repository.is_inside && is_fresh(project, &repository.committed),
    }
}

/// A table or a key that a manifest could get.
struct Wanted {
    part: &'static str,
    table: &'static [&'static str],
    /// The key, with the value that it gets, where it is not the whole table.
    key: Option<(&'static str, String)>,
}

impl Wanted {
    fn table(part: &'static str, table: &'static [&'static str]) -> Self {
        let key = None;
        Self { part, table, key }
    }

    fn label(&self) -> String {
        let table = self.table.join(".");
        match &self.key {
            Some((key, _)) => format!("{table}.{key}"),
            None => format!("[{table}]"),
        }
    }

    /// The text of `own` with it, as the template has it in `new`.
    fn put(&self, own: &Toml, new: &Toml) -> Option<String> {
        let edit = match &self.key {
            None => copy_tables(new, &[self.table], own)?,
            Some((key, value)) => insert(own, self.table, key, value)?,
        };
        replaced(&own.text, &[edit])
    }
}

/// What pyproject.toml could get: nothing of what the package is, and nothing that changes how it is built.
fn in_pyproject(
    project: &Project,
    rendered: &Project,
    repository: &Repository,
    asked: &Asked,
) -> Vec<Wanted> {
    let (Some(own), Some(new)) = (&project.pyproject, &rendered.pyproject) else {
        return Vec::new();
    };
    let (own, new) = (&own.toml, &new.toml);
    let mut wanted = Vec::new();
    if own.get(GROUPS).is_none() && takes_groups(project, rendered) {
        wanted.push(Wanted::table("groups", GROUPS));
    }
    let is_free = |addition: &&Addition| {
        matches!(
            addition.standing(project, own, new, asked),
            Standing::Free | Standing::Unasked
        )
    };
    let tables = ADDITIONS.iter().filter(is_free);
    wanted.extend(tables.map(|addition| Wanted::table(addition.tool(), addition.path)));
    // The tools of a repository read their settings in its folders, too.
    wanted.retain(|each| !repository.is_inside || asked.asks(each.part));
    let keys = new.get(CACHE_KEYS).and_then(Node::written);
    if let Some(keys) = keys.filter(|_| takes_cache_keys(project, own) && asked.asks("uv")) {
        wanted.push(Wanted {
            part: "uv",
            table: &CACHE_KEYS[..2],
            key: Some((CACHE_KEYS[2], keys.to_owned())),
        });
    }
    if let Some(list) = excluding(project, own) {
        wanted.push(Wanted {
            part: "sdist",
            table: &["tool", "maturin"],
            key: Some(("exclude", list)),
        });
    }
    wanted
}

/// The patterns that keep the answers file out of the source distribution, if it would be in there.
fn excluding(project: &Project, own: &Toml) -> Option<String> {
    const ANSWERS: &str = ".copier-answers.yml";
    if own.get(&["tool", "maturin", "exclude"]).is_some() {
        return None;
    }
    let is_packed = || {
        // git will know the file, and cargo packs what git knows, ignored or not.
        let ignored = project.tree.text(".gitignore").unwrap_or_default();
        let tree = project
            .tree
            .clone()
            .with(".gitignore", Some(&format!("{ignored}\n!{ANSWERS}\n")));
        let with_answers = Project::read(tree.with(ANSWERS, Some("")))?;
        // In that of a workspace, the project stands in its folder.
        let is_it = |target: &str| target.rsplit('/').next() == Some(ANSWERS);
        Some(with_answers.sdist()?.iter().any(|file| is_it(&file.target)))
    };
    // So does maturin where it asks git.
    let is_by_git = own
        .get(&["tool", "maturin", "sdist-generator"])
        .and_then(Node::as_str)
        == Some("git");
    (is_by_git || is_packed()?).then(|| format!("[{{ path = \"{ANSWERS}\", format = \"sdist\" }}]"))
}

/// A manifest with what is taken of what it could get, one after another, and all that is offered.
fn written(own: &Toml, new: &Toml, wanted: &[Wanted], asked: &Asked) -> (Option<Manifest>, Vec<Offer>) {
    let (mut offers, mut text) = (Vec::new(), own.text.clone());
    for each in wanted {
        let now = Toml::parse(&own.path, &text).ok();
        let next = now.and_then(|now| each.put(&now, new));
        let Some(next) = next.filter(|next| Toml::parse(&own.path, &next.as_str().into()).is_ok()) else {
            continue;
        };
        let is_taken = asked.takes(each.part);
        offers.push(Offer {
            part: each.part,
            what: format!("{}: {}", own.path, each.label()),
            added: lines_added(&text, &next),
            is_taken,
        });
        if is_taken {
            text = next.into();
        }
    }
    let path = own.path.clone();
    let manifest = (text != own.text).then(|| Manifest {
        path,
        text: text.to_string(),
    });
    (manifest, offers)
}

/// The lines that are in `after` only, where lines are only added.
pub fn lines_added(before: &str, after: &str) -> Vec<String> {
    let mut old = before.lines().peekable();
    let is_new = |line: &&str| old.next_if_eq(line).is_none();
    after.lines().filter(is_new).map(str::to_owned).collect()
}
