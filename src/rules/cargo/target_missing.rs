//! The source of a library, a program, a build script or another target does not exist.
//!
//! ## Why
//!
//! cargo does not build a crate in which the [source of a target](https://doc.rust-lang.org/cargo/reference/cargo-targets.html)
//! is missing.
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
//! build = "make.rs"
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [[bench]]
//! name = "speed"
//! ```
//!
//! ```console
//! Cargo.toml:4:9: error[cargo/target-missing] `make.rs` does not exist: cargo refuses to build
//! Cargo.toml:6:2: error[cargo/target-missing] the library has no source: `src/lib.rs` does not exist
//! Cargo.toml:10:8: error[cargo/target-missing] `benches/speed.rs` does not exist: cargo refuses to build
//! ```
//!
//! ## Good
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
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [[bench]]
//! name = "speed"
//! ```
//!
//! ```rust benches/speed.rs
//! use demo::add;
//! ```
//!
//! ```rust src/lib.rs
//! pub fn add() {}
//! ```
//!
//! ## When not to follow
//!
//! If the file is made before the build. The rule is silent if a workflow, a script or an ignore file names it.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::compiled::programs;
use crate::project::manifests::cargo::library_name;
use crate::questions::named::is_missing;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Create the file, or correct the path";

/// The tables of targets, and the folder in which each stands that names no path.
const OTHERS: [(&str, &str); 4] = [
    ("bench", "benches"),
    ("bin", "src/bin"),
    ("example", "examples"),
    ("test", "tests"),
];

/// One finding for each path that is written, and one for a library at its usual place.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(cargo) = &project.cargo else {
        return Vec::new();
    };
    let manifest = &cargo.manifest;
    let names = programs(cargo, &project.tree);
    let others = OTHERS.iter().flat_map(|(table, folder)| {
        let targets = manifest.get(&[table]).map(Node::items).unwrap_or_default();
        targets.into_iter().filter_map(move |target| {
            if let Some(path) = target.get("path") {
                let text = path.as_str()?;
                return is_missing(project, cargo.folder(), text).then(|| refused(path, text));
            }
            let name = target.get("name")?;
            let text = name.as_str()?;
            let [file, inner] = ["", "/main"].map(|end| format!("{folder}/{text}{end}.rs"));
            let is_main = *table == "bin" && cargo.name().and_then(Node::as_str) == Some(text);
            let main = is_main.then(|| "src/main.rs".to_owned());
            let is_absent = [&file, &inner]
                .into_iter()
                .chain(&main)
                .all(|path| is_missing(project, cargo.folder(), path));
            is_absent.then(|| refused(name, &file))
        })
    });
    let written = [&["package", "build"][..], &["lib", "path"]];
    let written = written.into_iter().filter_map(|path| manifest.get(path));
    let absent = written.filter_map(|node| {
        let path = node.as_str()?;
        is_missing(project, cargo.folder(), path).then(|| refused(node, path))
    });
    let default = manifest
        .get(&["package", "default-run"])
        .filter(|node| !names.iter().any(|name| node.as_str() == Some(name)));
    let default = default.map(|node| {
        let name = node.as_str().unwrap_or_default();
        Finding::new(
            node.place(),
            format!("there is no program `{name}`: cargo refuses to build"),
        )
    });
    let usual = manifest.get(&["lib"]).filter(|lib| lib.get("path").is_none());
    let usual = usual.filter(|_| is_missing(project, cargo.folder(), "src/lib.rs"));
    let usual = usual.map(|lib| {
        Finding::new(
            lib.key_place(),
            "the library has no source: `src/lib.rs` does not exist",
        )
    });
    let bindings = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.maturin("bindings"));
    let program = bindings.filter(|node| node.as_str() == Some("bin") && names.is_empty());
    let program =
        program.map(|node| Finding::new(node.place(), "the crate has no program: maturin refuses to build"));
    let links = manifest.get(&["package", "links"]).filter(|_| {
        let script = manifest.get(&["package", "build"]);
        script.is_none() && is_missing(project, cargo.folder(), "build.rs")
    });
    let links = links.map(|node| {
        let message =
            "a crate with `links` has a build script, and there is no `build.rs`: cargo refuses to build";
        Finding::new(node.place(), message)
    });
    let library = library_name(manifest).map_or_else(String::new, |(name, _)| name);
    let is_target = |name: &str| library == name.replace('-', "_") || names.iter().any(|known| known == name);
    let pyproject = project.pyproject.as_ref();
    let chosen = pyproject.and_then(|pyproject| pyproject.maturin("targets"));
    let chosen = chosen.filter(|list| {
        let items = list.items().into_iter();
        let mut named = items.filter_map(|item| item.get("name")?.as_str());
        !named.any(is_target)
    });
    let chosen = chosen.map(|list| {
        let message = "none of these is a library or a program of the crate: maturin refuses to build";
        Finding::new(list.place(), message)
    });
    absent
        .chain(default)
        .chain(links)
        .chain(chosen)
        .chain(usual)
        .chain(program)
        .chain(others)
        .collect()
}

fn refused(node: Node<'_>, path: &str) -> Finding {
    Finding::new(
        node.place(),
        format!("`{path}` does not exist: cargo refuses to build"),
    )
}
