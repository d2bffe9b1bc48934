//! The one model of a maturin project, in which every value knows where it stands.

pub mod reader;
pub mod manifests;
pub mod contents;
pub mod api;
pub mod commands;
pub mod ci;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::syntax::toml::Toml;
use crate::text::place::Place;
use crate::tree::Tree;

use api::exports::Exports;
use api::importable::Source;
use api::module::{self, PythonPackage, RustModules};
use api::placed::{self, PlacedClass};
use api::stub::{self, Stub};
use api::taken::TakenIn;
use api::{follow, sources, taken};
use ci::release::Ci;
use ci::tested::Tests;
use ci::toolchain::{self, Toolchain};
use ci::uses::Uses;
use ci::workflows::Workflows;
use commands::recipes;
use commands::script::Command;
use contents::File;
use contents::layout::Layout;
use contents::patterns::Excludes;
use manifests::around;
use manifests::cargo::{self, Crate};
use manifests::config::Config;
use manifests::lock;
use manifests::pyproject::Pyproject;
use manifests::suppression::{Suppression, suppressions};
use reader::{Broken, Reader};

/// A project that is built by maturin.
#[derive(Debug)]
pub struct Project {
    /// The texts that it was read from.
    pub tree: Tree,
    /// pyproject.toml; `None` if it does not parse.
    pub pyproject: Option<Pyproject>,
    /// The crate that becomes the extension; `None` if it is not found or does not parse.
    pub cargo: Option<Crate>,
    /// Cargo.lock beside the root of the workspace.
    pub lock: Option<Toml>,
    /// uv.lock beside pyproject.toml.
    pub uv_lock: Option<Toml>,
    /// The distributions that stand around it.
    pub around: Vec<Pyproject>,
    /// The paths of the Rust sources of the crate, and of the crates that it depends on by path.
    pub sources: Vec<Arc<str>>,
    /// The classes that they make for Python.
    pub classes: Vec<PlacedClass>,
    /// The Rust sources that may define Python modules and are not understood.
    pub unread: Vec<Arc<str>>,
    /// Where sources define Python modules that no `mod` leads to: they are not compiled.
    pub left_out: Vec<Place>,
    /// What the crate takes in, and the crates that it depends on by path in every build.
    pub taken_in: TakenIn,
    /// The Python modules that the Rust sources define; `None` where a source or a macro may hide some.
    pub modules: Option<RustModules>,
    /// What the extension module has; `None` where it is not clear which module that is.
    pub exports: Option<Exports>,
    /// The stubs of the extension module and of the modules in it.
    pub stubs: Vec<Stub>,
    /// The Python package around the extension.
    pub package: Option<PythonPackage>,
    /// The commands that people keep outside workflows.
    pub commands: Vec<Command>,
    /// The workflows of the repository that holds it.
    pub workflows: Workflows,
    /// What they build and publish of it.
    pub ci: Ci,
    /// What it wants to be told.
    pub config: Config,
    /// The comments in its files that suppress findings.
    pub suppressions: Vec<Suppression>,
    /// The Pythons that they test with; `None` where that is not known.
    pub tests: Option<Tests>,
    /// The toolchains of Rust that they choose for the crate.
    pub toolchains: Vec<Toolchain>,
    /// How commands and workflows call maturin, and which maturin they install.
    pub maturin: Uses,
    /// Files that cannot be read or do not parse, and why.
    pub broken: Vec<Broken>,
    /// The texts of other files of the build, once somebody asks.
    pub(crate) build_files: OnceLock<Vec<Arc<str>>>,
    /// The attributes of classes that Python sources set, once somebody asks.
    pub(crate) patched: OnceLock<BTreeSet<(String, String)>>,
    /// The files of the wheel, once somebody asks.
    pub(crate) wheel: OnceLock<Option<Vec<File>>>,
    /// Those of the source distribution, once somebody asks.
    pub(crate) sdist: OnceLock<Option<Vec<File>>>,
    /// What is kept out of both by name, once somebody asks.
    pub(crate) excludes: OnceLock<[Excludes; 2]>,
    /// Where maturin looks for packages, once somebody asks.
    pub(crate) layout: OnceLock<Option<Layout>>,
    /// The Python sources in it, once somebody asks.
    pub(crate) importable: OnceLock<Vec<Source>>,
    /// What an import of the package runs, once somebody asks.
    pub(crate) imported: OnceLock<Vec<Source>>,
}

/// Whether a maturin project stands at the root of `tree`.
pub fn stands_in(tree: &Tree) -> bool {
    let mut reader = Reader::new(tree);
    manifest(&mut reader).is_some()
}

