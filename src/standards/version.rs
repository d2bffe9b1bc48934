//! Versions in their two spellings: Cargo's SemVer and Python's PEP 440.

use pep440_rs::{Version, VersionSpecifiers};

/// More bug-fix releases than any Python has had.
const PATCHES: u64 = 40;

/// The PEP 440 form of a Cargo version, as maturin computes it; `None` if there is none.
///
/// maturin gives Cargo's text to a PEP 440 parser: `1.2.3-alpha.1` is `1.2.3a1`, `-nightly.3` is nothing.
pub fn to_pep440(cargo: &str) -> Option<Version> {
    cargo.parse().ok()
}

/// The Cargo (SemVer) spelling of a PEP 440 version; `None` if it has none, as what comes after a release.
pub fn to_semver(version: &Version) -> Option<String> {
    use pep440_rs::PrereleaseKind;
    if version.epoch() != 0 || version.release().len() > 3 || version.is_post() {
        return None;
    }
    let part = |index| version.release().get(index).copied().unwrap_or(0);
    let mut text = format!("{}.{}.{}", part(0), part(1), part(2));
    let mut suffixes: Vec<String> = Vec::new();
    if let Some(pre) = version.pre() {
        let kind = match pre.kind {
            PrereleaseKind::Alpha => "alpha",
            PrereleaseKind::Beta => "beta",
            PrereleaseKind::Rc => "rc",
        };
        suffixes.push(format!("{kind}.{}", pre.number));
    }
    suffixes.extend(version.dev().map(|number| format!("dev.{number}")));
    match suffixes.as_slice() {
        [] => {}
        [suffix] => text = format!("{text}-{suffix}"),
        _ => return None, // SemVer orders `alpha.1.dev.2` after `alpha.1`
    }
    for (index, segment) in version.local().iter().enumerate() {
        text.push(if index == 0 { '+' } else { '.' });
        text.push_str(&segment.to_string());
    }
    semver::Version::parse(&text).ok()?;
    Some(text)
}

/// Whether a version says only "look elsewhere": release tools and CI write the real one.
pub fn is_placeholder(version: &Version) -> bool {
    let release = version.release();
    let zeros = release.iter().all(|part| *part == 0) || release == [0, 0, 1];
    let is_year = |number: &u64| (1990..2200).contains(number);
    zeros
        || release
            .first()
            .is_some_and(|major| *major >= 999 && !is_year(major))
}

/// Whether two versions look like two states of one numbering, rather than two numberings.
///
/// So they do if they agree in the major and nearly in the minor number, or if one of them is the next major release.
pub fn same_numbering(one: &Version, other: &Version) -> bool {
    if one.epoch() != other.epoch() || is_placeholder(one) || is_placeholder(other) {
        return false;
    }
    let part = |version: &Version, index| version.release().get(index).copied().unwrap_or(0);
    let (old, new) = if one < other { (one, other) } else { (other, one) };
    match (part(old, 0), part(new, 0)) {
        (major, next) if major == next => part(old, 1).abs_diff(part(new, 1)) <= 3,
        (major, next) => major > 0 && next == major + 1 && part(new, 1) == 0,
    }
}

/// Whether two versions are the same release, packaged once more in one of them.
pub fn same_release(one: &Version, other: &Version) -> bool {
    one.clone().with_post(None) == other.clone().with_post(None)
}

/// Whether `text` is a [version specifier](https://packaging.python.org/en/latest/specifications/version-specifiers/).
pub fn is_specifiers(text: &str) -> bool {
    text.parse::<VersionSpecifiers>().is_ok()
}

/// Whether some release of the Python `major.minor` is allowed.
pub fn allows(specifiers: &VersionSpecifiers, major: u64, minor: u64) -> bool {
    let named = specifiers
        .iter()
        .filter_map(|specifier| specifier.version().release().get(2).copied());
    // From the patch after the last that is named on, all are the same.
    let last = named
        .max()
        .map_or(1, |patch| patch.saturating_add(1))
        .min(PATCHES);
    (0..=last).any(|patch| specifiers.contains(&Version::new([major, minor, patch])))
}

/// A version specifier, or a requirement that holds one, quoted or not, with `to` in the place of its lower bound `floor`.
///
/// `None` where the bound is not written as `>=` and that version.
pub fn raised(text: &str, floor: &Version, to: &str) -> Option<String> {
    let (before, bound) = text.split_once(">=")?;
    let blanks = bound.len() - bound.trim_start().len();
    let length = bound[blanks..]
        .find([',', ';', ')', ' ', '"', '\''])
        .unwrap_or(bound.len() - blanks);
    let (old, after) = bound[blanks..].split_at(length);
    let is_floor = old.parse().is_ok_and(|version: Version| version == *floor);
    is_floor.then(|| format!("{before}>={}{to}{after}", &bound[..blanks]))
}

/// The lowest version that a Cargo requirement such as `0.30`, `>=0.29, <0.31` or `=0.28.1` allows.
pub fn lower_bound(requirement: &str) -> Option<semver::Version> {
    use semver::Op;
    let requirement = semver::VersionReq::parse(requirement).ok()?;
    let lowest = |part: &semver::Comparator| {
        semver::Version::new(part.major, part.minor.unwrap_or(0), part.patch.unwrap_or(0))
    };
    let bounds = requirement.comparators.iter();
    bounds
        .filter(|part| !matches!(part.op, Op::Less | Op::LessEq))
        .map(lowest)
        .max()
}

