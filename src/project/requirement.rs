//! Requirements on other distributions, as pyproject.toml lists them.

use std::collections::BTreeSet;

use pep440_rs::Operator;
use pep508_rs::VerbatimUrl;

use super::pyproject::{Pyproject, Read, specifiers};
use crate::syntax::is_too_deep;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// What a distribution needs: a name, extras, versions or an address, and a marker.
pub type Requirement = pep508_rs::Requirement<VerbatimUrl>;

/// More conditions than markers have: they are made into a diagram, which may double with each.
const MAX_CONDITIONS: usize = 32;

/// Reads a requirement, or says what is wrong with it; `None` for one that is too entangled to be judged.
pub fn parse(text: &str) -> Option<Result<Requirement, String>> {
    let quotes = text.matches(['"', '\'']).count(); // two in each condition
    if is_too_deep(text) || quotes > 2 * MAX_CONDITIONS {
        return None;
    }
    let parsed: Result<Requirement, _> = text.parse();
    Some(parsed.map_err(|error| error.to_string()))
}

/// A valid requirement in a list.
pub fn read(node: Node<'_>) -> Option<Read<'_, Requirement>> {
    let value = parse(node.as_str()?)?.ok()?;
    Some(Read { value, node })
}

/// The requirements in one list that are valid.
pub fn read_all(list: Node<'_>) -> Vec<Read<'_, Requirement>> {
    list.items().into_iter().filter_map(read).collect()
}

/// The lists of requirements in the file: of the build, of the package, of its extras and of its groups.
pub fn lists(pyproject: &Pyproject) -> Vec<Node<'_>> {
    let tables = [
        pyproject.field("optional-dependencies"),
        pyproject.toml.get(&["dependency-groups"]),
    ];
    let within = tables.into_iter().flatten().flat_map(Node::entries);
    let single = [
        pyproject.toml.get(&["build-system", "requires"]),
        pyproject.field("dependencies"),
    ];
    single.into_iter().flatten().chain(within).collect()
}

/// What everyone needs who installs the package.
pub fn dependencies(pyproject: &Pyproject) -> Vec<Read<'_, Requirement>> {
    pyproject.field("dependencies").map(read_all).unwrap_or_default()
}

/// Whether exactly one version is allowed.
pub fn is_pinned(requirement: &Requirement) -> bool {
    specifiers(requirement).is_some_and(|specifiers| {
        let mut specifiers = specifiers.iter();
        specifiers.any(|one| matches!(one.operator(), Operator::Equal | Operator::ExactEqual))
    })
}

/// A name as [it is compared](https://packaging.python.org/en/latest/specifications/name-normalization/#name-normalization).
pub fn normal_name(name: &str) -> String {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// The distributions that the repository holds, by their normal names; of a folder that git does not know, those below.
pub fn siblings(tree: &Tree) -> BTreeSet<String> {
    let above = (0..=tree.above()).map(|steps| vec![".."; steps].join("/"));
    let top = above
        .into_iter()
        .find(|folder| tree.exists(&tree::join(folder, ".git")));
    let manifests = tree.files(&top.unwrap_or_default(), "pyproject.toml");
    let named = manifests.into_iter().filter_map(|path| {
        let manifest = Toml::parse(&path, &tree.text(&path)?).ok()?;
        Some(normal_name(manifest.get(&["project", "name"])?.as_str()?))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_punctuation() {
        for name in ["Demo.Core", "demo_core", "demo--core", "DEMO-.core"] {
            assert_eq!(normal_name(name), "demo-core");
        }
    }

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