/// Whether something else than maturin builds what stands at the root of `tree`, for all its table of maturin.
pub fn is_built_otherwise(tree: &Tree) -> bool {
    let pyproject = manifest(&mut Reader::new(tree)).flatten();
    pyproject.is_some_and(|pyproject| pyproject.has_table_only())
}

/// The settings at the root of `tree`, whether or not a project stands there.
pub fn config_in(tree: &Tree) -> Config {
    let mut reader = Reader::new(tree);
    let pyproject = reader.toml("pyproject.toml").map(Pyproject::new);
    pyproject.as_ref().map(Config::of).unwrap_or_default()
}

/// pyproject.toml, if it is that of a maturin project; inside, `None` if it does not parse.
fn manifest(reader: &mut Reader<'_>) -> Option<Option<Pyproject>> {
    let text = reader.tree.read("pyproject.toml")?;
    let pyproject = reader.toml("pyproject.toml").map(Pyproject::new);
    let is_maturin = match (&pyproject, &text) {
        (Some(pyproject), _) => pyproject.is_maturin(),
        (None, Ok(text)) => text.contains("maturin"),
        (None, Err(_)) => true, // who names this folder wants to know that
    };
    is_maturin.then_some(pyproject)
}

impl Project {
    /// Reads the project whose pyproject.toml stands at the root of `tree`; `None` if it is not built by maturin.
    pub fn read(tree: Tree) -> Option<Self> {
        let mut reader = Reader::new(&tree);
        let pyproject = manifest(&mut reader)?;
        let cargo = pyproject
            .as_ref()
            .and_then(|pyproject| cargo::find(pyproject, &mut reader));
        let lock = cargo.as_ref().and_then(|cargo| reader.toml(&lock::path(cargo)));
        let uv_lock = reader.toml("uv.lock");
        let around = around::read(&tree);
        let both = || pyproject.as_ref().zip(cargo.as_ref());
        let read = both()
            .map(|(pyproject, cargo)| sources::read(pyproject, cargo, &mut reader))
            .unwrap_or_default();
        let (sources, unread) = (read.compiled, read.unread);
        let taken_in = both()
            .map(|(pyproject, cargo)| taken::read(pyproject, cargo, &tree, &sources))
            .unwrap_or_default();
        let modules = unread
            .is_empty()
            .then(|| module::rust_modules(&sources))
            .flatten();
        let exports =
            both().and_then(|(pyproject, cargo)| follow::exports(pyproject, cargo, lock.as_ref(), &sources));
        let stubs = pyproject
            .as_ref()
            .map(|pyproject| stub::read(pyproject, cargo.as_ref(), exports.as_ref(), &mut reader));
        let package = pyproject
            .as_ref()
            .and_then(|pyproject| module::python_package(pyproject, cargo.as_ref(), &mut reader));
        let commands = recipes::read(&tree, pyproject.as_ref());
        let workflows = Workflows::read(&mut reader);
        let runs = workflows.runs();
        let ci = Ci::read(&workflows, pyproject.as_ref(), cargo.as_ref(), &runs);
        let maturin = Uses::read(&tree, &commands, workflows.folder().is_empty(), &runs);
        let tests = Tests::read(&workflows, pyproject.as_ref(), &ci.builds, &runs);
        let toolchains = cargo
            .as_ref()
            .map(|cargo| toolchain::read(cargo, &maturin, &runs));
        let toolchains = toolchains.unwrap_or_default();
        let mut broken = reader.broken;
        broken.sort_by(|one, other| one.place.cmp(&other.place));
        broken.dedup();
        let texts = tree.read_so_far().into_iter();
        let suppressions = texts
            .flat_map(|(path, text)| suppressions(&path, &text))
            .collect();
        Some(Self {
            config: pyproject.as_ref().map(Config::of).unwrap_or_default(),
            suppressions,
            pyproject,
            cargo,
            lock,
            uv_lock,
            around,
            classes: placed::classes(&sources),
            sources: sources.into_iter().map(|source| source.path).collect(),
            unread,
            left_out: read.left_out,
            taken_in,
            modules,
            exports,
            stubs: stubs.unwrap_or_default(),
            package,
            maturin,
            commands,
            workflows,
            ci,
            tests,
            toolchains,
            broken,
            build_files: OnceLock::new(),
            patched: OnceLock::new(),
            wheel: OnceLock::new(),
            sdist: OnceLock::new(),
            excludes: OnceLock::new(),
            layout: OnceLock::new(),
            importable: OnceLock::new(),
            imported: OnceLock::new(),
            tree,
        })
    }
}
