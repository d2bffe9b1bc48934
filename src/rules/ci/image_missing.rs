//! maturin-action is asked for a target and a libc for which it has no image.
//!
//! ## Why
//!
//! maturin-action builds wheels for Linux in [an image](https://github.com/PyO3/maturin-action#manylinux-docker-container) that
//! it chooses by the target and by `manylinux`. Where it has none for the two together, it does not stop: it takes the one that it
//! has for the runner itself, which lacks the compiler and the libraries of the target, or none at all.
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
//!
//! [dependencies]
//! pyo3 = { version = "0.30", features = ["abi3-py311"] }
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on: push
//! jobs:
//!   linux:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1.51.0
//!         with:
//!           target: riscv64
//!           manylinux: 2_28
//!           args: --release --out dist
//! ```
//!
//! ```console
//! .github/workflows/release.yml:10:22: warning[ci/image-missing] maturin-action has no image for `riscv64` with `2_28`: it takes that for `x86_64`
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
//!
//! [dependencies]
//! pyo3 = { version = "0.30", features = ["abi3-py311"] }
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on: push
//! jobs:
//!   linux:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1.51.0
//!         with:
//!           target: riscv64
//!           manylinux: 2_31
//!           args: --release --out dist
//! ```
//!
//! ## When not to follow
//!
//! If a newer maturin-action has the image. The rule knows those of maturin-action 1.51, and is silent where a newer one or an
//! image of your own (`container`) is named, and where zig or tools of your own compile for the target.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::images::Unserved;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// No wheel is built for the target.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Choose a libc that there is an image with, or name one in `container`";

/// A finding for each build that gets an image of another target, or none.
pub fn check(project: &Project) -> Vec<Finding> {
    let builds = project.ci.builds.iter();
    let unserved = builds.filter_map(|build| build.unserved.as_ref());
    let find = |(unserved, place): &(Unserved, _)| {
        let Unserved {
            target,
            libc,
            instead,
        } = unserved;
        let then = match instead {
            Some(host) => format!("it takes that for `{host}`"),
            None => "it builds on the runner itself".to_owned(),
        };
        let message = format!("maturin-action has no image for `{target}` with `{libc}`: {then}");
        Finding::new(Place::clone(place), message)
    };
    unserved.map(find).collect()
}
