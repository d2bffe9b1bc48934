//! A path in pyproject.toml is absolute.
//!
//! ## Why
//!
//! The path exists on one machine only: nobody else can build the project or its source distribution. The
//! [configuration](https://www.maturin.rs/config.html) of maturin and the
//! [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/#readme) expect paths relative to
//! pyproject.toml.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! python-source = "/home/me/demo/python"
//! ```
//!
//! ```console
//! pyproject.toml:6:17: error[maturin/absolute-path] `/home/me/demo/python` is an absolute path that exists on one machine only
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! python-source = "python"
//! ```
//!
//! ## When not to follow
//!
//! If the project is built only in an image that has the path. `maturin/include-refused` reports patterns of `include`.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::is_absolute;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// Nobody else can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the path relative to the folder of pyproject.toml";

/// The keys of `[tool.maturin]` that hold a path.
const KEYS: [&str; 3] = ["manifest-path", "python-source", "data"];

/// One finding for each path.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(pyproject) = &project.pyproject else {
        return Vec::new();
    };
    let keys = KEYS.into_iter().filter_map(|key| pyproject.maturin(key));
    let texts = ["readme", "license"]
        .into_iter()
        .filter_map(|field| pyproject.field(field)?.get("file"));
    let readme = pyproject.field("readme");
    let licenses = pyproject
        .field("license-files")
        .map(Node::items)
        .unwrap_or_default();
    let paths = keys.chain(texts).chain(readme).chain(licenses);
    paths.filter_map(finding).collect()
}

fn finding(node: Node<'_>) -> Option<Finding> {
    let path = node.as_str().filter(|path| is_absolute(path))?;
    let message = format!("`{path}` is an absolute path that exists on one machine only");
    Some(Finding::new(node.place(), message))
}
