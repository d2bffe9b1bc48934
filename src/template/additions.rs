//! What the template can add to a project's manifests, and what of it would change how the project is built or judged.

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::toml::{Node, Toml};
use crate::template::answers;
use crate::template::parts::Asked;

/// A table of pyproject.toml that is added where nothing like it is there.
pub(crate) struct Addition {
    pub(crate) path: &'static [&'static str],
    /// What the template makes of the tool, as a phrase.
    pub(crate) what: &'static str,
    /// Whether files of the template rest on it.
    pub(crate) is_ground: bool,
    /// Other files that a tool reads instead, and what stands in them.
    pub(crate) elsewhere: &'static [(&'static str, &'static str)],
    /// The key with the folders that the tool is sent to.
    pub(crate) folders: &'static str,
}

pub(crate) const ADDITIONS: [Addition; 3] = [
    Addition {
        path: &["tool", "mypy"],
        what: "strict mypy for the package and the tests",
        is_ground: true,
        elsewhere: &[("mypy.ini", ""), (".mypy.ini", ""), ("setup.cfg", "[mypy")],
        folders: "files",
    },
    Addition {
        path: &["tool", "pytest"],
        what: "strict pytest, with warnings as errors",
        is_ground: false,
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
        what: "ruff with more than its default rules",
        is_ground: false,
        elsewhere: &[("ruff.toml", ""), (".ruff.toml", "")],
        folders: "src",
    },
];

/// What stands between a project and a table of the template.
#[derive(PartialEq, Eq)]
pub(crate) enum Standing {
    /// The project has it, or settings of that tool elsewhere, or the template has none.
    Settled,
    /// Nobody has asked for it.
    Unasked,
    /// The tool is sent to folders that are not there.
    Homeless,
    /// Nothing.
    Free,
}

impl Addition {
    pub(crate) fn tool(&self) -> &'static str {
        self.path[1]
    }

    pub(crate) fn standing(&self, project: &Project, own: &Toml, new: &Toml, asked: &Asked) -> Standing {
        let is_set = |(file, mark): &(&str, &str)| match project.tree.read(file) {
            Some(Ok(text)) => text.contains(mark),
            Some(Err(_)) => true,
            None => false,
        };
        let Some(table) = new.get(self.path) else {
            return Standing::Settled;
        };
        if own.get(self.path).is_some() || self.elsewhere.iter().any(is_set) {
            return Standing::Settled;
        }
        let there = |folder: Node<'_>| folder.as_str().is_some_and(|path| project.tree.exists(path));
        let folders = table.get(self.folders).map(Node::items).unwrap_or_default();
        match folders.into_iter().all(there) {
            false => Standing::Homeless,
            true if asked.takes(self.tool()) => Standing::Free,
            true => Standing::Unasked,
        }
    }
}

pub(crate) const GROUPS: &[&str] = &["dependency-groups"];
pub(crate) const LINTS: &[&str] = &["lints", "clippy"];
pub(crate) const CACHE_KEYS: &[&str] = &["tool", "uv", "cache-keys"];

/// Whether there is no word about lints in a crate, and every cargo that it promises to work with knows them.
pub(crate) fn takes_lints(own: &Crate, new: &Toml) -> bool {
    const FIRST: u64 = 74;
    let promised = own.field("rust-version").and_then(Node::as_str);
    let minor = |version: &str| version.split('.').nth(1)?.parse::<u64>().ok();
    own.manifest.get(&["lints"]).is_none()
        && new.get(LINTS).is_some()
        && promised.is_none_or(|version| minor(version).is_some_and(|minor| minor >= FIRST))
}

/// Whether uv is not told when to build anew, and would be told right.
pub(crate) fn takes_cache_keys(project: &Project, own: &Toml) -> bool {
    is_laid_out(project) && own.get(CACHE_KEYS).is_none()
}

/// Whether the tools of the template can be installed beside what the project asks for: it names none anywhere, and
/// every Python that it claims has them.
pub(crate) fn takes_groups(project: &Project, rendered: &Project) -> bool {
    let has_groups = |pyproject: &Pyproject| pyproject.toml.get(GROUPS).is_some();
    if !rendered.pyproject.as_ref().is_some_and(has_groups) {
        return false;
    }
    let asks = |pyproject: &Pyproject| {
        pyproject.field("optional-dependencies").is_some()
            || pyproject.toml.get(&["tool", "uv", "dev-dependencies"]).is_some()
    };
    !project.pyproject.as_ref().is_some_and(asks) && has_pythons(project, rendered)
}

/// Whether the template knows every Python that the project claims.
pub(crate) fn has_pythons(project: &Project, rendered: &Project) -> bool {
    let known = answers::lowest(rendered);
    answers::lowest(project)
        .zip(known)
        .is_some_and(|(own, known)| own >= known)
}

/// Whether the crate stands where the template has it.
pub(crate) fn is_laid_out(project: &Project) -> bool {
    let is_here = |cargo: &Crate| cargo.folder().is_empty() && cargo.workspace.is_none();
    project.cargo.as_ref().is_some_and(is_here) && project.tree.exists("src/lib.rs")
}
