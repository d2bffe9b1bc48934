//! The patterns of `include`, `exclude` and `license-files`, as maturin follows them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::gitignore::Gitignore;
use crate::syntax::glob::Glob;
use crate::syntax::toml::Node;
use crate::tree::{self, Kind, Tree};

/// Folders that stand deeper are not looked at.
const MAX_DEPTH: usize = 32;

/// What an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A wheel.
    Wheel,
    /// A source distribution.
    Sdist,
}

impl Format {
    /// The word for it in `format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wheel => "wheel",
            Self::Sdist => "sdist",
        }
    }
}

/// The pattern of an item of `include` or `exclude`, if it is about archives of this kind.
pub fn about<'a>(item: Node<'a>, format: Format) -> Option<&'a str> {
    if let Some(pattern) = item.as_str() {
        return Some(pattern);
    }
    let formats = item.get("format")?;
    let is_it = |node: Node<'_>| node.as_str() == Some(format.name());
    let is_about = is_it(formats) || formats.items().into_iter().any(is_it);
    item.get("path")?.as_str().filter(|_| is_about)
}

/// The patterns of a list of `[tool.maturin]` that are about archives of this kind.
pub fn listed<'a>(pyproject: &'a Pyproject, key: &str, format: Format) -> Vec<&'a str> {
    let items = pyproject.maturin(key).map(Node::items).unwrap_or_default();
    items.into_iter().filter_map(|item| about(item, format)).collect()
}

/// The files below `folder` that a pattern leads to, each as it is seen from there.
///
/// A pattern that ends in a folder or in `**` leads to no file. `*` takes hidden names too, and braces are letters.
pub fn matches(tree: &Tree, folder: &str, pattern: &str) -> Vec<String> {
    let parts: Vec<&str> = pattern
        .split('/')
        .filter(|part| !matches!(*part, "" | "."))
        .collect();
    let mut found = Vec::new();
    if !pattern.ends_with('/') {
        let mut search = Search {
            tree,
            folder,
            seen: BTreeSet::new(),
            found: &mut found,
        };
        search.collect("", &parts);
    }
    found.sort();
    found
}

/// A search for the files that a pattern leads to.
struct Search<'a> {
    tree: &'a Tree,
    folder: &'a str,
    /// The folders, and how many parts of the pattern were left there: `**/**` leads to one by many ways.
    seen: BTreeSet<(String, usize)>,
    found: &'a mut Vec<String>,
}

impl Search<'_> {
    fn collect(&mut self, below: &str, parts: &[&str]) {
        let Some((part, rest)) = parts.split_first() else {
            return;
        };
        let is_new = self.seen.insert((below.to_owned(), parts.len()));
        if !is_new || below.matches('/').count() > MAX_DEPTH {
            return;
        }
        if *part == "**" {
            self.collect(below, rest);
        }
        let glob = Glob::parse(&letters(part));
        for (name, kind) in self.tree.entries(&tree::join(self.folder, below)) {
            let path = tree::join(below, &name);
            let is_match = || glob.as_ref().is_some_and(|glob| glob.matches(&name));
            match kind {
                Kind::Folder if *part == "**" => self.collect(&path, parts),
                Kind::File if rest.is_empty() && *part != "**" && is_match() => self.found.push(path),
                Kind::Folder | Kind::Link if !rest.is_empty() && *part != "**" && is_match() => {
                    self.collect(&path, rest);
                }
                _ => {}
            }
        }
    }
}

/// The pattern for our matcher, to which braces and backslashes are more than letters.
fn letters(part: &str) -> String {
    part.replace('\\', "[\\]").replace('{', "[{]").replace('}', "[}]")
}

/// What `exclude` keeps out of an archive.
#[derive(Clone, Debug)]
pub struct Excludes(Arc<Gitignore>);

impl Excludes {
    fn choosing<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        Self(Arc::new(Gitignore::choosing(patterns)))
    }

    /// What is kept out of wheels, and out of source distributions.
    pub fn both(pyproject: &Pyproject) -> [Self; 2] {
        let [wheel, sdist] =
            [Format::Wheel, Format::Sdist].map(|format| listed(pyproject, "exclude", format));
        let is_same = wheel == sdist;
        let of_wheel = Self::choosing(wheel);
        let of_sdist = if is_same {
            of_wheel.clone()
        } else {
            Self::choosing(sdist)
        };
        [of_wheel, of_sdist]
    }

    /// Whether the file at `source`, which would stand at `target` in the archive, is kept out.
    pub fn keep_out(&self, tree: &Tree, source: Option<&str>, target: &str) -> bool {
        let excludes = |path: &str| self.0.verdict(path, false) == Some(true);
        let from_top = |source: &str| match tree.below(source, "") {
            Some(below) => below,
            None => tree.from_top(source),
        };
        source.is_some_and(|source| excludes(&from_top(source))) || excludes(target)
    }
}

/// The item of `exclude` that keeps the file at `source` out of archives of this kind by itself.
pub fn excluding<'a>(
    pyproject: &'a Pyproject,
    format: Format,
    tree: &Tree,
    source: &str,
) -> Option<Node<'a>> {
    let items = pyproject.maturin("exclude").map(Node::items).unwrap_or_default();
    let excludes = |item: &Node<'a>| {
        let alone = Excludes::choosing(about(*item, format));
        alone.keep_out(tree, Some(source), source)
    };
    items.into_iter().rfind(excludes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_reached_once_however_many_ways_lead_there() {
        let deep = format!("{}x.py", "d/".repeat(25));
        let tree = Tree::memory([(deep.as_str(), ""), ("y.py", "")]);
        for (pattern, is_wide) in [
            ("**/".repeat(20) + "*.py", true),
            ("**/*/".repeat(10) + "**/*.py", false),
        ] {
            let found = matches(&tree, "", &pattern);
            assert!(found.contains(&deep), "{pattern}");
            assert_eq!(found.contains(&"y.py".to_owned()), is_wide, "{pattern}");
        }
    }
}