/// Whether a Cargo requirement allows versions below `version`, and none from there on.
pub fn stays_below(requirement: &str, version: &semver::Version) -> bool {
    let begins_below = lower_bound(requirement).is_none_or(|bound| bound < *version);
    // What is allowed is one range: it reaches beyond a version only if it holds that version.
    let parsed = semver::VersionReq::parse(requirement);
    begins_below && parsed.is_ok_and(|requirement| !requirement.matches(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().expect("a version")
    }

    #[test]
    fn both_spellings_of_each_kind() {
        for (cargo, python) in [
            ("1.2.3", "1.2.3"),
            ("1.2.3-alpha.1", "1.2.3a1"),
            ("1.2.3-rc.4", "1.2.3rc4"),
            ("1.2.3-dev.5", "1.2.3.dev5"),
        ] {
            assert_eq!(to_pep440(cargo), Some(version(python)));
            assert_eq!(to_semver(&version(python)).as_deref(), Some(cargo));
        }
        assert_eq!(to_pep440("1.0.0-nightly.3"), None);
        assert_eq!(to_pep440("1.0.0-alpha.1.2"), None);
        assert_eq!(to_pep440("1.2.3-post.1"), Some(version("1.2.3.post1")));
        assert_eq!(to_semver(&version("1.2.3+ab.4")).as_deref(), Some("1.2.3+ab.4"));
        for without in ["1!2.0", "1.2.3.4", "1.2.3.post1", "1.2.3a1.dev2"] {
            assert_eq!(to_semver(&version(without)), None);
        }
    }

    #[test]
    fn separate_numberings_are_told_apart() {
        for (one, other, same) in [
            ("0.2.0", "0.1.0", true),
            ("2.12.0rc1", "2.12.0", true),
            ("10.4.2", "0.1.0", false),
            ("1.4.0", "0.0.0", false),
            ("1!2.0", "2.0.0", false),
            ("999.0.0", "998.0.0", false),
            ("2026.6.3", "2026.5.0", true),
            ("1.9.3", "2.0.0", true),
            ("1.0.0", "2.4.0", false),
            ("0.9.0", "1.0.0", false),
            ("0.1.0", "0.0.1", false),
            ("1.4.0", "1.1.0", true),
            ("1.5.0", "1.1.0", false),
            ("1.9.3", "2.1.0", false),
            ("1.9.3", "3.0.0", false),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert_eq!(
                    same_numbering(&version(one), &version(other)),
                    same,
                    "{one} {other}"
                );
            }
        }
    }

    #[test]
    fn a_python_is_allowed_if_any_of_its_patches_is() {
        for text in [
            ">=3.11",
            ">3.11",
            "==3.11",
            "!=3.11",
            "!=3.11.*",
            "<=3.11",
            "~=3.11.2",
            "==3.11.9",
            ">3.11.9",
            "<3.11.1",
            ">=3.11.4,<3.12,!=3.11.4",
            ">=3.11.12,<3.11.13",
        ] {
            let specifiers: VersionSpecifiers = text.parse().expect("specifiers");
            for minor in 10..13 {
                let is_one = |patch| specifiers.contains(&version(&format!("3.{minor}.{patch}")));
                assert_eq!(
                    allows(&specifiers, 3, minor),
                    (0..PATCHES).any(is_one),
                    "{text} {minor}"
                );
            }
        }
    }

    #[test]
    fn lower_bounds_of_requirements() {
        for (requirement, bound) in [
            ("0.30", "0.30.0"),
            (">=0.29, <0.31", "0.29.0"),
            ("=0.28.1", "0.28.1"),
            (">=0.20, >=0.29", "0.29.0"),
            (">=0.29, >=0.20", "0.29.0"),
        ] {
            assert_eq!(
                lower_bound(requirement).map(|bound| bound.to_string()).as_deref(),
                Some(bound)
            );
        }
        assert_eq!(lower_bound("<2"), None);
    }

    #[test]
    fn requirements_that_stay_below_a_version() {
        for (requirement, below) in [
            ("0.25", true),
            ("=0.25.1", true),
            (">=0.20, <0.26", true),
            ("<0.26", true),
            (">=0.20, <0.31", false),
            (">=0.20", false),
            ("*", false),
            ("0.26", false),
            (">0.26.0", false),
            ("0.30", false),
            ("not a requirement", false),
        ] {
            let version = semver::Version::new(0, 26, 0);
            assert_eq!(stays_below(requirement, &version), below, "{requirement}");
        }
    }

    #[test]
    fn only_the_lower_bound_is_raised() {
        let raised = |text| raised(text, &version("3.7"), "3.11");
        for (before, after) in [
            (">=3.7", ">=3.11"),
            (" <4 ,>= 3.7.0, !=3.8", " <4 ,>= 3.11, !=3.8"),
            (
                "maturin[zig]>=3.7,<4; os_name == 'nt'",
                "maturin[zig]>=3.11,<4; os_name == 'nt'",
            ),
        ] {
            assert_eq!(raised(before).as_deref(), Some(after));
        }
        assert_eq!(raised("'>=3.7'").as_deref(), Some("'>=3.11'"));
        assert_eq!(raised("~=3.7"), None);
        assert_eq!(raised(">=3.6,>=3.7"), None);
    }
}
