//! The workspace that a crate is in, and the crates that a workspace has, found as cargo finds them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::project::manifests::dependencies::{ALL_KINDS, path_dependencies};
use crate::project::reader::Reader;
use crate::syntax::glob::Glob;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// The manifest of the workspace that a crate is a member of, if it is another file.
pub(crate) fn of(manifest: &Toml, reader: &mut Reader<'_>) -> Option<Toml> {
    let (root, is_member) = claiming(manifest, reader)?;
    let is_named = manifest.get(&["package", "workspace"]).is_some();
    (is_member || is_named).then_some(root)
}

/// The manifest of the workspace that claims the crate of `manifest`, which need not stand there yet, and whether the
/// crate is a member: cargo builds none that is claimed and no member. The root of a workspace is claimed by no other.
pub fn claiming(manifest: &Toml, reader: &mut Reader<'_>) -> Option<(Toml, bool)> {
    if manifest.get(&["workspace"]).is_some() {
        return None;
    }
    let folder = tree::parent(&manifest.path);
    let root = named(manifest, reader).or_else(|| around(folder, reader))?;
    let is_member = has(&root, folder, reader.tree);
    Some((root, is_member))
}

/// The workspace that a manifest names.
fn named(manifest: &Toml, reader: &mut Reader<'_>) -> Option<Toml> {
    let named = manifest.get(&["package", "workspace"])?.as_str()?;
    let folder = tree::join(tree::parent(&manifest.path), named);
    reader.toml(&tree::join(&folder, "Cargo.toml"))
}

/// The nearest workspace above `folder` that does not exclude it.
fn around(folder: &str, reader: &mut Reader<'_>) -> Option<Toml> {
    for above in reader.tree.upwards(folder).skip(1) {
        let path = tree::join(&above, "Cargo.toml");
        if !reader.tree.exists(&path) {
            continue;
        }
        let found = reader.toml(&path)?; // cargo, too, stops at one that is broken
        if found.get(&["workspace"]).is_none() {
            if let Some(root) = named(&found, reader) {
                return Some(root);
            }
        } else if !excludes(&found, folder, reader.tree) {
            return Some(found);
        }
    }
    None
}

/// Whether the crate in `folder` is a member of the workspace: it is listed, or a member depends on it by its path.
fn has(root: &Toml, folder: &str, tree: &Tree) -> bool {
    if excludes(root, folder, tree) {
        return false;
    }
    Members::of(root, tree).have(folder) || depends_on(root, &tree::join(folder, "Cargo.toml"), tree)
}

/// The manifests of the crates that the workspace lists.
pub fn listed(root: &Toml, tree: &Tree) -> Vec<Arc<str>> {
    let base = tree::parent(&root.path);
    let is_fixed = |part: &&str| !part.contains(['*', '?', '[']);
    let fixed = |pattern: String| {
        pattern
            .split('/')
            .take_while(is_fixed)
            .collect::<Vec<_>>()
            .join("/")
    };
    let folders = paths(root, "members").map(|pattern| tree::join(base, &fixed(pattern)));
    let manifests = folders.flat_map(|folder| tree.files(&folder, "/Cargo.toml"));
    let members = Members::of(root, tree);
    let is_member = |path: &Arc<str>| {
        let folder = tree::parent(path);
        !excludes(root, folder, tree) && members.have(folder)
    };
    manifests.filter(is_member).collect()
}

/// What a workspace lists.
struct Members<'a> {
    root: &'a Toml,
    tree: &'a Tree,
    /// The folders that are named, from the topmost one.
    folders: BTreeSet<String>,
    patterns: Vec<Glob>,
}

impl<'a> Members<'a> {
    fn of(root: &'a Toml, tree: &'a Tree) -> Self {
        let base = tree::parent(&root.path);
        let is_pattern = |path: &&String| path.contains(['*', '?', '[', ']', '{', '}', '\\']);
        let listed: Vec<String> = paths(root, "members").collect();
        let folders = listed.iter().map(|path| tree.from_top(&tree::join(base, path)));
        let patterns = listed.iter().filter(is_pattern);
        Self {
            root,
            tree,
            folders: folders.collect(),
            patterns: patterns
                .filter_map(|path| Glob::parse(&literal_braces(path)))
                .collect(),
        }
    }

    fn have(&self, folder: &str) -> bool {
        let here = below(self.root, folder, self.tree);
        let matches = |here: String| self.patterns.iter().any(|pattern| pattern.matches(&here));
        self.folders.contains(&self.tree.from_top(folder)) || here.is_some_and(matches)
    }
}

/// Whether a member of the workspace depends on the crate of `manifest` by its path, if only through others.
fn depends_on(root: &Toml, manifest: &str, tree: &Tree) -> bool {
    let wanted = tree.from_top(manifest);
    let mut open: Vec<Arc<str>> = listed(root, tree);
    open.push(root.path.clone());
    let mut seen: BTreeSet<Arc<str>> = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let member = tree.toml(&path);
        let others = member.map(|member| path_dependencies(&member, root, ALL_KINDS));
        for other in others.unwrap_or_default() {
            if tree.from_top(&other) == wanted {
                return true;
            }
            let folder = tree::parent(&other);
            if below(root, folder, tree).is_some() && !excludes(root, folder, tree) {
                open.push(other.into());
            }
        }
    }
    false
}

/// Whether the workspace wants nothing of the crate in `folder`; what it lists by name, or what is in that, is wanted.
pub fn excludes(root: &Toml, folder: &str, tree: &Tree) -> bool {
    let Some(here) = below(root, folder, tree) else {
        return false;
    };
    let holds = |path: String| here == path || tree::within(&here, &path);
    paths(root, "exclude").any(holds) && !paths(root, "members").any(holds)
}

/// The paths that a key of `[workspace]` lists, without what is superfluous in them.
fn paths(root: &Toml, key: &'static str) -> impl Iterator<Item = String> {
    let listed = root.get(&["workspace", key]).map(Node::items).unwrap_or_default();
    listed
        .into_iter()
        .filter_map(|node| node.as_str().map(|path| tree::join("", path)))
}

/// The folder as seen from the workspace, if it stands in it.
fn below(root: &Toml, folder: &str, tree: &Tree) -> Option<String> {
    let base = tree.from_top(tree::parent(&root.path));
    let folder = tree.from_top(folder);
    if base.is_empty() {
        return Some(folder);
    }
    Some(folder.strip_prefix(&base)?.strip_prefix('/')?.to_owned())
}

/// The pattern for our matcher, which would choose between what stands in braces; to cargo they are letters.
fn literal_braces(pattern: &str) -> String {
    pattern.replace('{', "[{]").replace('}', "[}]")
}
