//! Which version the wheel gets.

use crate::project::Project;
use crate::standards::version;
use crate::syntax::toml::Node;

impl Project {
    /// The version that maturin gives the wheel: that of `[project]`, or else that of the crate.
    pub fn version(&self) -> Option<pep440_rs::Version> {
        version::to_pep440(self.version_node()?.as_str()?)
    }

    /// Where the version of the wheel is written.
    pub fn version_node(&self) -> Option<Node<'_>> {
        let fixed = self
            .pyproject
            .as_ref()
            .and_then(|pyproject| pyproject.field("version"));
        fixed.or_else(|| self.cargo.as_ref()?.version())
    }
}
