//! The release lacks a platform that its own workflow builds.
//!
//! ## Why
//!
//! A job that fails quietly, or an artifact that is not downloaded, leaves a hole in the release: users of that platform get no
//! wheel, and a version cannot be uploaded twice:
//! the package index takes each name of a [file](https://packaging.python.org/en/latest/specifications/binary-distribution-format/)
//! once.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! version = "0.2.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.2.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   build:
//!     strategy:
//!       matrix:
//!         os: [ubuntu-latest, windows-latest, macos-latest]
//!     runs-on: ${{ matrix.os }}
//!     steps:
//!       - uses: actions/checkout@v4
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!       - uses: actions/upload-artifact@v4
//!         with:
//!           name: wheels-${{ matrix.os }}
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-latest
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v4
//!         with:
//!           merge-multiple: true
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@release/v1
//! ```
//!
//! ```text dist/demo-0.2.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.2.0-cp311-abi3-macosx_11_0_arm64.whl
//! demo/_core.abi3.so = macho arm64 macos=11.0 exports=PyInit__core
//! ```
//!
//! ```console
//! dist/demo-0.2.0-cp311-abi3-macosx_11_0_arm64.whl: warning[dist/platform-missing] the workflow builds wheels for `Windows x86_64`, and none is here
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! version = "0.2.0"
//! requires-python = ">=3.11"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.2.0"
//!
//! [dependencies]
//! pyo3 = "0.30.1"
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   build:
//!     strategy:
//!       matrix:
//!         os: [ubuntu-latest, windows-latest, macos-latest]
//!     runs-on: ${{ matrix.os }}
//!     steps:
//!       - uses: actions/checkout@v4
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!       - uses: actions/upload-artifact@v4
//!         with:
//!           name: wheels-${{ matrix.os }}
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-latest
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v4
//!         with:
//!           merge-multiple: true
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@release/v1
//! ```
//!
//! ```text dist/demo-0.2.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.2.0-cp311-abi3-macosx_11_0_arm64.whl
//! demo/_core.abi3.so = macho arm64 macos=11.0 exports=PyInit__core
//! ```
//!
//! ```text dist/demo-0.2.0-cp311-abi3-win_amd64.whl
//! demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python3.dll
//! ```
//!
//! ## When not to follow
//!
//! If the folder is only a part of the release. The rule looks at it as a whole once more than half of the platforms are there.

use crate::artifact::coverage::{Ground, grounds};
use crate::artifact::release::Release;
use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::platform::{Platform, System};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::printable::first_few;
use std::collections::BTreeSet;

/// Some users get no wheel.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Look for the job that builds it, and for the step that collects its artifact";

/// One finding, with all platforms that are missing.
pub fn check(release: &Release<'_>) -> Vec<Finding> {
    find(release).unwrap_or_default()
}

fn find(release: &Release<'_>) -> Option<Vec<Finding>> {
    let project = release.project?;
    let planned: BTreeSet<Ground> = published(project).filter_map(ground).collect();
    let here = release.wheels().filter_map(|built| built.artifact.tags());
    let here = here.flat_map(|tags| &tags.platforms).flat_map(grounds);
    let here = here.map(|ground| {
        let arch = same(&ground.arch);
        Ground {
            arch: arch.to_owned(),
            ..ground
        }
    });
    let here: BTreeSet<Ground> = here.collect();
    let missing: Vec<&Ground> = planned.difference(&here).collect();
    if missing.is_empty() || missing.len() * 2 >= planned.len() {
        return None;
    }
    let first = release.wheels().next()?;
    let names: Vec<String> = missing
        .iter()
        .map(|ground| format!("{} {}", ground.system, ground.arch))
        .collect();
    let message = format!(
        "the workflow builds wheels for {}, and none is here",
        first_few(&names)
    );
    Some(vec![Finding::new(first.place(), message)])
}

/// The platforms of builds whose wheels are surely published.
fn published(project: &Project) -> impl Iterator<Item = &Platform> {
    let releases = project.ci.releases.iter().filter(|release| !release.is_stopped);
    let reached = releases
        .flat_map(|release| &release.builds)
        .filter(|(_, is_sure)| *is_sure);
    let builds = reached.filter_map(|(index, _)| project.ci.builds.get(*index));
    builds
        .filter(|build| build.wheels && build.is_sure)
        .flat_map(|build| &build.platforms)
}

/// A platform of a workflow, as the tags of wheels have it.
fn ground(platform: &Platform) -> Option<Ground> {
    let system = match platform.system? {
        System::Manylinux => "manylinux",
        System::Musllinux => "musllinux",
        System::MacOs => "macOS",
        System::Windows => "Windows",
        System::Emscripten => "Pyodide",
        System::Other => return None,
    };
    let arch = platform.arch.as_deref().filter(|arch| *arch != "universal2")?;
    Some(Ground {
        system,
        arch: same(arch).to_owned(),
    })
}

/// One name for a processor that Rust's targets and the tags of wheels call differently.
fn same(arch: &str) -> &str {
    match arch {
        "arm64" => "aarch64",
        "x86" | "i686" | "i386" => "i686",
        "armv7" | "arm" => "armv7l",
        "powerpc64le" => "ppc64le",
        "riscv64gc" => "riscv64",
        arch => arch,
    }
}
