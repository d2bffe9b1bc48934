//! Whether a project makes modules known to Python that are no files.

use std::sync::Arc;

use crate::project::Project;

/// What a source has in it that makes modules known to Python, or a package of one.
const REGISTERING: [&str; 5] = [
    "sys.modules",
    "\"modules\"",
    "'modules'",
    "__path__",
    "__import__",
];

/// Whether a source, in Rust or in Python, may make a module known to Python, or a package of one.
pub fn registers_modules(project: &Project) -> bool {
    let registers = |text: Arc<str>| REGISTERING.iter().any(|what| text.contains(what));
    let mut rust = project.sources.iter().filter_map(|path| project.tree.text(path));
    rust.any(registers) || project.python_sources().any(registers)
}
