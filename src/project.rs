//! The one model of a maturin project, in which every value knows where it stands.

pub mod version;
pub mod pyproject;
pub mod config;
pub mod suppression;
pub mod requirement;
pub mod license;
pub mod classifiers;
pub mod named;
pub mod pythons;
pub mod cargo;
pub mod features;
pub mod bindings;
pub mod stable_abi;
pub mod changelog;
pub mod cut;
pub mod lock;
pub mod sources;
pub mod module;
pub mod exports;
pub mod stub;
pub mod script;
pub mod workflow;
pub mod maturin;
pub mod tested;
pub mod toolchain;

use std::sync::{Arc, OnceLock};

use crate::place::Place;
use crate::syntax::toml::{Node, Toml};
use crate::syntax::yaml::Yaml;
use crate::syntax::{SyntaxError, python};
use crate::tree::{self, Tree};

use cargo::Crate;
use config::Config;
use exports::Exports;
use module::{PythonPackage, RustModules};
use pyproject::Pyproject;
use stub::Stub;
use suppression::{Suppression, suppressions};
use tested::Tests;
use toolchain::Toolchain;
use workflow::Workflows;
use workflow::release::Ci;

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
    /// The Rust sources that may define Python modules and are not understood.
    pub unread: Vec<Arc<str>>,
    /// The Python modules that the Rust sources define; `None` where a source or a macro may hide some.
    pub modules: Option<RustModules>,
    /// What the extension module has; `None` where it is not clear which module that is.
    pub exports: Option<Exports>,
    /// The stubs of the extension module and of the modules in it.
    pub stubs: Vec<Stub>,
    /// The Python package around the extension.
    pub package: Option<PythonPackage>,
    /// The commands that people keep outside workflows.
    pub commands: Vec<script::Command>,
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
    pub maturin: maturin::Uses,
    /// Files that cannot be read or do not parse, and why.
    pub broken: Vec<Broken>,
    /// The texts of other files of the build, once somebody asks.
    build_files: OnceLock<Vec<Arc<str>>>,
}

/// Whether a maturin project stands at the root of `tree`.
pub fn stands_in(tree: &Tree) -> bool {
    let mut reader = Reader::new(tree);
    manifest(&mut reader).is_some()
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

/// A file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where it is broken.
    pub place: Place,
    /// What is wrong, as a phrase.
    pub reason: String,
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
        let (sources, unread) = cargo
            .as_ref()
            .map(|cargo| sources::read(cargo, &mut reader))
            .unwrap_or_default();
        let modules = unread
            .is_empty()
            .then(|| module::rust_modules(&sources))
            .flatten();
        let exports = pyproject
            .as_ref()
            .zip(cargo.as_ref())
            .and_then(|(pyproject, cargo)| exports::of(pyproject, cargo, lock.as_ref(), &sources));
        let stubs = pyproject
            .as_ref()
            .map(|pyproject| stub::read(pyproject, cargo.as_ref(), exports.as_ref(), &mut reader));
        let package = pyproject
            .as_ref()
            .and_then(|pyproject| module::python_package(pyproject, cargo.as_ref(), &mut reader));
        let commands = script::read(&tree, pyproject.as_ref());
        let workflows = Workflows::read(&mut reader);
        let runs = workflows.runs();
        let ci = Ci::read(&workflows, pyproject.as_ref(), cargo.as_ref(), &runs);
        let maturin = maturin::Uses::read(&tree, &commands, workflows.folder().is_empty(), &runs);
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
            unread,
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
            tree,
        })
    }

    /// The stubs, each with what its module has.
    pub fn typed(&self) -> impl Iterator<Item = (&Exports, &Stub)> {
        self.stubs.iter().filter_map(|stub| {
            let whole = self.exports.as_ref()?;
            let mut names = stub.module.iter().skip(1);
            Some((names.try_fold(whole, |exports, name| exports.module(name))?, stub))
        })
    }

    /// Whether a Python source of the package may set this attribute of a class itself.
    pub fn patches(&self, class: &str, attribute: &str) -> bool {
        let assigns = format!("{class}.{attribute} =");
        let sets = [
            format!("setattr({class}, \"{attribute}\""),
            format!("setattr({class}, '{attribute}'"),
        ];
        self.python_sources()
            .any(|text| text.contains(&assigns) || sets.iter().any(|sets| text.contains(sets)))
    }

    /// Whether users of the package may meet this name of a module that has a stub: they import it themselves, or a
    /// Python source names it or passes everything on.
    pub fn passes_on(&self, stub: &Stub, name: &str) -> bool {
        let mut texts = self.python_sources().peekable();
        let meets = |text: Arc<str>| match stub.module.as_slice() {
            [_] => text.contains(name) || text.contains(" import *"),
            module => {
                let imports = format!("{} import ", module.join("."));
                let last = module.last().map(String::as_str).unwrap_or_default();
                text.contains(&format!("{last}.{name}")) || text.contains(&imports) && text.contains(name)
            }
        };
        stub.is_face || texts.peek().is_none() || texts.any(meets)
    }

    /// The texts of the Python package.
    pub fn python_sources(&self) -> impl Iterator<Item = Arc<str>> {
        let sources = self.package.iter().flat_map(|package| &package.sources);
        sources.filter_map(|path| self.tree.text(path))
    }

    /// Whether it stands among the examples or tests of its repository, which nobody publishes.
    pub fn is_sample(&self) -> bool {
        let mut folders = self.workflows.folder().split('/');
        folders.any(|folder| {
            folder.starts_with("example") || folder.starts_with("test") || folder.ends_with("tests")
        })
    }

    /// Whether other projects may read the file at `path` as well: what is outside, and in a workspace what is its own.
    pub fn shares(&self, path: &str) -> bool {
        let members = |cargo: &Crate| cargo.root().get(&["workspace", "members"]).is_some();
        let is_workspace = self.cargo.as_ref().is_some_and(members);
        let of_workspace = tree::parent(path).is_empty() || path.starts_with(".github/");
        path.starts_with("../") || is_workspace && of_workspace
    }

    /// The version that maturin gives the wheel: that of `[project]`, or else that of the crate.
    pub fn version(&self) -> Option<pep440_rs::Version> {
        version::to_pep440(self.version_node()?.as_str()?)
    }

    /// Where the version of the wheel is written.
    pub fn version_node(&self) -> Option<Node<'_>> {
        let fixed = self
            .pyproject
            .as_ref()
            .and_then(|pyproject| pyproject.field("version"));
        fixed.or_else(|| self.cargo.as_ref()?.version())
    }

    /// The version of PyO3, or of its lower half, that the lock names, or else the lowest that the manifest allows.
    pub fn pyo3_version(&self) -> Option<semver::Version> {
        bindings::version(self.cargo.as_ref(), self.lock.as_ref())
    }

    /// Whether the version of PyO3 is surely below `version`: that in the lock, or else each that the manifest allows.
    pub fn pyo3_stays_below(&self, version: &semver::Version) -> bool {
        bindings::stays_below(self.cargo.as_ref(), self.lock.as_ref(), version)
    }
}

