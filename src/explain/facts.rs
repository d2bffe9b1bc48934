//! What Python collects about a machine, as it found it: paths, versions in the words of programs, variables.

use std::collections::{BTreeMap, BTreeSet};

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
    /// The manifests of crates that cargo has fetched, by name and version: `pyo3-0.30.1`.
    pub crates: BTreeMap<String, String>,
    /// The targets whose standard library rustup has installed.
    pub targets: Option<Vec<String>>,
    /// The Visual Studio that has C++ tools, as its installer tells; empty if none has.
    pub studio: Option<String>,
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
    /// The CPU of the machine, as this Python names it.
    pub machine: String,
    /// How wide its pointers are.
    pub bits: u32,
    /// How files of extension modules for it alone end: `.cpython-311-x86_64-linux-gnu.so`.
    pub suffix: String,
    /// Whether its packages belong to the system (PEP 668).
    pub is_managed: bool,
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

impl Python {
    /// The CPU that it is built for, as binaries have it; a small one runs on a wide machine.
    pub fn cpu(&self) -> Option<&'static str> {
        let is_narrow = self.bits == 32;
        Some(match self.machine.to_ascii_lowercase().as_str() {
            "x86_64" | "amd64" if !is_narrow => "x86_64",
            "x86_64" | "amd64" | "x86" | "i386" | "i486" | "i586" | "i686" => "i686",
            "aarch64" | "arm64" if !is_narrow => "aarch64",
            "aarch64" | "arm64" | "arm" | "armv6l" | "armv7l" | "armv8l" => "armv7l",
            "ppc64le" => "ppc64le",
            "s390x" => "s390x",
            "riscv64" => "riscv64",
            "loongarch64" => "loongarch64",
            _ => return None,
        })
    }
}

impl Program {
    /// The machine for which a rustc builds, as `rustc -vV` tells.
    pub fn host(&self) -> Option<&str> {
        let mut lines = self.said.as_deref()?.lines();
        lines.find_map(|line| line.strip_prefix("host: "))
    }

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
    /// The build of cargo's that is installed.
    pub build: Option<Build>,
}

impl Installed {
    /// Whether anything of the project is installed.
    pub fn is_any(&self) -> bool {
        !self.distributions.is_empty() || !self.libraries.is_empty() || !self.gone.is_empty()
    }
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

/// What cargo has noted of a build.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Build {
    /// The folder in `target`: `debug`, `release` or the name of a profile.
    pub profile: String,
    /// The features of the crate; `None` where cargo has built it with others there, too.
    pub features: Option<BTreeSet<String>>,
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
