//! The release has no wheel for a platform that is less common but widely used.
//!
//! ## Why
//!
//! Servers and boards on arm64, Alpine images with musl, Macs with Intel processors and Windows on arm64 need
//! [wheels of their own](https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/). Without them
//! installers build from source, which needs a Rust toolchain. GitHub has runners, and maturin-action has containers, for
//! all of them.
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
//! dynamic = ["version"]
//! requires-python = ">=3.11"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
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
//!         include:
//!           - { runner: ubuntu-24.04, target: x86_64 }
//!           - { runner: macos-15, target: universal2-apple-darwin }
//!           - { runner: ubuntu-24.04-arm, target: aarch64 }
//!           - { runner: windows-11-arm, target: aarch64-pc-windows-msvc }
//!           - { runner: ubuntu-24.04, target: aarch64-unknown-linux-musl }
//!           - { runner: windows-2025, target: x64 }
//!     runs-on: ${{ matrix.runner }}
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           target: ${{ matrix.target }}
//!           manylinux: 2_28
//!           args: --release --out dist
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-${{ matrix.target }}
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           merge-multiple: true
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ```console
//! .github/workflows/release.yml:37:15: info[ci/platforms-wide] the release has no wheel for musl on x86-64
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
//! dynamic = ["version"]
//! requires-python = ">=3.11"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
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
//!         include:
//!           - { runner: ubuntu-24.04, target: x86_64 }
//!           - { runner: macos-15, target: universal2-apple-darwin }
//!           - { runner: ubuntu-24.04-arm, target: aarch64 }
//!           - { runner: windows-11-arm, target: aarch64-pc-windows-msvc }
//!           - { runner: ubuntu-24.04, target: aarch64-unknown-linux-musl }
//!           - { runner: ubuntu-24.04, target: x86_64-unknown-linux-musl }
//!           - { runner: windows-2025, target: x64 }
//!     runs-on: ${{ matrix.runner }}
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           target: ${{ matrix.target }}
//!           manylinux: 2_28
//!           args: --release --out dist
//!       - uses: actions/upload-artifact@v7
//!         with:
//!           name: wheels-${{ matrix.target }}
//!           path: dist
//!   publish:
//!     needs: build
//!     runs-on: ubuntu-24.04
//!     permissions:
//!       id-token: write
//!     steps:
//!       - uses: actions/download-artifact@v8
//!         with:
//!           merge-multiple: true
//!           path: dist
//!       - uses: pypa/gh-action-pypi-publish@v1
//! ```
//!
//! ## When not to follow
//!
//! If nobody asks for them: each platform is one more build to maintain.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::build::missing;
use crate::project::ci::platform::System;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::printable::enumerated;

/// A gap.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add a job that builds for this platform, if people use the package there";

/// What many have besides.
const PLATFORMS: [(System, &str, &str); 5] = [
    (System::Manylinux, "aarch64", "Linux on arm64"),
    (System::Musllinux, "x86_64", "musl on x86-64"),
    (System::Musllinux, "aarch64", "musl on arm64"),
    (System::MacOs, "x86_64", "macOS on x86-64"),
    (System::Windows, "aarch64", "Windows on arm64"),
];

/// One finding at the first upload, if a platform is missing.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (release, builds) = project.ci.shipped()?;
    let missing = missing(&PLATFORMS, &builds);
    let message = format!("the release has no wheel for {}", enumerated(&missing));
    (!missing.is_empty()).then(|| Finding::new(release.publish.place.clone(), message))
}
