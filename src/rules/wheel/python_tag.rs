//! An extension module is made for another Python than the tag of its wheel.
//!
//! ## Why
//!
//! The name of a module carries the Python that can load it (`.cpython-313-…`, `.abi3.so`), and on Windows the module asks for
//! the DLL of one Python. If the wheel's tag says something else, pip installs it where the import fails
//! ([platform compatibility tags](https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp313-cp313-win_amd64.whl
//! demo/__init__.py
//! demo/_core.cp313-win_amd64.pyd = pe x86_64 exports=PyInit__core needs=python312.dll
//! ```
//!
//! ```console
//! demo-0.1.0-cp313-cp313-win_amd64.whl/demo/_core.cp313-win_amd64.pyd: error[wheel/python-tag] the module asks for `python312.dll`, which is not the Python of the tag
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp313-cp313-win_amd64.whl
//! demo/__init__.py
//! demo/_core.cp313-win_amd64.pyd = pe x86_64 exports=PyInit__core needs=python313.dll
//! ```
//!
//! ## When not to follow
//!
//! If the wheel carries modules for several Pythons side by side and chooses at import time.

use crate::artifact::tags::Tags;
use crate::artifact::{Artifact, module};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// The import fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Build with the interpreter that the tag names, and do not rename wheels";

/// One finding for each mark and each library that does not fit the tag.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(tags) = artifact.tags().filter(|tags| !tags.has_abi("none")) else {
        return Vec::new();
    };
    let modules: Vec<_> = artifact.extensions().collect();
    let fits = |mark: &str| Build::of_mark(mark).is_none_or(|build| build.serves(tags));
    // Modules for several Pythons may stand side by side.
    let served = |stem: &str| {
        let mut same = modules.iter().filter(|(_, other)| *other == stem);
        same.any(|(native, _)| module(&native.path).is_some_and(|(_, mark)| fits(mark)))
    };
    let mut findings = Vec::new();
    for (native, stem) in &modules {
        let mut say =
            |message: String| findings.push(Finding::new(Place::file(native.path.as_str()), message));
        let mark = module(&native.path).map_or("", |(_, mark)| mark);
        if !fits(mark) && !served(stem) {
            say(format!(
                "the name of the module says `{mark}`, and the tag of the wheel does not"
            ));
        }
        for library in native.slices.iter().flat_map(|slice| &slice.libraries) {
            if fits(mark) && Build::of_library(library).is_some_and(|build| !build.serves(tags)) {
                say(format!(
                    "the module asks for `{library}`, which is not the Python of the tag"
                ));
            }
        }
    }
    findings
}

/// The Python that a module is built for.
#[derive(Debug, PartialEq, Eq)]
enum Build {
    /// The stable ABI; with the global lock, or for Pythons with and without it.
    Stable { is_free_threaded: bool },
    /// A CPython, as tags write it: `313`, `314t`.
    CPython(String),
    /// A PyPy, as tags write its version: `311`.
    PyPy(String),
    /// A GraalPy.
    GraalPy,
}

impl Build {
    /// By what marks the name of a module.
    fn of_mark(mark: &str) -> Option<Self> {
        let version = |rest: &str| rest.split('-').next().unwrap_or_default().to_owned();
        if mark.starts_with("abi3") {
            let is_free_threaded = mark.starts_with("abi3t");
            return Some(Self::Stable { is_free_threaded });
        }
        let cpython = mark.strip_prefix("cpython-").or_else(|| mark.strip_prefix("cp"));
        let pypy = || mark.strip_prefix("pypy").map(|rest| Self::PyPy(version(rest)));
        let graalpy = || mark.starts_with("graalpy").then_some(Self::GraalPy);
        cpython
            .map(|rest| Self::CPython(version(rest)))
            .or_else(pypy)
            .or_else(graalpy)
    }

    /// By a library of Windows that a module asks for.
    fn of_library(library: &str) -> Option<Self> {
        let library = library.to_ascii_lowercase();
        let stem = library.strip_suffix(".dll")?;
        if let Some(version) = stem.strip_prefix("libpypy") {
            return Some(Self::PyPy(version.strip_suffix("-c")?.replace('.', "")));
        }
        match stem.strip_prefix("python")? {
            "3" => Some(Self::Stable {
                is_free_threaded: false,
            }),
            "3t" => Some(Self::Stable {
                is_free_threaded: true,
            }),
            version if version.starts_with('3') => Some(Self::CPython(version.to_owned())),
            _ => None,
        }
    }

    /// Whether the Pythons of these tags can load it, as far as is known.
    fn serves(&self, tags: &Tags) -> bool {
        let is_free = |abi: &String| abi.starts_with("cp3") && abi.ends_with('t');
        match self {
            Self::Stable {
                is_free_threaded: true,
            } => tags.has_abi("abi3t"),
            // Pythons with the lock load it whatever the tag; those without it do not.
            Self::Stable {
                is_free_threaded: false,
            } => !tags
                .abis
                .iter()
                .all(|abi| is_free(abi) || abi.starts_with("pypy")),
            Self::CPython(version) => tags.has_abi(&format!("cp{version}")),
            Self::PyPy(version) => tags
                .pythons
                .iter()
                .any(|python| *python == format!("pp{version}")),
            Self::GraalPy => tags.abis.iter().any(|abi| abi.starts_with("graalpy")),
        }
    }
}
