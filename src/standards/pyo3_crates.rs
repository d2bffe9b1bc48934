//! PyO3 and the crates that move in step with it: which PyO3 each of their releases wants.

use std::collections::BTreeSet;

use semver::{Version, VersionReq};

use crate::standards::horizon::PYO3_MINOR;

/// Stands for all minor versions of PyO3 (0.x) that are not known yet.
const LATER: u64 = PYO3_MINOR + 1;
/// More bug-fix releases than any of these crates has had.
const PATCHES: u64 = 30;

/// The crates whose releases have the minor version of the PyO3 that they want, from the first that does to the last.
const SAME: [(&str, u64, u64); 6] = [
    ("numpy", 13, 30),
    ("pyo3", 13, PYO3_MINOR),
    ("pyo3-async-runtimes", 21, 30),
    ("pyo3-asyncio", 13, 20),
    ("pyo3-ffi", 16, PYO3_MINOR),
    ("pythonize", 13, 29),
];

/// A release (0.x) of a crate, and the first and the last PyO3 (0.x) that it takes.
type Release = (u64, u64, u64);

/// The crates that count otherwise.
#[rustfmt::skip]
const OTHERS: [(&str, &[Release]); 5] = [
    ("pyo3-arrow", &[
        (5, 22, 22), (6, 23, 23), (7, 23, 23), (8, 24, 24), (9, 24, 24), (10, 25, 25), (11, 25, 25), (12, 26, 26),
        (13, 27, 27), (14, 26, 26), (15, 27, 27), (16, 28, 28), (17, 28, 28), (18, 28, 28), (19, 29, 29), (20, 30, 30),
    ]),
    ("pyo3-file", &[
        (7, 18, 19), (8, 21, 21), (9, 22, 22), (10, 23, 23), (11, 24, 24), (12, 24, 24), (13, 25, 25), (14, 26, 26),
        (15, 27, 27), (16, 28, 28), (17, 29, 29), (18, 30, 30),
    ]),
    ("pyo3-log", &[(8, 14, 20), (9, 15, 20), (10, 21, 21), (11, 21, 22), (12, 23, 25), (13, 26, 30)]),
    ("pyo3-object_store", &[
        (2, 24, 24), (3, 23, 23), (4, 24, 24), (5, 25, 25), (6, 26, 26), (7, 27, 27), (8, 27, 27), (9, 28, 28),
        (10, 28, 28), (11, 29, 29), (12, 29, 29), (13, 30, 30),
    ]),
    ("pyo3-polars", &[
        (16, 22, 22), (17, 22, 22), (18, 21, 21), (19, 22, 22), (20, 23, 23), (21, 24, 24), (22, 25, 25), (23, 25, 25),
        (24, 25, 25), (25, 26, 26), (26, 27, 27), (27, 28, 28), (28, 29, 29),
    ]),
];

/// The minor versions of PyO3 with which a version of the crate `name` can be built.
///
/// `None` for a crate that is not known, or where the requirement allows only versions that are not known.
pub fn pyo3_of(name: &str, requirement: &VersionReq) -> Option<BTreeSet<u64>> {
    let same = SAME.iter().find(|(known, ..)| *known == name);
    let same = same.map(|(_, first, last)| (*first..=*last).map(|minor| (minor, minor, minor)).collect());
    let other = OTHERS.iter().find(|(known, _)| *known == name);
    let releases: Vec<Release> = same.or_else(|| other.map(|(_, releases)| releases.to_vec()))?;
    let named = requirement.comparators.iter().filter_map(|part| part.patch);
    // From the patch after the last that is named on, all are the same.
    let last = named
        .max()
        .map_or(0, |patch| patch.saturating_add(1))
        .min(PATCHES);
    let allows = |minor: u64| {
        let mut patches = 0..=last;
        patches.any(|patch| requirement.matches(&Version::new(0, minor, patch)))
    };
    let newest_release = releases.iter().map(|(minor, ..)| *minor).max()?;
    let is_open =
        (newest_release + 1..newest_release + 40).any(allows) || requirement.matches(&Version::new(1, 0, 0));
    let newest = releases.iter().map(|(.., newest)| *newest).max()?;
    let known = releases.iter().filter(|(minor, ..)| allows(*minor));
    let known = known.flat_map(|(_, oldest, newest)| *oldest..=*newest);
    let later = (newest..=LATER).filter(|_| is_open);
    let minors: BTreeSet<u64> = known.chain(later).collect();
    (!minors.is_empty()).then_some(minors)
}

/// Minor versions of PyO3 in words.
pub fn words(minors: &BTreeSet<u64>) -> String {
    match (minors.first(), minors.last()) {
        (Some(first), Some(last)) if *last == LATER => format!("0.{first} or later"),
        (Some(first), Some(last)) if first != last => format!("0.{first} to 0.{last}"),
        (Some(first), _) => format!("0.{first}"),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_release_wants_its_pyo3() {
        for (name, requirement, wanted) in [
            ("pyo3", "0.29", Some("0.29")),
            ("pyo3", ">=0.28, <0.31", Some("0.28 to 0.30")),
            ("pyo3", ">=0.29", Some("0.29 or later")),
            ("pythonize", "0.29", Some("0.29")),
            ("pythonize", "0.30", Some("0.29 or later")),
            ("pyo3-log", "0.12.1", Some("0.23 to 0.25")),
            ("pyo3-log", "0.2", None),
            ("numpy", "=0.27.1", Some("0.27")),
            ("serde", "1", None),
        ] {
            let minors = pyo3_of(name, &requirement.parse().expect("a requirement"));
            assert_eq!(
                minors.as_ref().map(words).as_deref(),
                wanted,
                "{name} {requirement}"
            );
        }
    }
}
