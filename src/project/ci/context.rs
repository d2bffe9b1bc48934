//! What a build is read from: the workflows, and what the manifests settle.

use crate::project::ci::workflows::Workflows;
use crate::project::commands::script::Call;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::toml::Node;
use crate::tree;

/// What a build is read from.
pub(crate) struct Context<'a> {
    pub workflows: &'a Workflows,
    pub pyproject: Option<&'a Pyproject>,
    /// Whether maturin surely builds programs and no module.
    pub is_program: bool,
    /// The folder of the crate.
    pub crate_folder: Option<&'a str>,
    /// The folder of its workspace, below which cargo builds.
    pub workspace: Option<&'a str>,
}

impl Context<'_> {
    pub(crate) fn maturin(&self, key: &str) -> Option<Node<'_>> {
        self.pyproject?.maturin(key)
    }

    /// Whether a build in `folder` is one of this project; `None` where that is not known.
    pub(crate) fn is_own(&self, folder: Option<&str>) -> Option<bool> {
        folder.map(|folder| folder.is_empty() || Some(folder) == self.crate_folder)
    }

    /// Whether cibuildwheel is told how to test its wheels.
    pub(crate) fn has_test_command(&self) -> bool {
        let settings = self
            .pyproject
            .and_then(|pyproject| pyproject.toml.get(&["tool", "cibuildwheel"]));
        settings.is_some_and(|settings| settings.get("test-command").is_some())
    }

    /// The folder, as seen from the project, that `path` leads to from there.
    pub(crate) fn below(&self, folder: &str, path: &str) -> String {
        self.workflows.normal(&tree::join(folder, path))
    }
}

/// The value of an option: `None` if it is not given, `Some(None)` if its value is not known.
pub(crate) fn value<'a>(call: &Call<'a>, long: &str, short: &str) -> Option<Option<&'a str>> {
    let (argument, value) = call.values(long, short).pop()?;
    Some(value.filter(|_| argument.is_known))
}
