//! CI publishes Linux wheels that are built directly on the runner.
//!
//! ## Why
//!
//! A Linux wheel needs a glibc that is at least
//! [as new as the one it was linked with](https://peps.python.org/pep-0600/), and maturin tags it accordingly. On a
//! GitHub runner that is the glibc of a recent Ubuntu: installers on older systems find no wheel and build from source.
//! A wheel that `pip`, `build` or `uv` builds there has the tag `linux_x86_64`, which PyPI rejects.
//! [maturin can build](https://www.maturin.rs/distribution.html#build-wheels) for older systems in a container or with
//! zig.
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
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!       - uses: actions/upload-artifact@v7
//!         with:
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
//! .github/workflows/release.yml:9:15: warning[ci/linux-native-glibc] published Linux wheels are built directly on the runner: they need its glibc or a newer one
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
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --out dist
//!           manylinux: 2_28
//!       - uses: actions/upload-artifact@v7
//!         with:
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
//! If everyone who installs the package has a system as new as the runner.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::build::{Build, Ground, Tool};
use crate::project::ci::platform::System;
use crate::project::ci::publish::Publish;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// The wheels are for fewer systems than their release says.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Build in a manylinux container (`manylinux: auto` of maturin-action), or with `--zig` and `--compatibility`";

/// One finding for each step that builds them.
pub fn check(project: &Project) -> Vec<Finding> {
    let is_native = |build: &Build| {
        let mut platforms = build.platforms.iter();
        build.ground == Ground::Runner && platforms.any(|platform| platform.system == Some(System::Manylinux))
    };
    let finding = |(build, publish): (&Build, &Publish)| {
        let what = match build.tool {
            Tool::Frontend => "they have the tag `linux`, which PyPI rejects",
            Tool::Maturin | Tool::Cibuildwheel => "they need its glibc or a newer one",
        };
        let message = format!("published Linux wheels are built directly on the runner: {what}");
        Finding::new(build.place.clone(), message).related(publish.place.clone(), "published here")
    };
    let published = project.ci.published().into_iter();
    published
        .filter(|(build, _)| is_native(build))
        .map(finding)
        .collect()
}
