//! The changelog has headings for older releases but none for the current version.
//!
//! ## Why
//!
//! People read the [changelog](https://keepachangelog.com/en/1.1.0/) to learn what an update brings. If a release has
//! no heading, its changes are missing or under the wrong heading.
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
//! version = "0.3.0"
//! ```
//!
//! ```markdown CHANGELOG.md
//! # 0.2.0 - 2026-10-01
//!
//! - Sums are exact.
//!
//! # 0.1.0 - 2026-07-01
//!
//! - First release.
//! ```
//!
//! ```console
//! CHANGELOG.md:1:1: info[version/changelog-missing] the version is `0.3.0`, but the newest heading of the changelog is `0.2.0`
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
//! version = "0.3.0"
//! ```
//!
//! ```markdown CHANGELOG.md
//! # 0.3.0 - 2026-11-21
//!
//! - Sums are fast.
//!
//! # 0.2.0 - 2026-10-01
//!
//! - Sums are exact.
//!
//! # 0.1.0 - 2026-07-01
//!
//! - First release.
//! ```
//!
//! ## When not to follow
//!
//! If the changelog is written at the release. The rule ignores pre-releases, and a changelog with text under
//! `Unreleased` or another heading above the newest version. There is no fix, because an empty heading would hide what
//! is missing.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::changelog;
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::text::edit::Applicability;

/// A gap.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add a heading for the version, with what changed";

/// What tools write a changelog from at the release.
const MADE_AT_RELEASE: [&str; 4] = [
    "cliff.toml",
    "release-please-config.json",
    ".release-please-manifest.json",
    "towncrier.toml",
];

/// One finding, if the newest heading is that of an older release.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (current, node) = (project.version()?, project.version_node()?);
    let changelog = changelog::read(&project.tree, "")?;
    let newest = changelog
        .headings
        .iter()
        .max_by_key(|heading| heading.version.clone())?;
    let is_release = !current.any_prerelease() && !current.is_local() && !current.is_post();
    let is_next = version::same_numbering(&current, &newest.version) && current > newest.version;
    let is_told = changelog.has_news || changelog.names(&current);
    let is_made = MADE_AT_RELEASE.iter().any(|path| project.tree.exists(path));
    if !is_release || !is_next || is_told || is_made || changelog.headings.len() < 2 {
        return None;
    }
    let message = format!(
        "the version is `{current}`, but the newest heading of the changelog is `{}`",
        newest.version
    );
    Some(Finding::new(newest.place(&changelog), message).related(node.place(), "the version"))
}
