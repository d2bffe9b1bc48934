//! The metadata does not say for which Pythons the package is.
//!
//! ## Why
//!
//! Without `Requires-Python`, pip on an old Python takes the newest source distribution and tries to build it, where it would
//! have found an older release that works
//! ([Requires-Python](https://packaging.python.org/en/latest/specifications/core-metadata/#requires-python)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//! demo-0.1.0/PKG-INFO:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/PKG-INFO: warning[dist/requires-python-missing] there is no `Requires-Python`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//! demo-0.1.0/PKG-INFO:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//!     Requires-Python: >=3.11
//! ```
//!
//! ## When not to follow
//!
//! If the package works with every Python, as a program does that only happens to be installed by pip: in a wheel that no Python
//! imports, it is only an info.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// Old Pythons get what does not work.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Set `requires-python` in `[project]`";

/// One finding, at the metadata.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(metadata) = artifact
        .metadata
        .as_ref()
        .filter(|metadata| metadata.get("Requires-Python").is_none())
    else {
        return Vec::new();
    };
    let is_program = artifact.is_wheel() && artifact.extensions().next().is_none();
    let finding = Finding::new(
        Place::file(metadata.path.clone()),
        "there is no `Requires-Python`",
    );
    vec![finding.mild_if(is_program)]
}
