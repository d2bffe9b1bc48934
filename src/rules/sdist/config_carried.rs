//! The source distribution carries settings of cargo that are for one machine.
//!
//! ## Why
//!
//! cargo reads `.cargo/config.toml` above the crate. `target-cpu=native` there makes whoever builds the package build it for the
//! machine of the build alone, and `[source]` or `paths` look for crates where they stood on yours
//! ([configuration](https://doc.rust-lang.org/cargo/reference/config.html)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//!
//!     [project]
//!     name = "demo"
//!     dynamic = ["version"]
//!
//! demo-0.1.0/Cargo.toml:
//!     [package]
//!     name = "demo"
//!     version = "0.1.0"
//!
//! demo-0.1.0/src/lib.rs:
//!     #[pyo3::pymodule]
//!     mod demo {}
//!
//! demo-0.1.0/.cargo/config.toml:
//!     [build]
//!     rustflags = ["-Ctarget-cpu=native"]
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/.cargo/config.toml:2:17: warning[sdist/config-carried] whoever builds it gets a wheel for the machine of the build alone
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//!
//!     [project]
//!     name = "demo"
//!     dynamic = ["version"]
//!
//! demo-0.1.0/Cargo.toml:
//!     [package]
//!     name = "demo"
//!     version = "0.1.0"
//!
//! demo-0.1.0/src/lib.rs:
//!     #[pyo3::pymodule]
//!     mod demo {}
//!
//! demo-0.1.0/.cargo/config.toml:
//!     [target.aarch64-apple-darwin]
//!     rustflags = ["-Clink-arg=-undefined", "-Clink-arg=dynamic_lookup"]
//! ```
//!
//! ## When not to follow
//!
//! If the crates that `[source]` names are in the archive too.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// It builds otherwise elsewhere.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Exclude `.cargo/` in `[tool.maturin]`, or keep such settings in your home";

/// One finding for each setting.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(project) = &artifact.project else {
        return Vec::new();
    };
    let paths = [".cargo/config.toml", ".cargo/config"].into_iter();
    let mut findings = Vec::new();
    for config in paths.filter_map(|path| project.tree.toml(path)) {
        let vendored = config
            .get(&["source", "vendored-sources", "directory"])
            .and_then(Node::as_str);
        let is_carried = vendored.is_some_and(|folder| !project.tree.files(folder, "Cargo.toml").is_empty());
        for key in ["source", "paths"] {
            if let Some(node) = config.get(&[key]).filter(|_| !is_carried) {
                let message =
                    format!("`{key}` looks for crates where they stood on the machine of the author");
                findings.push(Finding::new(artifact.inside(node.place()), message));
            }
        }
        if let Some(at) = config.text.find("target-cpu=native") {
            let place = Place::at(&config.path, at..at + "target-cpu=native".len());
            let message = "whoever builds it gets a wheel for the machine of the build alone";
            findings.push(Finding::new(artifact.inside(place), message));
        }
    }
    findings
}
