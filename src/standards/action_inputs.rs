//! The inputs of the actions that build, store, fetch and upload: what they are called, and what people call them.

/// The inputs of an action in its newest known version, from its `action.yml`.
const INPUTS: [(&str, &[&str]); 4] = [
    (
        "PyO3/maturin-action",
        &[
            "args",
            "before-script-linux",
            "command",
            "container",
            "docker-options",
            "host-home-mount",
            "manylinux",
            "maturin-version",
            "rust-toolchain",
            "rustup-components",
            "sccache",
            "target",
            "token",
            "working-directory",
        ],
    ),
    (
        "pypa/gh-action-pypi-publish",
        &[
            "attestations",
            "packages-dir",
            "packages_dir",
            "password",
            "print-hash",
            "print_hash",
            "repository-url",
            "repository_url",
            "skip-existing",
            "skip_existing",
            "user",
            "verbose",
            "verify-metadata",
            "verify_metadata",
        ],
    ),
    (
        "actions/upload-artifact",
        &[
            "archive",
            "compression-level",
            "if-no-files-found",
            "include-hidden-files",
            "name",
            "overwrite",
            "path",
            "retention-days",
        ],
    ),
    (
        "actions/download-artifact",
        &[
            "artifact-ids",
            "digest-mismatch",
            "github-token",
            "merge-multiple",
            "name",
            "path",
            "pattern",
            "repository",
            "run-id",
            "skip-decompress",
        ],
    ),
];

/// What people write in the place of an input, for an action that ends so.
const MEANT: [(&str, &str, &str); 14] = [
    ("pypi-publish", "api-token", "password"),
    ("pypi-publish", "api_token", "password"),
    ("pypi-publish", "dist", "packages-dir"),
    ("pypi-publish", "index-url", "repository-url"),
    ("pypi-publish", "packages", "packages-dir"),
    ("pypi-publish", "path", "packages-dir"),
    ("pypi-publish", "repository", "repository-url"),
    ("pypi-publish", "token", "password"),
    ("pypi-publish", "username", "user"),
    ("maturin-action", "toolchain", "rust-toolchain"),
    ("maturin-action", "version", "maturin-version"),
    ("artifact", "artifact-name", "name"),
    ("artifact", "merge", "merge-multiple"),
    ("artifact", "paths", "path"),
];

/// The inputs of an action; `None` where they are not known.
pub fn inputs(action: &str) -> Option<&'static [&'static str]> {
    let mut actions = INPUTS.into_iter();
    actions
        .find(|(name, _)| name.eq_ignore_ascii_case(action))
        .map(|(_, inputs)| inputs)
}

/// The input that people mean by a name that is none.
pub fn meant(action: &str, name: &str) -> Option<&'static str> {
    let inputs = inputs(action)?;
    let mut meant = MEANT.into_iter();
    meant
        .find(|(end, wrong, _)| action.to_lowercase().ends_with(end) && name.eq_ignore_ascii_case(wrong))
        .map(|(_, _, right)| right)
        .filter(|right| inputs.contains(right))
}