/// Reads files of a tree and collects what is broken on the way.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The texts.
    pub tree: &'a Tree,
    broken: Vec<Broken>,
}

impl<'a> Reader<'a> {
    /// A reader that has found nothing broken yet.
    pub fn new(tree: &'a Tree) -> Self {
        let broken = Vec::new();
        Self { tree, broken }
    }

    /// The text of a file, if it exists and can be read.
    pub fn text(&mut self, path: &str) -> Option<Arc<str>> {
        match self.tree.read(path)? {
            Ok(text) => Some(text),
            Err(unreadable) => {
                self.broken.push(Broken {
                    place: Place::file(path),
                    reason: unreadable.reason,
                });
                None
            }
        }
    }

    /// A TOML file, if it exists and parses.
    pub fn toml(&mut self, path: &str) -> Option<Toml> {
        let text = self.text(path)?;
        let parsed = Toml::parse(&path.into(), &text);
        self.keep(path, parsed)
    }

    /// A YAML file, if it exists and parses.
    pub fn yaml(&mut self, path: &str) -> Option<Yaml> {
        let text = self.text(path)?;
        let parsed = Yaml::parse(&path.into(), &text);
        self.keep(path, parsed)
    }

    /// A Python source or stub, if it exists and parses.
    pub fn python(&mut self, path: &str) -> Option<python::Module> {
        let text = self.text(path)?;
        self.keep(path, python::Module::parse(&text))
    }

    /// Notes a file that exists and is not valid.
    pub fn validate<T>(
        &mut self,
        path: &str,
        parse: impl FnOnce(&str) -> Result<T, SyntaxError>,
    ) -> Option<T> {
        let text = self.text(path)?;
        self.keep(path, parse(&text))
    }

    fn keep<T>(&mut self, path: &str, parsed: Result<T, SyntaxError>) -> Option<T> {
        parsed
            .map_err(|error| {
                let place = Place::at(&path.into(), error.span);
                self.broken.push(Broken {
                    place,
                    reason: error.message,
                });
            })
            .ok()
    }
}
