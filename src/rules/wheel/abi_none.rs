//! A wheel for every ABI holds an extension module of CPython.
//!
//! ## Why
//!
//! The ABI tag `none` says that no Python needs to fit, so that PyPy and free-threaded Pythons install the wheel too. An
//! extension module works only with the Python that it was built for; elsewhere it crashes
//! ([platform compatibility tags](https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-py3-none-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```console
//! demo-0.1.0-py3-none-manylinux_2_17_x86_64.whl/demo/_core.so: error[wheel/abi-none] the module is for one ABI of CPython, and the tag of the wheel says that every Python can load it
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp313-cp313-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.cpython-313-x86_64-linux-gnu.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ## When not to follow
//!
//! If the package chooses the module by itself and works without it.

use crate::artifact::{Artifact, module};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// Pythons that cannot load it install it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Build with maturin, which names the wheel after its ABI, and do not rename wheels";

/// One finding for each module.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(tags) = artifact.tags() else {
        return Vec::new();
    };
    if !tags.abis.iter().all(|abi| abi == "none") {
        return Vec::new();
    }
    let modules = artifact.slices().filter(|(native, slice)| {
        let starts = module(&native.path).is_some_and(|(stem, _)| slice.starts(stem));
        starts && !slice.is_program
    });
    // A tag of one CPython is wrong for those without the global lock alone, which there are since 3.13.
    let minors = tags
        .pythons
        .iter()
        .map(|tag| tag.strip_prefix("cp3").and_then(|minor| minor.parse().ok()));
    let minors: Option<Vec<u64>> = minors.collect();
    let is_one = minors.as_ref().is_some_and(|minors| !minors.is_empty());
    if minors.is_some_and(|minors| minors.iter().all(|minor| *minor < 13)) {
        return Vec::new();
    }
    let worst = if is_one {
        Severity::Warning
    } else {
        Severity::Error
    };
    let message = match is_one {
        true => "the module needs the global lock, and the tag of the wheel is for Pythons without it too",
        false => {
            "the module is for one ABI of CPython, and the tag of the wheel says that every Python can load it"
        }
    };
    modules
        .map(|(native, _)| Finding::new(Place::file(native.path.as_str()), message).at_most(worst))
        .collect()
}
