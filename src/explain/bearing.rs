//! Which rules look at what a cause is about: what they find in a project tells more than its log alone.

use crate::engine::check::{Selection, judge};
use crate::finding::Finding;
use crate::project::Project;

/// The rules by the causes on which they bear.
const BEARS: &[(&str, &[&str])] = &[
    ("cargo/edition", &["cargo/value-invalid"]),
    ("cargo/feature-unknown", &["cargo/feature-undefined"]),
    ("cargo/links", &["pyo3/versions-conflict"]),
    ("cargo/lock-missing", &["cargo/lock-missing"]),
    (
        "cargo/lock-stale",
        &["cargo/lock-unsatisfied", "version/lock-stale"],
    ),
    (
        "cargo/manifest-invalid",
        &["files/unparsable", "cargo/value-invalid", "cargo/profile-refused"],
    ),
    ("cargo/profile", &["cargo/profile-undefined"]),
    ("cargo/library-missing", &["cargo/target-missing"]),
    ("cargo/version-unknown", &["cargo/lock-unsatisfied"]),
    ("cargo/workspace-outside", &["cargo/outside-workspace"]),
    ("index/classifier", &["metadata/classifier-unknown"]),
    ("index/id-token", &["ci/id-token-missing"]),
    (
        "index/metadata",
        &["metadata/direct-url-dependency", "version/local-segment"],
    ),
    ("index/platform-tag", &["ci/linux-native-glibc"]),
    ("linker/python-symbols", &["pyo3/extension-module-obsolete"]),
    ("maturin/forbidden-library", &["pyo3/extension-module-missing"]),
    (
        "maturin/init-missing",
        &["module/name-mismatch", "module/missing"],
    ),
    ("maturin/interpreter-missing", &["ci/python-outside-container"]),
    ("maturin/license-text", &["maturin/floor-too-low"]),
    (
        "maturin/pyproject-invalid",
        &["files/unparsable", "metadata/field-type"],
    ),
    (
        "maturin/python-source",
        &["maturin/path-missing", "module/package-missing"],
    ),
    (
        "maturin/readme-missing",
        &["files/readme-missing", "files/sdist-loses"],
    ),
    ("pip/maturin-unavailable", &["maturin/requirement-invalid"]),
    ("pip/nothing-for-this-python", &["ci/platforms", "ci/no-sdist"]),
    ("pip/nothing-installed", &["maturin/backend-missing"]),
    (
        "pyo3/abi3-above-python",
        &["python/abi3-above-requires", "ci/interpreter-below-requires"],
    ),
    ("pyo3/python-too-new", &["python/pyo3-ceiling"]),
    ("pyo3/python-too-old", &["python/pyo3-floor"]),
    (
        "python/extension-missing",
        &[
            "module/import-unresolved",
            "module/name-mismatch",
            "module/package-missing",
        ],
    ),
    ("python/init-name", &["module/name-mismatch", "module/missing"]),
    ("python/python-symbol", &["python/abi3-above-requires"]),
    (
        "python/shadowed",
        &["module/shadows-package", "files/tests-import-sources"],
    ),
    (
        "python/stale",
        &["module/import-missing", "files/uv-keeps-old-build"],
    ),
    ("rustc/pyo3-renamed", &["cargo/lock-unsatisfied"]),
    ("rustc/too-old", &["cargo/msrv-ci"]),
];

/// What the rules that bear on causes find in a project.
pub fn findings(project: &Project, causes: impl IntoIterator<Item = &'static str>) -> Vec<Finding> {
    let rules = causes.into_iter().flat_map(|id| {
        let bears = BEARS.iter().filter(move |(cause, _)| *cause == id);
        bears.flat_map(|(_, rules)| rules.iter().map(|rule| (*rule).to_owned()))
    });
    let rules: Vec<String> = rules.collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let selection = Selection {
        select: Some(rules),
        ..Selection::default()
    };
    judge(project, &selection).shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::causes::CAUSES;
    use crate::rules::RULES;

    #[test]
    fn the_table_speaks_of_what_there_is() {
        for (cause, rules) in BEARS {
            assert!(CAUSES.iter().any(|known| known.id == *cause), "{cause}");
            for rule in *rules {
                assert!(RULES.iter().any(|known| known.id == *rule), "{rule}");
            }
        }
    }
}
