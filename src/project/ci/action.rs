//! What a step or job uses: an action or a workflow.

use crate::standards::artifact_actions::{current, is_retired};
use crate::syntax::actions::opening;

/// Actions that neither store artifacts themselves nor move files that were built, by their names without the owner.
const QUIET: [&str; 27] = [
    "action-gh-release",
    "attest",
    "attest-build-provenance",
    "cache",
    "cargo-deny-action",
    "checkout",
    "cibuildwheel",
    "codecov-action",
    "codspeed",
    "download-artifact",
    "free-disk-space",
    "gh-action-pip-audit",
    "gh-action-pypi-publish",
    "gh-action-sigstore-python",
    "harden-runner",
    "install-action",
    "maturin-action",
    "msvc-dev-cmd",
    "paths-filter",
    "release-action",
    "release-drafter",
    "run-on-arch-action",
    "rust-cache",
    "rust-toolchain",
    "sccache-action",
    "toolchain",
    "upload-artifact",
];

/// What a step or job uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uses<'a> {
    /// The folder of an action, or the file of a workflow, in the same repository.
    pub local: Option<&'a str>,
    /// `owner/repository`, and the path in it if there is one; empty for what is local.
    pub name: &'a str,
    /// The branch, tag or commit; empty for what is local.
    pub reference: &'a str,
}

impl<'a> Uses<'a> {
    /// Reads what stands behind `uses:`; `None` for an image or what an expression makes.
    pub fn parse(text: &'a str) -> Option<Self> {
        if opening(text).is_some() || text.starts_with("docker:") {
            return None;
        }
        if let Some(local) = text.strip_prefix("./").or_else(|| text.strip_prefix("$/")) {
            return Some(Self {
                local: Some(local),
                name: "",
                reference: "",
            });
        }
        let (name, reference) = text.split_once('@')?;
        Some(Self {
            local: None,
            name,
            reference,
        })
    }

    /// Whether it surely neither stores artifacts, but as the action for that, nor moves files that were built.
    pub fn is_quiet(self) -> bool {
        let Some((_, repository)) = self.name.split_once('/') else {
            return false;
        };
        let start = repository.get(..6).unwrap_or_default();
        let is_it = |name: &&str| name.eq_ignore_ascii_case(repository);
        start.eq_ignore_ascii_case("setup-") || QUIET.iter().any(is_it)
    }

    /// Whether GitHub no longer runs it: one of the actions for artifacts, in its third version or an older one.
    pub fn is_retired(self) -> bool {
        current(self.name).is_some() && is_retired(self.reference)
    }

    /// Whether it names a version, and not a commit or a branch.
    pub fn is_versioned(self) -> bool {
        self.reference.len() < 16
    }

    /// The first part of the version that it names.
    pub fn major(self) -> Option<u64> {
        self.reference.strip_prefix('v')?.split('.').next()?.parse().ok()
    }

    /// Whether it is this action, whoever owns the copy of it.
    pub fn is(self, action: &str) -> bool {
        let Some(owner) = self.name.bytes().position(|byte| byte == b'/') else {
            return false;
        };
        let (wanted, own) = (action.as_bytes(), &self.name.as_bytes()[owner..]);
        let start = wanted.len().checked_sub(own.len());
        start.is_some_and(|start| wanted[start..].eq_ignore_ascii_case(own))
    }
}
