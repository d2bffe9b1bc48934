//! What a person has changed in a manifest, told in the manifests that the template has in its place.
//!
//! Another layout of a project cuts its manifests up, or puts them together: what was one Cargo.toml is that of a
//! workspace and those of its members. A change of the person's then belongs where the template now says what it
//! has said before, and a table that is read in one of the manifests alone belongs there.

use crate::syntax::toml::{Node, Style, Toml};
use crate::template::retell::{is_same, parse, put};

/// The tables that cargo reads in the manifest of a workspace alone, or that a member takes from there.
const SHARED: [&str; 4] = ["lints", "patch", "profile", "replace"];

/// The table in which a workspace says what its members share.
const WORKSPACE: &str = "workspace";

/// What the two sides of a merge are to be, so that nothing of the person's is at odds or lost.
#[derive(Debug, PartialEq, Eq)]
pub struct Resettled {
    /// The template's old manifest, with those values of the person's that have another place now.
    pub base: String,
    /// All manifests that the template has now, with these values in them.
    pub new: Vec<String>,
}

/// Tells what leads from `base` to the person's `told` in the manifests `new`, of which the one at `heir` comes in the place of `base`.
///
/// `None` where one of them cannot be read.
pub fn resettle(base: &str, told: &str, new: &[String], heir: Option<usize>) -> Option<Resettled> {
    let (old, own) = (parse(base)?, parse(told)?);
    let mut changed = Vec::new();
    compare(&mut Vec::new(), Some(old.root()), Some(own.root()), &mut changed);
    let (mut base, mut new) = (base.to_owned(), new.to_vec());
    let mut is_all_told = true;
    for path in changed {
        let (old, own) = (old.get(&path), own.get(&path));
        let documents = new.iter().map(|text| parse(text)).collect::<Option<Vec<_>>>()?;
        let here = heir.map(|heir| &documents[heir]);
        let mut places = same_places(&documents, heir, &path, old);
        if places.is_empty() && old.is_none() && !is_at_home(here, &path) {
            places.extend(room_for(&documents, heir, &path));
        }
        let is_left = here.is_some_and(|here| old.is_some() && is_same(here.get(&path), old));
        let is_told = !places.is_empty();
        is_all_told &= is_told;
        for (index, place) in places {
            let place: Vec<&str> = place.iter().map(String::as_str).collect();
            new[index] = settle(&new[index], &place, &path, own)?;
        }
        if is_told && !is_left {
            base = put(&base, &path, own)?;
        }
    }
    if heir.is_none() && is_all_told {
        base = told.to_owned(); // nothing in it is lost when it goes
    }
    Some(Resettled { base, new })
}

/// The document with what the person has at `path` in the place of what it has at `place`.
fn settle(text: &str, place: &[&str], path: &[&str], own: Option<Node<'_>>) -> Option<String> {
    let tables =
        own.filter(|own| matches!(own.style(), Some(Style::Header | Style::Implied)) && place != path);
    let Some(table) = tables else {
        return put(text, place, own);
    };
    // Its header has another name there.
    table
        .entries()
        .into_iter()
        .try_fold(text.to_owned(), |text, entry| {
            let [place, path] = [place, path].map(|keys| [keys, &[entry.key()]].concat());
            settle(&text, &place, &path, Some(entry))
        })
}

/// A manifest, by its index, and a path of keys in it.
type Spot = (usize, Vec<String>);

/// The keys that differ, each as the shortest path to it.
fn compare<'a>(
    path: &mut Vec<&'a str>,
    base: Option<Node<'a>>,
    own: Option<Node<'a>>,
    found: &mut Vec<Vec<&'a str>>,
) {
    if is_same(base, own) {
        return;
    }
    let tables = base
        .zip(own)
        .filter(|(base, own)| base.is_table() && own.is_table());
    let Some((base, own)) = tables else {
        found.push(path.clone());
        return;
    };
    let is_new = |entry: &Node<'_>| base.get(entry.key()).is_none();
    let added = own.entries().into_iter().filter(is_new);
    for key in base.entries().into_iter().chain(added).map(Node::key) {
        path.push(key);
        compare(path, base.get(key), own.get(key), found);
        path.pop();
    }
}

/// Where another manifest, or another key, says what the template has said at `path`.
fn same_places(documents: &[Toml], heir: Option<usize>, path: &[&str], old: Option<Node<'_>>) -> Vec<Spot> {
    let mut found = Vec::new();
    for (index, document) in documents.iter().enumerate().filter(|_| old.is_some()) {
        let others = spellings(path).filter(|spelling| heir != Some(index) || spelling != path);
        found.extend(
            others
                .filter(|spelling| is_same(document.get(spelling), old))
                .map(|spelling| (index, owned(&spelling))),
        );
    }
    found
}

/// The first place that has the table for a key that the person has added.
fn room_for(documents: &[Toml], heir: Option<usize>, path: &[&str]) -> Option<Spot> {
    let others = documents
        .iter()
        .enumerate()
        .filter(|(index, _)| heir != Some(*index));
    others
        .flat_map(|(index, document)| spellings(path).map(move |spelling| (index, document, spelling)))
        .find(|(_, document, spelling)| {
            let is_free = document.get(spelling).is_none();
            let (_, table) = spelling.split_last().unwrap_or((&"", &[]));
            let is_root = table.is_empty() && document.get(&[WORKSPACE]).is_some();
            is_free && (is_root || !table.is_empty() && document.get(table).is_some_and(Node::is_table))
        })
        .map(|(index, _, spelling)| (index, owned(&spelling)))
}

/// Whether a key that the person has added may stay in the manifest that comes in the place of its own.
fn is_at_home(here: Option<&Toml>, path: &[&str]) -> bool {
    let Some((here, (_, table))) = here.zip(path.split_last()) else {
        return false;
    };
    let is_crate = here.get(&["package"]).is_some();
    let is_member = is_crate && here.get(&[WORKSPACE]).is_none();
    match path.first() {
        Some(first) if SHARED.contains(first) => {
            let own = here.get(table).filter(|own| own.get(WORKSPACE).is_none());
            !is_member || own.is_some() && !table.is_empty()
        }
        _ => is_crate || here.get(table).is_some(),
    }
}

/// How a workspace and its members, or two kinds of manifests, spell one key.
fn spellings<'a>(path: &[&'a str]) -> impl Iterator<Item = Vec<&'a str>> + use<'a> {
    let shared = [&[WORKSPACE], path].concat();
    let own = path.strip_prefix(&[WORKSPACE]).map(<[&str]>::to_vec);
    let described = (path == ["project", "description"]).then(|| vec![WORKSPACE, "package", "description"]);
    [Some(path.to_vec()), Some(shared), own, described]
        .into_iter()
        .flatten()
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|key| (*key).to_owned()).collect()
}
