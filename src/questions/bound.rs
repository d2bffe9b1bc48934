//! Whether a Python source has a name.

use crate::project::Project;
use crate::project::api::{module, stub};
use crate::project::manifests::cargo;
use crate::questions::extension::may_be_extension;
use crate::syntax::python::{Import, Module};
use crate::tree;

/// What gives a module names that cannot be seen.
const MAKERS: [&str; 5] = ["__getattr__", "globals()", "setattr(", "sys.modules", "exec("];

/// Whether a Python source surely binds no such name: nothing that may hold it is seen in it, and no submodule has it.
pub fn lacks_name(project: &Project, path: &str, name: &str) -> bool {
    let (text, parsed) = (project.tree.text(path), project.tree.python(path));
    text.zip(parsed)
        .is_some_and(|(text, parsed)| lacks(project, path, &text, &parsed, name))
}

/// The same of a source that is parsed.
pub fn lacks(project: &Project, path: &str, text: &str, parsed: &Module, name: &str) -> bool {
    if !parsed.is_judged() || parsed.bindings(name) > 0 || makes_names(text) {
        return false;
    }
    let tree = &project.tree;
    let submodule = tree::join(tree::parent(path), name);
    let is_submodule = path.ends_with("__init__.py")
        && ([".py", ".pyi"]
            .iter()
            .any(|end| tree.exists(&format!("{submodule}{end}")))
            || !tree.files(&submodule, "").is_empty());
    let stars = parsed.imports().into_iter().filter(is_star);
    !is_submodule
        && parsed.bindings("*")
            == stars
                .filter(|import| cannot_bring(project, path, import, name))
                .count()
}

/// Whether the text of a source gives its module names that cannot be seen.
pub fn makes_names(text: &str) -> bool {
    MAKERS.iter().any(|maker| text.contains(maker))
}

fn is_star(import: &Import) -> bool {
    import.names.iter().any(|(name, _)| name == "*")
}

/// Whether `from … import *` is from the extension module, which surely has no such name.
fn cannot_bring(project: &Project, path: &str, import: &Import, name: &str) -> bool {
    let Some(pyproject) = &project.pyproject else {
        return false;
    };
    let source = cargo::python_source(pyproject, &project.tree).unwrap_or_default();
    let extension = stub::extension(pyproject, project.cargo.as_ref(), &project.tree);
    let exports = project.exports.as_ref();
    let is_absent = exports.is_some_and(|exports| exports.whole && !exports.knows(name));
    is_absent
        && may_be_extension(project, pyproject)
        && extension.is_some_and(|extension| module::imported(import, path, &source) == extension)
}
