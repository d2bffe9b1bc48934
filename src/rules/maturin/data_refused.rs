//! The folder of data does not exist, or contains something that a wheel cannot have.
//!
//! ## Why
//!
//! What stands in [`data`](https://www.maturin.rs/project_layout.html#data), or in the folder
//! that has the name of the module and `.data`, is installed outside site-packages. The
//! [wheel](https://packaging.python.org/en/latest/specifications/binary-distribution-format/#the-data-directory) knows five
//! places for that: `data`, `scripts`, `headers`, `purelib` and `platlib`. maturin stops at anything else in the folder,
//! and if a folder that `data` names does not exist.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! data = "demo.data"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```text demo.data/share/words.txt
//! one
//! two
//! ```
//!
//! ```console
//! pyproject.toml:6:8: error[maturin/data-refused] `demo.data/share` is none of the folders that a wheel can have (`data`, `scripts`, `headers`, `purelib`, `platlib`): the build fails
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
//! data = "demo.data"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```text demo.data/data/share/words.txt
//! one
//! two
//! ```
//!
//! ## When not to follow
//!
//! If the folder is created before the build. The rule is silent if an ignore file names it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::wheel::DATA_FOLDERS;
use crate::questions::ignored::is_ignored;
use crate::questions::named::is_or_may_be;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::tree::{self, Kind};

/// Nobody can build it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Move what the folder holds into one of these";

/// One finding for each file or folder that is refused.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let folder = project.layout()?.data.as_ref()?;
    let named = project.pyproject.as_ref()?.maturin("data").map(Node::place);
    let entries = project.tree.entries(folder);
    if let (Some(place), true) = (&named, entries.is_empty()) {
        let message = format!("the folder `{folder}` does not exist: the build fails");
        let missing = (!is_or_may_be(&project.tree, folder)).then(|| Finding::new(place.clone(), message));
        return Some(missing.into_iter().collect());
    }
    let is_known = |name: &str, kind: Kind| kind != Kind::File && DATA_FOLDERS.contains(&name);
    let refused = entries.into_iter().filter(|(name, kind)| !is_known(name, *kind));
    let paths = refused.map(|(name, _)| tree::join(folder, &name));
    let finding = |path: String| {
        let places = DATA_FOLDERS.map(|name| format!("`{name}`")).join(", ");
        let message =
            format!("`{path}` is none of the folders that a wheel can have ({places}): the build fails");
        Finding::new(named.clone().unwrap_or_else(|| Place::file(path)), message)
    };
    Some(
        paths
            .filter(|path| !is_ignored(&project.tree, path))
            .map(finding)
            .collect(),
    )
}
