//! The next version: what `--bump` makes of one, as [uv](https://docs.astral.sh/uv/guides/package/) does it.
//!
//! A part that comes earlier in `major`, `minor`, `patch`, `stable`, pre-release, `post`, `dev` clears those after it; a
//! part that is not there begins with 1; no result is older than what it was made of.

use std::str::FromStr;

use pep440_rs::{Prerelease, PrereleaseKind, Version};

use crate::release::refusal::Refusal;

/// A part of a version, in the order in which they are raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A number of the release: the first, the second or the third.
    Number(usize),
    /// Nothing behind the release.
    Stable,
    /// A pre-release of a kind.
    Pre(PrereleaseKind),
    /// A post-release.
    Post,
    /// A development release.
    Dev,
}

/// The names of the parts.
pub const PARTS: [(&str, Part); 9] = [
    ("major", Part::Number(0)),
    ("minor", Part::Number(1)),
    ("patch", Part::Number(2)),
    ("stable", Part::Stable),
    ("alpha", Part::Pre(PrereleaseKind::Alpha)),
    ("beta", Part::Pre(PrereleaseKind::Beta)),
    ("rc", Part::Pre(PrereleaseKind::Rc)),
    ("post", Part::Post),
    ("dev", Part::Dev),
];

/// One `--bump`: a part, and the number that it is set to, if not the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bump {
    part: Part,
    value: Option<u64>,
}

impl FromStr for Bump {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let refuse = |message: String| {
            let names = PARTS.map(|(name, _)| name).join(", ");
            Refusal::new(message, format!("choose from: {names}; `minor=5` sets a number"))
        };
        let known = PARTS.into_iter().find(|(known, _)| *known == name);
        let (_, part) =
            known.ok_or_else(|| refuse(format!("--bump: `{name}` is not a part of a version")))?;
        let number = value.map(str::parse).transpose();
        let value = number.map_err(|_| refuse(format!("--bump: `{text}` does not set a number")))?;
        if part == Part::Stable && value.is_some() {
            return Err(refuse("--bump: `stable` has no number".to_owned()));
        }
        Ok(Self { part, value })
    }
}

/// A version after all of `bumps`, in whatever order they are given, and what to say about it.
pub fn bumped(version: &Version, bumps: &[Bump]) -> Result<(Version, Option<String>), Refusal> {
    let mut sorted = bumps.to_vec();
    sorted.sort();
    expect_compatible(&sorted)?;
    let old = version.clone().without_local();
    let new = sorted.iter().fold(old.clone(), raised);
    if new <= old {
        return Err(not_growing(&old, &new, &sorted));
    }
    Ok((new, stable_instead(&old, &sorted)))
}

fn expect_compatible(sorted: &[Bump]) -> Result<(), Refusal> {
    let is_number = |bump: &&Bump| matches!(bump.part, Part::Number(_));
    let is_pre = |bump: &&Bump| matches!(bump.part, Part::Pre(_) | Part::Dev);
    let is_alone = |bump: &&Bump| matches!(bump.part, Part::Stable | Part::Post);
    let count = |is: fn(&&Bump) -> bool| sorted.iter().filter(is).count();
    let wrong = if count(is_number) > 1 {
        "`major`, `minor` and `patch` cannot be combined"
    } else if count(is_pre) > 1 {
        "`alpha`, `beta`, `rc` and `dev` cannot be combined"
    } else if sorted.len() > 1 && count(is_alone) > 0 {
        "`stable` and `post` cannot be combined with other parts"
    } else {
        return Ok(());
    };
    Err(Refusal::new(format!("--bump: {wrong}"), "give one of them"))
}

