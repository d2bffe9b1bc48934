//! What a step or job uses: an action or a workflow.

/// Actions that neither store artifacts themselves nor move files that were built, by their names without the owner.
const QUIET: [&str; 20] = [
    "action-gh-release",
    "attest",
    "attest-build-provenance",
    "cache",
    "checkout",
    "cibuildwheel",
    "codspeed",
    "download-artifact",
    "gh-action-pypi-publish",
    "gh-action-sigstore-python",
    "harden-runner",
    "install-action",
    "maturin-action",
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
        if text.contains("${{") || text.starts_with("docker:") {
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
        let repository = repository.to_lowercase();
        repository.starts_with("setup-") || QUIET.contains(&repository.as_str())
    }

    /// Whether GitHub no longer runs it: artifacts of the third version and older.
    pub fn is_retired(self) -> bool {
        let name = self.name.to_lowercase();
        let major = self.reference.strip_prefix('v').unwrap_or(self.reference);
        let is_version = major
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        matches!(
            name.as_str(),
            "actions/upload-artifact" | "actions/download-artifact"
        ) && is_version
            && major
                .split('.')
                .next()
                .and_then(|major| major.parse().ok())
                .is_some_and(|major: u64| major <= 3)
    }

    /// The first part of the version that it names.
    pub fn major(self) -> Option<u64> {
        self.reference.strip_prefix('v')?.split('.').next()?.parse().ok()
    }

    /// Whether it is this action, whoever owns the copy of it.
    pub fn is(self, action: &str) -> bool {
        let (owner, name) = (action.split_once('/'), self.name.split_once('/'));
        owner
            .zip(name)
            .is_some_and(|((_, one), (_, other))| one.eq_ignore_ascii_case(other))
    }
}
