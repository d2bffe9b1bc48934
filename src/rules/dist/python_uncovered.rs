//! No wheel of the release is for the oldest Python that the metadata allows.
//!
//! ## Why
//!
//! Users of this Python get the source distribution and have to compile it, or fail to. With a stable-ABI floor above
//! `requires-python`, that is everybody on the older Python
//! ([stable ABI](https://docs.python.org/3/c-api/stable.html)).
//!
//! ## Bad
//!
//! ```text dist/demo-0.1.0-cp312-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.1.0-cp312-abi3-musllinux_1_2_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.1.0-cp312-abi3-win_amd64.whl
//! demo/__init__.py
//! demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python3.dll
//! ```
//!
//! ```text dist/demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//! ```
//!
//! ```console
//! dist/demo-0.1.0-cp312-abi3-manylinux_2_17_x86_64.whl: warning[dist/python-uncovered] `>=3.11` allows Python 3.11, and the oldest that a wheel is for is 3.12
//! ```
//!
//! ## Good
//!
//! ```text dist/demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.1.0-cp311-abi3-musllinux_1_2_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.1.0-cp311-abi3-win_amd64.whl
//! demo/__init__.py
//! demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python3.dll
//! ```
//!
//! ```text dist/demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//! ```
//!
//! ## When not to follow
//!
//! If users of this Python are meant to compile. The oldest wheel has to be one for the stable ABI. The rule looks only at what is a release as a whole: a source distribution and at
//! least three wheels.

use crate::artifact::coverage::{Coverage, Python};
use crate::artifact::release::Release;
use crate::artifact::tags::Tags;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::PYTHON_MINOR;
use crate::standards::horizon::Table;
use crate::standards::version::allows;
use crate::text::edit::Applicability;
use pep440_rs::VersionSpecifiers;

/// Some users have to compile.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Lower the `abi3` floor or build for this Python, or raise `requires-python`";

/// One finding, at the first wheel.
pub fn check(release: &Release<'_>) -> Vec<Finding> {
    find(release).into_iter().collect()
}

fn find(release: &Release<'_>) -> Option<Finding> {
    let has_sdist = release.artifacts.iter().any(|built| !built.artifact.is_wheel());
    if !has_sdist || release.wheels().count() < 3 {
        return None;
    }
    let coverage = Coverage::of(release);
    let served = coverage.pythons.iter().filter_map(|python| match python {
        Python::CPython(minor) => Some(*minor),
        _ => None,
    });
    // Of wheels for one Python each, some may stand elsewhere.
    let tags = release.wheels().filter_map(|built| built.artifact.tags());
    let stable = tags.filter(|tags| tags.is_stable()).filter_map(Tags::floor).min();
    let (served, is_for_any) = (served.min()?, coverage.pythons.contains(&Python::Any));
    let first = release.wheels().next()?;
    let field = first.artifact.metadata.as_ref()?.get("Requires-Python")?;
    let specifiers: VersionSpecifiers = field.value.parse().ok()?;
    let allowed = (0..=PYTHON_MINOR).find(|minor| allows(&specifiers, 3, *minor))?;
    let message = format!(
        "`{}` allows Python 3.{allowed}, and the oldest that a wheel is for is 3.{served}",
        field.value
    );
    // Whatever is older than these, nobody builds for any more.
    (allowed < served && stable == Some(served) && !is_for_any && served > OLD)
        .then(|| Finding::new(first.place(), message))
}

/// A Python that no build machine offers any more, and that old metadata still allows.
const OLD: u64 = 8;
