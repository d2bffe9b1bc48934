//! The features of PyO3, of all its releases together.

use crate::text::near::nearest;

/// Those that some release (0.13 to 0.30) has, optional dependencies among them, but for the versions of the stable ABI.
const FEATURES: [&str; 46] = [
    "anyhow",
    "arc_lock",
    "auto-initialize",
    "bigdecimal",
    "bytes",
    "chrono",
    "chrono-local",
    "chrono-tz",
    "ctor",
    "default",
    "either",
    "experimental-async",
    "experimental-declarative-modules",
    "experimental-inspect",
    "extension-module",
    "eyre",
    "full",
    "generate-abi3-import-lib",
    "generate-import-lib",
    "gil-refs",
    "hashbrown",
    "iana-time-zone",
    "indexmap",
    "indoc",
    "inventory",
    "jiff-02",
    "lock_api",
    "macros",
    "multiple-pymethods",
    "nightly",
    "num-bigint",
    "num-complex",
    "num-rational",
    "num-traits",
    "ordered-float",
    "parking_lot",
    "paste",
    "py-clone",
    "pyo3-macros",
    "pyproto",
    "rust_decimal",
    "serde",
    "smallvec",
    "time",
    "unindent",
    "uuid",
];

/// The feature that is meant by a name that no release has; `None` for a name that is one, or may be one that is not known.
pub fn meant(name: &str) -> Option<&'static str> {
    let version = name
        .strip_prefix("abi3t-py3")
        .or_else(|| name.strip_prefix("abi3-py3"));
    let is_abi =
        version.is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|digit| digit.is_ascii_digit()));
    let is_known = is_abi || ["abi3", "abi3t"].contains(&name) || FEATURES.contains(&name);
    let known = FEATURES.into_iter().chain([
        "abi3-py311",
        "abi3-py312",
        "abi3-py313",
        "abi3-py314",
        "abi3-py315",
    ]);
    let letters = |text: &str| {
        text.trim_end_matches(|last: char| last.is_ascii_digit())
            .to_owned()
    };
    let is_slip = |meant: &&str| meant.len().abs_diff(name.len()) <= 2 && (letters(meant) != letters(name));
    nearest(name, known).filter(is_slip).filter(|_| !is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_surely_no_feature_means_another() {
        for (name, other) in [
            ("extention-module", Some("extension-module")),
            ("extension_module", Some("extension-module")),
            ("abi-py311", Some("abi3-py311")),
            ("abi3-311", Some("abi3-py311")),
            ("abi3_py312", Some("abi3-py312")),
            ("auto-initialise", Some("auto-initialize")),
            ("abi3-py316", None),
            ("abi3t-py315", None),
            ("abi3", None),
            ("serde", None),
            ("jiff-03", None),
            ("tokio", None),
        ] {
            assert_eq!(meant(name), other, "{name}");
        }
    }
}
