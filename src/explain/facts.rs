//! What Python collects about a machine, as it found it: paths, versions in the words of programs, variables.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A machine, as far as it was looked at; what is absent is not known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Machine {
    /// `linux`, `darwin` or `win32`.
    pub system: String,
    /// The variables of the environment that may change a build.
    pub environment: BTreeMap<String, String>,
    /// The person's own configuration of cargo.
    pub home: Option<String>,
    /// Of the variables that name a file or folder, those that lead nowhere.
    pub astray: Vec<String>,
    /// Of the programs that variables and configurations name, those that are not installed.
    pub missing: Vec<String>,
    /// The programs that were asked for their version, by name.
    pub programs: BTreeMap<String, Program>,
    /// The names of the toolchains that rustup has.
    pub toolchains: Option<Vec<String>>,
    /// Where the C compiler finds the start of a program: its bare name, where it does not.
    pub start_file: Option<String>,
    /// The Python for which the project is built here.
    pub python: Option<Python>,
    /// The folder into which cargo builds.
    pub target: Target,
}

/// A program.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Program {
    /// Where it is; nothing if it is not installed.
    pub path: Option<String>,
    /// What it said of its version; nothing if it failed.
    pub said: Option<String>,
    /// How it failed.
    pub failure: Option<String>,
}

/// A Python.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Python {
    /// The program.
    pub path: String,
    /// Why it is this one: `VIRTUAL_ENV`, `CONDA_PREFIX`, `.venv` or `PATH`.
    pub chosen_by: String,
    /// How it failed to say the rest.
    pub failure: Option<String>,
    /// `3.11.7`.
    pub version: String,
    /// `CPython`, `PyPy`.
    pub implementation: String,
    /// Whether it is built without the GIL.
    pub is_free_threaded: bool,
    /// Whether it is that of a virtual environment.
    pub is_environment: bool,
    /// Its shared library, if it has one.
    pub library: Option<String>,
    /// Whether the loader finds that one by itself.
    pub is_library_found: bool,
    /// The version of its pip.
    pub pip: Option<String>,
}

/// The folder into which cargo builds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Target {
    /// The folder, or the nearest one above it that is there.
    pub path: String,
    /// Whether it may be written.
    pub is_writable: Option<bool>,
    /// The free bytes there.
    pub free: Option<u64>,
}

impl Machine {
    /// A program that was looked for.
    pub fn program(&self, name: &str) -> Option<&Program> {
        self.programs.get(name)
    }

    /// Whether a program is installed and answers.
    pub fn has(&self, name: &str) -> bool {
        self.program(name).is_some_and(|program| program.said.is_some())
    }
}

impl Program {
    /// The first thing it said that looks like a version: `1.95.0` of `rustc 1.95.0 (59807616e 2026-04-14)`.
    pub fn version(&self) -> Option<&str> {
        version(self.said.as_deref()?)
    }
}

/// The first word that looks like a version.
pub fn version(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace();
    words.find(|word| word.starts_with(|first: char| first.is_ascii_digit()) && word.contains('.'))
}

/// An installed project, as its Python sees it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Installed {
    /// The Python.
    pub python: Option<Python>,
    /// `linux`, `darwin` or `win32`.
    pub system: String,
    /// The CPU that this Python runs on, as it names it.
    pub cpu: String,
    /// How files of extension modules may end, the first that Python takes before the others.
    pub suffixes: Vec<String>,
    /// The file from which the package is imported; nothing where it is not found, or is a folder without a file.
    pub origin: Option<String>,
    /// The folders of the package.
    pub folders: Vec<String>,
    /// The files that may be the extension module, whatever their endings, in the order in which Python looks.
    pub libraries: Vec<File>,
    /// The distributions that have the package, or the name of the project.
    pub distributions: Vec<Distribution>,
    /// Folders that editable installs name and that are not there.
    pub gone: Vec<String>,
    /// What importing it gives, away from the project.
    pub apart: Attempt,
    /// What importing it gives in the folder of the project.
    pub here: Attempt,
    /// The source of the project that was changed last.
    pub newest: Option<File>,
}

/// A file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct File {
    /// Where it is.
    pub path: String,
    /// When it was changed, in seconds.
    pub changed: f64,
    /// Whether it may be read.
    pub is_readable: bool,
}

/// A distribution.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Distribution {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Whether it is installed for editing.
    pub is_editable: bool,
    /// How many files it has besides its metadata.
    pub files: usize,
}

/// What importing gave.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Attempt {
    /// The exit code of Python; negative: the signal that ended it; nothing: it took too long.
    pub code: Option<i32>,
    /// What it printed.
    pub said: String,
    /// The file from which the package came.
    pub origin: Option<String>,
}

impl Attempt {
    /// Whether it worked.
    pub fn is_good(&self) -> bool {
        self.code == Some(0)
    }
}
