//! The distributions that stand beside a project.

use std::collections::BTreeSet;

use crate::standards::requirement::normal_name;
use crate::tree::Tree;

/// The distributions that the repository holds, by their normal names; of a folder that git does not know, those below.
pub fn siblings(tree: &Tree) -> BTreeSet<String> {
    let manifests = tree.files(&tree.top("").unwrap_or_default(), "pyproject.toml");
    let named = manifests.into_iter().filter_map(|path| {
        Some(normal_name(
            tree.toml(&path)?.get(&["project", "name"])?.as_str()?,
        ))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_holds_what_stands_beside_the_project() {
        let named = |name| format!("[project]\nname = \"{name}\"\n");
        let tree = Tree::memory([
            ("pyproject.toml", named("one")),
            ("runtime/pyproject.toml", named("Two")),
        ]);
        assert_eq!(
            siblings(&tree),
            BTreeSet::from(["one".to_owned(), "two".to_owned()])
        );
    }
}
