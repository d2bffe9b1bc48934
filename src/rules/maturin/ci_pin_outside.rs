//! A workflow or script uses a maturin version that `build-system.requires` does not allow.
//!
//! ## Why
//!
//! A workflow builds and tests with one maturin, but everyone who installs from the source distribution builds with
//! another: `pip` and `uv` take a version that
//! [`build-system.requires`](https://packaging.python.org/en/latest/specifications/pyproject-toml/#declaring-build-system-dependencies-the-build-system-table)
//! allows. maturin warns if its version is not the required one. A key that only the newer of the two versions knows
//! has no effect with the older.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.9.4,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - run: |
//!           pip install maturin==1.5.1 pytest
//!           maturin develop
//! ```
//!
//! ```console
//! .github/workflows/ci.yml:8:23: warning[maturin/ci-pin-outside] maturin `==1.5.1` is used here, but `build-system.requires` allows `>=1.9.4, <2`
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.9.4,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```yaml .github/workflows/ci.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - run: |
//!           pip install 'maturin>=1.9.4,<2' pytest
//!           maturin develop
//! ```
//!
//! ## When not to follow
//!
//! If a job intentionally tries another maturin, to see whether the bounds can be wider.

use crate::standards::horizon::{MATURIN_MINOR, Table};
use crate::text::edit::Applicability;
use pep440_rs::{Version, VersionSpecifiers};

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::uses::Pin;
use crate::standards::requirement::specifiers;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Use a version that `build-system.requires` allows, or change its bounds";

/// The first maturin that read pyproject.toml, and the last before 1.0 (0.x).
const EARLY_MINORS: std::ops::RangeInclusive<u64> = 7..=15;

/// A finding for each request of a maturin of which no version is allowed.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let requirement = project.pyproject.as_ref()?.maturin_requirement()?;
    let allowed = specifiers(&requirement.value)?;
    let outside = project
        .maturin
        .pins
        .iter()
        .filter(|pin| are_apart(&pin.versions, allowed));
    let finding = |pin: &Pin| {
        let message = format!(
            "maturin `{}` is used here, but `build-system.requires` allows `{allowed}`",
            pin.versions
        );
        Finding::new(pin.place.clone(), message).related(requirement.node.place(), "the allowed versions")
    };
    Some(outside.map(finding).collect())
}

/// Whether no release is in both, of those that are known or named.
fn are_apart(one: &VersionSpecifiers, other: &VersionSpecifiers) -> bool {
    let early = EARLY_MINORS.map(|minor| Version::new([0, minor]));
    let later = (0..=MATURIN_MINOR).map(|minor| Version::new([1, minor]));
    let named = one
        .iter()
        .chain(other.iter())
        .map(|specifier| specifier.version().clone());
    let mut asked = early
        .chain(later)
        .chain(named)
        .filter(|version| one.contains(version))
        .peekable();
    asked.peek().is_some_and(|version| !version.any_prerelease())
        && !asked.any(|version| other.contains(&version))
}