fn raised(version: Version, bump: &Bump) -> Version {
    let next = |number: Option<u64>| {
        bump.value
            .unwrap_or_else(|| number.map_or(1, |number| number.saturating_add(1)))
    };
    match bump.part {
        Part::Number(index) => {
            let old = version.release();
            let length = old.len().max(index + 1);
            let number = |at: usize| match at.cmp(&index) {
                std::cmp::Ordering::Less => old.get(at).copied().unwrap_or(0),
                std::cmp::Ordering::Equal => next(Some(old.get(at).copied().unwrap_or(0))),
                std::cmp::Ordering::Greater => 0,
            };
            let release: Vec<u64> = (0..length).map(number).collect();
            Version::new(release).with_epoch(version.epoch())
        }
        Part::Stable => version.with_pre(None).with_post(None).with_dev(None),
        Part::Pre(kind) => {
            let same = version.pre().filter(|pre| pre.kind == kind);
            let number = next(same.map(|pre| pre.number));
            version
                .with_post(None)
                .with_dev(None)
                .with_pre(Some(Prerelease { kind, number }))
        }
        Part::Post => {
            let number = next(version.post());
            version.with_dev(None).with_post(Some(number))
        }
        Part::Dev => {
            let number = next(version.dev());
            version.with_dev(Some(number))
        }
    }
}

/// Why a bump that leads downwards is refused: what begins before a release needs the release that it leads to.
fn not_growing(old: &Version, new: &Version, sorted: &[Bump]) -> Refusal {
    let names = sorted.iter().map(name).collect::<Vec<_>>();
    let message = format!(
        "--bump {} would make `{new}` of `{old}`, which is not newer",
        names.join(" --bump ")
    );
    let is_before = |bump: &Bump| matches!(bump.part, Part::Pre(_) | Part::Dev);
    let with_patch: Vec<Bump> = std::iter::once(Bump {
        part: Part::Number(2),
        value: None,
    })
    .chain(sorted.iter().copied())
    .collect();
    let hint = if sorted.iter().all(is_before) {
        let result = with_patch.iter().fold(old.clone(), raised);
        let command = with_patch.iter().map(|bump| format!(" --bump {}", name(bump)));
        let command: String = command.collect();
        format!(
            "`{{program}} version{command}` makes `{result}`; `minor` and `major` instead of `patch` do likewise"
        )
    } else {
        "name the version that you want: `{program} version VERSION`".to_owned()
    };
    Refusal::new(message, hint)
}

/// What to say of a number that is raised on a pre-release, of which others would make the release that it leads to.
fn stable_instead(old: &Version, sorted: &[Bump]) -> Option<String> {
    let [
        Bump {
            part: Part::Number(index),
            value: None,
        },
    ] = sorted
    else {
        return None;
    };
    let rest_is_zero = old.release().iter().skip(index + 1).all(|part| *part == 0);
    let stable = old.clone().with_pre(None).with_post(None).with_dev(None);
    (old.any_prerelease() && rest_is_zero)
        .then(|| format!("`--bump stable` would make `{stable}` of `{old}`"))
}

