//! The Python sources that run as soon as people import the package or start one of its commands.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::Project;
use crate::project::api::importable::Source;
use crate::syntax::toml::Node;

impl Project {
    /// The Python sources of the wheel that can be imported by a name; none where they are not known.
    pub fn importable(&self) -> &[Source] {
        self.importable.get_or_init(|| {
            let files = self.wheel().unwrap_or_default().iter();
            let source = files.filter_map(|file| Source::of(&file.target, file.source.as_ref()?));
            source.collect()
        })
    }

    /// Those of them that run whenever the package is imported or one of its commands starts; imports in branches, in `try`
    /// and in functions are not followed.
    pub fn imported(&self) -> &[Source] {
        self.imported.get_or_init(|| find(self).unwrap_or_default())
    }
}

fn find(project: &Project) -> Option<Vec<Source>> {
    let (layout, pyproject) = (project.layout()?, project.pyproject.as_ref()?);
    let sources = project.importable().iter();
    let sources: BTreeMap<&str, &Source> = sources.map(|source| (source.module.as_str(), source)).collect();
    let others = pyproject.maturin("python-packages").map(Node::items);
    let others = others.iter().flatten().filter_map(|package| package.as_str());
    let commands = ["scripts", "gui-scripts"]
        .into_iter()
        .filter_map(|key| pyproject.field(key))
        .flat_map(Node::entries)
        .filter_map(|entry| entry.as_str()?.split(':').next());
    let mut open: Vec<String> = std::iter::once(layout.module.as_str())
        .chain(others)
        .chain(commands)
        .map(|name| name.trim().replace('/', "."))
        .collect();
    let (mut met, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(name) = open.pop() {
        let ends = name.match_indices('.').map(|(at, _)| at).chain([name.len()]);
        let on_the_way = ends.filter_map(|end| sources.get(&name[..end]));
        let fresh: Vec<&Source> = on_the_way
            .copied()
            .filter(|source| met.insert(&source.path))
            .collect();
        for source in fresh {
            found.push(source.clone());
            open.extend(source.imports(&project.tree));
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Some(found)
}
