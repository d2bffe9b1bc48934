//! What a `use` names, renames and passes on.                                         [door: syn]

use proc_macro2::{Ident, TokenStream};
use syn::UseTree;

use crate::syntax::rust::attributes::unraw;
use crate::syntax::rust::run;

/// One thing that a `use` names.
pub(super) struct Leaf {
    /// The path that leads to it.
    pub path: Vec<String>,
    /// The last name of the path.
    pub ident: Ident,
    /// The name that it is given instead.
    pub rename: Option<Ident>,
}

/// The things that a `use` names; `*` names none.
pub(super) fn leaves(tree: &UseTree) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    collect(tree, &mut Vec::new(), &mut leaves);
    leaves
}

fn collect(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<Leaf>) {
    let (ident, rename) = match tree {
        UseTree::Path(part) => {
            path.push(unraw(&part.ident));
            collect(&part.tree, path, found);
            path.pop();
            return;
        }
        UseTree::Group(group) => return group.items.iter().for_each(|tree| collect(tree, path, found)),
        UseTree::Glob(_) => return,
        UseTree::Name(name) => (&name.ident, None),
        UseTree::Rename(name) => (&name.ident, Some(name.rename.clone())),
    };
    found.push(Leaf {
        path: path.iter().cloned().chain([unraw(ident)]).collect(),
        ident: ident.clone(),
        rename,
    });
}

/// The words with which the paths of a `use` begin.
pub(super) fn beginnings(tree: &UseTree) -> Vec<&Ident> {
    match tree {
        UseTree::Path(path) => vec![&path.ident],
        UseTree::Group(group) => group.items.iter().flat_map(beginnings).collect(),
        _ => Vec::new(),
    }
}

/// The names that a `use` brings, and the paths that they stand for.
pub(super) fn aliases(tree: &UseTree) -> Vec<(Ident, Vec<String>)> {
    let leaves = leaves(tree).into_iter();
    leaves
        .map(|leaf| (leaf.rename.unwrap_or(leaf.ident), leaf.path))
        .collect()
}

/// The paths from which a `use` takes all names.
pub(super) fn globs(tree: &UseTree) -> Vec<Vec<String>> {
    match tree {
        UseTree::Path(part) => {
            let mut paths = globs(&part.tree);
            paths
                .iter_mut()
                .for_each(|path| path.insert(0, unraw(&part.ident)));
            paths
        }
        UseTree::Group(group) => group.items.iter().flat_map(globs).collect(),
        UseTree::Glob(_) => vec![Vec::new()],
        UseTree::Name(_) | UseTree::Rename(_) => Vec::new(),
    }
}

/// The `use` items of a text that is not read otherwise, each from the beginning of a line.
pub(super) fn passed_on(text: &str) -> Vec<syn::ItemUse> {
    let starts = text.match_indices("pub").filter(|(start, _)| {
        let is_first = *start == 0 || text[..*start].ends_with('\n');
        is_first
            && text[*start..]
                .lines()
                .next()
                .is_some_and(|line| line.contains(" use ") || line.contains(")use "))
    });
    let mut done = 0;
    let items = starts.filter_map(|(start, _)| {
        let end = text.get(start.max(done)..).filter(|_| start >= done)?.find(';')?;
        done = start + end;
        let tokens: TokenStream = text.get(start..=start + end)?.parse().ok()?;
        run::parsed(tokens)
    });
    items.collect()
}

/// Collects the names that a `pub use` passes on, and says whether it may pass on more.
///
/// What stands in the crate itself is seen where it stands.
pub(super) fn pass_on(tree: &UseTree, is_own: &dyn Fn(&Ident) -> bool, names: &mut Vec<String>) -> bool {
    match tree {
        UseTree::Path(path) => !is_own(&path.ident) && pass_on(&path.tree, is_own, names),
        UseTree::Group(group) => {
            let mut more = false;
            for tree in &group.items {
                more |= pass_on(tree, is_own, names);
            }
            more
        }
        UseTree::Name(name) => {
            names.push(name.ident.to_string());
            false
        }
        UseTree::Rename(name) => {
            names.push(name.rename.to_string());
            false
        }
        UseTree::Glob(_) => true,
    }
}
