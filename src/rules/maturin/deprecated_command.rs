//! A workflow or script uses a maturin command that will be removed.
//!
//! ## Why
//!
//! `maturin upload` and `maturin publish` print that they
//! [are deprecated and will be removed](https://github.com/PyO3/maturin/issues/2334). Dedicated upload tools do more:
//! they can create attestations, and need no token with
//! [trusted publishing](https://packaging.python.org/en/latest/guides/publishing-package-distribution-releases-using-github-actions-ci-cd-workflows/).
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```just justfile
//! release:
//!     maturin build --release --out dist
//!     maturin upload dist/*
//! ```
//!
//! ```console
//! justfile:3:13: info[maturin/deprecated-command] `maturin upload` is deprecated: upload with `uv publish`, `twine upload` or a publishing action
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```just justfile
//! release:
//!     maturin build --release --out dist
//!     uv publish dist/*
//! ```
//!
//! ## When not to follow
//!
//! If maturin is pinned below 1.11, where the commands are not deprecated. The rule is silent then.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::release::Release;
use crate::project::ci::uses::Called;
use crate::project::commands::script::Argument;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// A deprecation.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str =
    "Build with maturin, and upload with `uv publish`, `twine upload` or a publishing action";

/// The release that said it first.
const SINCE: &str = "1.11";

/// The commands, and what to do instead.
const DEPRECATED: [(&str, &str); 2] = [
    ("upload", "upload"),
    ("publish", "build with `maturin build --release`, then upload"),
];

/// A finding for each command and each file that calls it.
pub fn check(project: &Project) -> Vec<Finding> {
    let is_old = |pyproject: &Pyproject| pyproject.maturin_stays_below(SINCE);
    if project.pyproject.as_ref().is_none_or(is_old) {
        return Vec::new();
    }
    let calls = project.maturin.calls.iter().filter_map(Called::subcommand);
    // An upload is this project's where its files are, wherever maturin runs.
    let has_own = |release: &&Release| release.builds.iter().any(|(_, is_sure)| *is_sure);
    let releases = project.ci.releases.iter().filter(has_own);
    let uploads = releases.filter_map(|release| release.publish.maturin.as_ref());
    let used: Vec<&Argument> = calls.chain(uploads).collect();
    let findings = |(name, instead): (&str, &str)| {
        let calls = used.iter().filter(|argument| argument.value == name);
        let message = format!(
            "`maturin {name}` is deprecated: {instead} with `uv publish`, `twine upload` or a publishing action"
        );
        Finding::by_file(calls.map(|argument| argument.place.clone()).collect(), &message)
    };
    DEPRECATED.into_iter().flat_map(findings).collect()
}
