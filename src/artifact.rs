//! A built wheel or source distribution, read in memory: what is in it, and what that says of itself.

pub mod faults;
pub mod unpack;
pub mod zip;
pub mod tarball;
pub mod tags;
pub mod name;
pub mod headers;
pub mod record;
pub mod native;
pub mod wasm;
pub mod binary;
pub mod read;
pub mod release;
pub mod coverage;

use std::sync::Arc;

use crate::project::Project;
use crate::text::place::Place;
use crate::tree::{Tree, join};

use faults::Faults;
use headers::Headers;
use name::{Kind, Name};
use native::{Native, Slice};
use record::Row;
use tags::Tags;

/// What is published: a wheel or a source distribution.
#[derive(Debug)]
pub struct Artifact {
    /// The name of the file.
    pub file: String,
    /// How many bytes it has.
    pub size: u64,
    /// What that name says; `None` for a name that the standards do not allow.
    pub name: Option<Name>,
    /// What is in it, in the order of the archive.
    pub members: Vec<Member>,
    /// The texts in it that are read, by their paths in it.
    pub tree: Tree,
    /// The binaries in it.
    pub natives: Vec<Native>,
    /// The folder of metadata of a wheel, or the only folder of a source distribution; `None` where that is not clear.
    pub folder: Option<String>,
    /// METADATA of a wheel, PKG-INFO of a source distribution.
    pub metadata: Option<Headers>,
    /// WHEEL.
    pub wheel: Option<Headers>,
    /// The rows of RECORD.
    pub record: Option<Vec<Row>>,
    /// The project that a source distribution holds.
    pub project: Option<Box<Project>>,
    /// What is wrong with the archive as such.
    pub faults: Faults,
}

/// What is at a path of an archive.
#[derive(Clone, Debug)]
pub struct Member {
    /// The path.
    pub path: Arc<str>,
    /// How many bytes it has.
    pub size: u64,
    /// What it is.
    pub kind: tarball::Kind,
    /// The SHA-256 of a file that was read.
    pub sha256: Option<[u8; 32]>,
    /// The same with `\r\n` as `\n`.
    pub normal: Option<[u8; 32]>,
}

impl Artifact {
    /// The archive as a whole.
    pub fn place() -> Place {
        Place::file(".")
    }

    /// A place of the project in a source distribution, as one of the archive.
    pub fn inside(&self, place: Place) -> Place {
        let folder = self.folder.as_deref().unwrap_or_default();
        Place {
            path: join(folder, &place.path).into(),
            ..place
        }
    }

    /// Whether it is a wheel, by the end of its name.
    pub fn is_wheel(&self) -> bool {
        self.file.ends_with(".whl")
    }

    /// The tags of its name.
    pub fn tags(&self) -> Option<&Tags> {
        match &self.name.as_ref()?.kind {
            Kind::Wheel(tags) => Some(tags),
            Kind::Sdist => None,
        }
    }

    /// The files in it, not folders and links.
    pub fn files(&self) -> impl Iterator<Item = &Member> {
        self.members
            .iter()
            .filter(|member| member.kind == tarball::Kind::File)
    }

    /// Whether a file is at `path`.
    pub fn has(&self, path: &str) -> bool {
        self.files().any(|member| *member.path == *path)
    }

    /// The binaries that Python imports as modules, each with the name of its module.
    pub fn extensions(&self) -> impl Iterator<Item = (&Native, &str)> {
        let is_bare = self.tags().is_some_and(|tags| !tags.has_abi("none"));
        let is_own = |path: &str| {
            let top = path.split('/').next().unwrap_or_default();
            !top.ends_with(".data") && !top.ends_with(".libs")
        };
        let natives = self.natives.iter().filter(move |native| is_own(&native.path));
        natives.filter_map(move |native| {
            let (stem, suffix) = module(&native.path)?;
            (is_bare || !suffix.is_empty()).then_some((native, stem))
        })
    }

    /// The slices of all binaries that are not grafted in by a tool that repairs wheels, each with its binary.
    pub fn slices(&self) -> impl Iterator<Item = (&Native, &Slice)> {
        self.natives
            .iter()
            .flat_map(|native| native.slices.iter().map(move |slice| (native, slice)))
    }
}

/// The name of the module in an extension's path, and what marks its Python: `_core.abi3.so` is `_core` and `abi3`.
///
/// `None` for a binary whose name is no extension module's.
pub fn module(path: &str) -> Option<(&str, &str)> {
    let file = path.rsplit('/').next()?;
    let stem = file.strip_suffix(".so").or_else(|| file.strip_suffix(".pyd"))?;
    let (name, mark) = stem.split_once('.').unwrap_or((stem, ""));
    let marks = ["cpython-3", "abi3", "pypy3", "graalpy", "cp3"];
    (mark.is_empty() || marks.iter().any(|known| mark.starts_with(known))).then_some((name, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_known_by_their_names() {
        for (path, expected) in [
            ("a/_core.abi3.so", Some(("_core", "abi3"))),
            (
                "a/_core.abi3t-x86_64-linux-gnu.so",
                Some(("_core", "abi3t-x86_64-linux-gnu")),
            ),
            (
                "_core.cpython-314t-darwin.so",
                Some(("_core", "cpython-314t-darwin")),
            ),
            ("a/_core.pyd", Some(("_core", ""))),
            ("a/libfoo.so.1", None),
            ("a/libfoo.1.so", None),
            ("a/foo.dll", None),
        ] {
            assert_eq!(module(path), expected, "{path}");
        }
    }
}
