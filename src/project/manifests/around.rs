//! The distributions that stand around a project in its repository: in the folders above it, and beside those.

use crate::project::manifests::pyproject::Pyproject;
use crate::tree::{self, Kind, Tree};

/// Without a repository, so many folders above the project are looked at, and nothing beside them.
const ABOVE: usize = 2;

/// The manifests of those that parse and have a name, by the paths by which the project knows them.
pub fn read(tree: &Tree) -> Vec<Pyproject> {
    let top = tree.top("");
    let climbs = match &top {
        Some(top) => tree.upwards("").position(|folder| folder == *top),
        None => Some(ABOVE),
    };
    let above: Vec<String> = tree.upwards("").take(climbs.unwrap_or(ABOVE) + 1).collect();
    let open = above.iter().take(if top.is_some() { above.len() } else { 1 });
    let beside = open.flat_map(|folder| {
        let entries = tree.entries(folder).into_iter();
        let folders = entries.filter(|(name, kind)| *kind == Kind::Folder && !name.starts_with('.'));
        folders
            .map(|(name, _)| tree::join(folder, &name))
            .collect::<Vec<_>>()
    });
    let here = tree.from_top("");
    let mut folders: Vec<String> = above.iter().cloned().chain(beside).collect();
    folders.retain(|folder| tree.from_top(folder) != here);
    let manifests = folders.iter().filter_map(|folder| {
        let pyproject = Pyproject::new(tree.toml(&tree::join(folder, "pyproject.toml"))?);
        pyproject.field("name")?.as_str()?;
        Some(pyproject)
    });
    manifests.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let read = read(&Tree::memory(files.iter().copied()));
        read.iter()
            .map(|pyproject| pyproject.toml.path.to_string())
            .collect()
    }

    #[test]
    fn they_stand_above_and_beside_and_have_names() {
        let named = "[project]\nname = \"other\"\n";
        let files = [
            ("pyproject.toml", named),
            ("face/pyproject.toml", named),
            ("face/deep/pyproject.toml", named),
            ("docs/pyproject.toml", "[tool.uv]\n"),
            ("broken/pyproject.toml", "["),
            (".hidden/pyproject.toml", named),
        ];
        assert_eq!(found(&files), ["face/pyproject.toml"]);
    }
}
