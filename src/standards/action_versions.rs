//! Versions of actions with which a job fails: GitHub no longer runs them, they were never published, or they know too little.

/// Why a version of an action is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// GitHub no longer runs it.
    Retired,
    /// No tag has its name.
    Missing,
    /// It refuses wheels with the metadata that maturin writes.
    OldMetadata,
}

/// The fault of an action at some version, and the version to take today; `None` where there is none, or it is not known.
///
/// The cache: <https://github.com/actions/cache#important-changes>. setup-uv has no tags of one or two numbers from
/// <https://github.com/astral-sh/setup-uv/releases/tag/v8.0.0> on. The upload knows Metadata-Version 2.4 since
/// <https://github.com/pypa/gh-action-pypi-publish/releases/tag/v1.12.3>; before 1.6, it installs a newer twine by itself.
pub fn fault(action: &str, reference: &str) -> Option<(Fault, &'static str)> {
    let version = numbers(reference)?;
    let found = match action.to_lowercase().as_str() {
        "actions/cache" | "actions/cache/restore" | "actions/cache/save" => match version.as_slice() {
            [1 | 2, ..] | [3, 0..4, ..] | [4, 0 | 1, ..] => (Fault::Retired, "v6"),
            _ => return None,
        },
        "astral-sh/setup-uv" => match version.as_slice() {
            [major, ..] if *major >= 8 && version.len() < 3 => (Fault::Missing, "v10.3.2"),
            _ => return None,
        },
        "pypa/gh-action-pypi-publish" => match version.as_slice() {
            [1, 6..12, ..] | [1, 12] | [1, 12, 0..3] => (Fault::OldMetadata, "release/v1"),
            _ => return None,
        },
        _ => return None,
    };
    Some(found)
}

/// The numbers of a version such as `v1.2.3`.
fn numbers(reference: &str) -> Option<Vec<u64>> {
    let parts = reference.strip_prefix('v')?.split('.');
    parts.map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_fail_and_versions_that_do_not() {
        let cases = [
            ("actions/cache", "v2", Some(Fault::Retired)),
            ("actions/cache/restore", "v3.3.1", Some(Fault::Retired)),
            ("actions/cache", "v4.1.2", Some(Fault::Retired)),
            ("Actions/Cache", "v1.0.3", Some(Fault::Retired)),
            ("actions/cache", "v3", None),
            ("actions/cache", "v3.4.0", None),
            ("actions/cache", "v4.2.0", None),
            ("actions/cache", "main", None),
            ("actions/cache", "0c45773b623bea8c8e75f6c82b208c3cf94ea4f9", None),
            ("astral-sh/setup-uv", "v8", Some(Fault::Missing)),
            ("astral-sh/setup-uv", "v10.1", Some(Fault::Missing)),
            ("astral-sh/setup-uv", "v7", None),
            ("astral-sh/setup-uv", "v8.0.0", None),
            ("pypa/gh-action-pypi-publish", "v1.8.14", Some(Fault::OldMetadata)),
            ("pypa/gh-action-pypi-publish", "v1.12.2", Some(Fault::OldMetadata)),
            ("pypa/gh-action-pypi-publish", "v1.12.3", None),
            ("pypa/gh-action-pypi-publish", "v1.4.2", None),
            ("pypa/gh-action-pypi-publish", "v1", None),
            ("pypa/gh-action-pypi-publish", "release/v1", None),
            ("somebody/cache", "v1", None),
        ];
        for (action, version, expected) in cases {
            assert_eq!(
                fault(action, version).map(|(fault, _)| fault),
                expected,
                "{action}@{version}"
            );
        }
    }
}
