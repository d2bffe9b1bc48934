//! A `mod` has no file.
//!
//! ## Why
//!
//! `mod name;` stands for the file `name.rs` or `name/mod.rs`
//! ([modules](https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames)). Without it the compiler
//! stops with E0583.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! bindings = "cffi"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//! ```
//!
//! ```rust src/lib.rs
//! mod shape;
//! #[cfg(test)]
//! mod cases;
//! ```
//!
//! ```rust src/shapes.rs
//! pub struct Circle;
//! ```
//!
//! ```console
//! src/lib.rs:1:5: error[cargo/module-missing] `mod shape` has no file: there is neither `src/shape.rs` nor `src/shape/mod.rs`
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
//! bindings = "cffi"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//! ```
//!
//! ```rust src/lib.rs
//! mod shapes;
//! #[cfg(test)]
//! mod cases;
//! ```
//!
//! ```rust src/shapes.rs
//! pub struct Circle;
//! ```
//!
//! ## When not to follow
//!
//! If something writes the file before every build. The rule is silent if git ignores the file, or if the build script or a
//! file of the build names it, and where a condition is not known to hold.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::declared::{Lost, walk};
use crate::project::manifests::cargo::{self, Crate};
use crate::project::manifests::features;
use crate::questions::build_files::is_in_build_files;
use crate::questions::ignored::is_ignored;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::tree::join;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the file, or correct the name";

/// One finding for each module of the library that has no file.
pub fn check(project: &Project) -> Vec<Finding> {
    let (Some(pyproject), Some(cargo)) = (&project.pyproject, &project.cargo) else {
        return Vec::new();
    };
    let on = features::own(pyproject, cargo);
    let walk = walk(&cargo::library(&cargo.manifest), &project.tree);
    let lost = walk.lost.into_iter();
    let lost = lost.filter(|lost| lost.features.iter().all(|feature| on.contains(feature)));
    let finding = |Lost {
                       place,
                       name,
                       files: [one, other],
                       ..
                   }: Lost| {
        let message = format!("`mod {name}` has no file: there is neither `{one}` nor `{other}`");
        Finding::new(place, message)
    };
    lost.filter(|lost| !may_be_made(project, cargo, lost))
        .map(finding)
        .collect()
}

/// Whether something may write the file before the build.
fn may_be_made(project: &Project, cargo: &Crate, lost: &Lost) -> bool {
    let script = cargo.manifest.get(&["package", "build"]).and_then(Node::as_str);
    let script = project
        .tree
        .text(&join(cargo.folder(), script.unwrap_or("build.rs")));
    let is_written = |text: &str| text.contains("src") || text.contains(&lost.name);
    let named = [format!("{}.rs", lost.name), format!("{}/mod.rs", lost.name)];
    script.is_some_and(|text| is_written(&text))
        || lost.files.iter().any(|file| is_ignored(&project.tree, file))
        || named.iter().any(|name| is_in_build_files(project, cargo, name))
}