fn name(bump: &Bump) -> String {
    let named = PARTS.iter().find(|(_, part)| *part == bump.part);
    let name = named.map_or("", |(name, _)| name);
    match bump.value {
        Some(value) => format!("{name}={value}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(version: &str, bumps: &str) -> Result<String, Refusal> {
        let bumps = bumps
            .split(' ')
            .map(str::parse)
            .collect::<Result<Vec<Bump>, _>>()?;
        let (new, _) = bumped(&version.parse().expect("a version"), &bumps)?;
        Ok(new.to_string())
    }

    #[test]
    fn the_next_version_of_each_kind() {
        const NO: &str = "refused";
        let columns = [
            "major",
            "minor",
            "patch",
            "stable",
            "alpha",
            "beta",
            "rc",
            "post",
            "dev",
            "minor alpha",
            "patch dev",
        ];
        #[rustfmt::skip]
        let table = [
            ("1.2.3", ["2.0.0", "1.3.0", "1.2.4", NO, NO, NO, NO, "1.2.3.post1", NO, "1.3.0a1", "1.2.4.dev1"]),
            ("1.2.3a1", ["2.0.0", "1.3.0", "1.2.4", "1.2.3", "1.2.3a2", "1.2.3b1", "1.2.3rc1", "1.2.3a1.post1", NO, "1.3.0a1", "1.2.4.dev1"]),
            ("1.2.3rc1", ["2.0.0", "1.3.0", "1.2.4", "1.2.3", NO, NO, "1.2.3rc2", "1.2.3rc1.post1", NO, "1.3.0a1", "1.2.4.dev1"]),
            ("1.2.3.dev4", ["2.0.0", "1.3.0", "1.2.4", "1.2.3", "1.2.3a1", "1.2.3b1", "1.2.3rc1", "1.2.3.post1", "1.2.3.dev5", "1.3.0a1", "1.2.4.dev1"]),
            ("1.2.3.post1", ["2.0.0", "1.3.0", "1.2.4", NO, NO, NO, NO, "1.2.3.post2", NO, "1.3.0a1", "1.2.4.dev1"]),
            ("1.3.0rc1", ["2.0.0", "1.4.0", "1.3.1", "1.3.0", NO, NO, "1.3.0rc2", "1.3.0rc1.post1", NO, "1.4.0a1", "1.3.1.dev1"]),
            ("1.2", ["2.0", "1.3", "1.2.1", NO, NO, NO, NO, "1.2.post1", NO, "1.3a1", "1.2.1.dev1"]),
            ("1.2.3.4", ["2.0.0.0", "1.3.0.0", "1.2.4.0", NO, NO, NO, NO, "1.2.3.4.post1", NO, "1.3.0.0a1", "1.2.4.0.dev1"]),
            ("1!1.2.3", ["1!2.0.0", "1!1.3.0", "1!1.2.4", NO, NO, NO, NO, "1!1.2.3.post1", NO, "1!1.3.0a1", "1!1.2.4.dev1"]),
            ("1.2.3+local.1", ["2.0.0", "1.3.0", "1.2.4", NO, NO, NO, NO, "1.2.3.post1", NO, "1.3.0a1", "1.2.4.dev1"]),
        ];
        for (version, row) in table {
            for (bumps, expected) in columns.into_iter().zip(row) {
                let made = result(version, bumps).unwrap_or_else(|_| NO.to_owned());
                assert_eq!(made, expected, "{version} --bump {bumps}");
            }
        }
    }

    #[test]
    fn parts_may_be_set_and_come_in_any_order() {
        for (version, bumps, expected) in [
            ("1.2.3", "minor=5", "1.5.0"),
            ("1.2.3", "rc=5 minor", "1.3.0rc5"),
            ("1.2.3rc1", "dev patch", "1.2.4.dev1"),
        ] {
            assert_eq!(result(version, bumps).as_deref(), Ok(expected));
        }
        for (version, bumps) in [
            ("1.2.3", "minor patch"),
            ("1.2.3", "patch alpha rc"),
            ("1.2.3", "patch alpha dev"),
            ("1.2.3a1", "stable dev"),
            ("1.2.3", "patch post"),
            ("1.2.3", "minor=1"),
            ("1.2.3", "rc=5"),
            ("1.2.3", "stable=1"),
            ("1.2.3", "minor=x"),
            ("1.2.3", "micro"),
        ] {
            assert!(result(version, bumps).is_err(), "{version} --bump {bumps}");
        }
    }

    #[test]
    fn a_bare_pre_release_is_refused_with_the_full_command() {
        let refusal = result("1.2.3", "rc").expect_err("it leads downwards");
        assert!(
            refusal
                .hint
                .contains("version --bump patch --bump rc` makes `1.2.4rc1`"),
            "{refusal:?}"
        );
        let refusal = result("1.2.3a1", "dev").expect_err("it leads downwards");
        assert!(
            refusal
                .hint
                .contains("version --bump patch --bump dev` makes `1.2.4.dev1`"),
            "{refusal:?}"
        );
    }

    #[test]
    fn a_number_that_is_raised_on_a_pre_release_is_explained() {
        for (version, bumps, told) in [
            ("1.2.3rc1", "patch", true),
            ("1.3.0rc1", "minor", true),
            ("1.3.1rc1", "minor", false),
            ("2.0.0.dev1", "major", true),
            ("1.2.3", "patch", false),
        ] {
            let bump = bumps.parse().expect("a bump");
            let (_, note) = bumped(&version.parse().expect("a version"), &[bump]).expect("it grows");
            assert_eq!(note.is_some(), told, "{version} {bumps}");
        }
    }
}
