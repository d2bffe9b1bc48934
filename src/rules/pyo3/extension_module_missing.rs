//! PyO3 is not told that an extension module is built.
//!
//! ## Why
//!
//! Without its [`extension-module`](https://pyo3.rs/latest/building-and-distribution.html#the-extension-module-feature)
//! feature, PyO3 before 0.26 links the library to the `libpython` of the machine that builds it, and so does any PyO3
//! under a maturin before 1.9.4. Such a wheel is refused as a manylinux wheel, or cannot be imported by a Python that has
//! no shared library.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.25"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ```console
//! Cargo.toml:6:1: error[pyo3/extension-module-missing] the feature `extension-module` is not switched on, and PyO3 0.25 needs it
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
//! features = ["pyo3/extension-module"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [dependencies]
//! pyo3 = "0.25"
//! ```
//!
//! ```rust src/lib.rs
//! #[pyo3::pymodule]
//! mod demo {}
//! ```
//!
//! ## When not to follow
//!
//! If the library embeds Python, or is built only for Windows, where every extension module links to Python.

use crate::finding::{Finding, Severity};
use crate::project::cargo::{Crate, Dependency};
use crate::project::pyproject::Pyproject;
use crate::project::{Project, features};
use crate::syntax::toml::Node;
use crate::tree::{self, Tree};

/// The wheel does not work where it is installed.
pub const SEVERITY: Severity = Severity::Error;

const FEATURE: &str = "extension-module";

/// Names of files, or their ends, in which people write how they build.
const BUILD_FILES: [&str; 9] = [
    ".yml",
    ".yaml",
    ".toml",
    ".sh",
    ".ps1",
    "ustfile",
    "akefile",
    "noxfile.py",
    "tox.ini",
];

/// One finding, if nothing tells it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let (_, dependency) = features::bindings(cargo)?;
    let pyo3 = project.pyo3_version()?;
    let listens = pyo3 >= semver::Version::new(0, 26, 0);
    if listens && !pyproject.maturin_stays_below("1.9.4") {
        return None;
    }
    if !is_extension(project, pyproject, cargo, &dependency) || is_mentioned(project, pyproject, cargo) {
        return None;
    }
    let under = if listens { " under this maturin" } else { "" };
    let message = format!(
        "the feature `{FEATURE}` is not switched on, and PyO3 {}.{}{under} needs it",
        pyo3.major, pyo3.minor
    );
    let finding = Finding::new(dependency.node.key_place(), message);
    Some(match pyproject.maturin_requirement().filter(|_| listens) {
        Some(maturin) => finding.related(maturin.node.place(), "1.9.4 and later tell it"),
        None => finding,
    })
}

/// Whether what maturin builds is surely a library that Python loads.
fn is_extension(
    project: &Project,
    pyproject: &Pyproject,
    cargo: &Crate,
    dependency: &Dependency<'_>,
) -> bool {
    let library = cargo
        .manifest
        .get(&["lib", "path"])
        .and_then(Node::as_str)
        .unwrap_or("src/lib.rs");
    let bindings = pyproject.maturin("bindings").and_then(Node::as_str);
    project.tree.exists(&tree::join(cargo.folder(), library))
        && matches!(bindings, None | Some("pyo3" | "pyo3-ffi"))
        && features::takes_part(pyproject, cargo, dependency)
        && !features::active(pyproject, cargo, "pyo3")
            .iter()
            .any(|feature| feature.name == "auto-initialize")
}

/// Whether a manifest or a file of the build names the feature: how it is then used is not known.
fn is_mentioned(project: &Project, pyproject: &Pyproject, cargo: &Crate) -> bool {
    let manifests = [&pyproject.toml, &cargo.manifest, cargo.root()]
        .into_iter()
        .chain(&cargo.path_dependencies);
    let mut texts = manifests.map(|toml| &toml.text);
    texts.any(|text| text.contains(FEATURE))
        || [cargo.root_folder(), ""]
            .iter()
            .any(|folder| is_in_build_files(&project.tree, folder))
}

fn is_in_build_files(tree: &Tree, base: &str) -> bool {
    let folders = ["", ".github", ".cargo", ".circleci", ".ci"];
    let files = folders
        .iter()
        .flat_map(|folder| tree.files(&tree::join(base, folder), ""));
    let mut build = files.filter(|path| BUILD_FILES.iter().any(|end| path.ends_with(end)));
    build.any(|path| {
        tree.read(&path)
            .and_then(Result::ok)
            .is_some_and(|text| text.contains(FEATURE))
    })
}
