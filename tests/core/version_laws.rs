//! Laws of the two spellings of a version, on versions drawn at random.

use crate::drawn::Draw;
use ironwheel::standards::version::{same_numbering, to_pep440, to_semver};
use pep440_rs::Version;

/// How many versions are drawn.
const CASES: u64 = 5_000;

/// A version by PEP 440, in any of its spellings.
fn version(draw: &mut Draw) -> String {
    let mut text = String::new();
    if draw.one_in(8) {
        text += "v";
    }
    if draw.one_in(12) {
        text += "1!";
    }
    let parts = 1 + draw.below(4);
    let release: Vec<String> = (0..parts)
        .map(|_| draw.of(&[0, 1, 2, 10, 2026]).to_string())
        .collect();
    text += &release.join(".");
    if draw.one_in(3) {
        text += draw.of(&["", "-", ".", "_"]);
        text += draw.of(&["a", "alpha", "b", "beta", "c", "rc", "pre", "preview"]);
        text += draw.of(&["", "0", "1", ".2", "-3"]);
    }
    if draw.one_in(6) {
        text += draw.of(&[".post1", "-1", ".rev2", "post"]);
    }
    if draw.one_in(6) {
        text += draw.of(&[".dev0", "-dev.4", "dev"]);
    }
    if draw.one_in(8) {
        text += draw.of(&["+abc", "+1.2", "+linux_x86-64"]);
    }
    text
}

#[test]
fn what_cargo_can_spell_means_the_same_to_python() {
    let mut spelled = 0;
    for seed in 0..CASES {
        let text = version(&mut Draw::seeded(seed));
        let parsed: Version = text.parse().expect("a version by PEP 440");
        assert_eq!(
            to_pep440(&parsed.to_string()),
            Some(parsed.clone()),
            "seed {seed}: {text}"
        );
        let Some(cargo) = to_semver(&parsed) else { continue };
        spelled += 1;
        semver::Version::parse(&cargo).expect("a version of cargo");
        assert_eq!(to_pep440(&cargo), Some(parsed), "seed {seed}: {text} is {cargo}");
    }
    assert!(spelled > CASES / 4, "most have both spellings: {spelled}");
}

#[test]
fn cargo_and_python_order_pre_releases_and_releases_alike() {
    for seed in 0..CASES {
        let mut draw = Draw::seeded(seed);
        let [one, other] = [(); 2].map(|()| version(&mut draw).parse::<Version>().expect("a version"));
        if one.is_dev() || other.is_dev() || one.is_local() || other.is_local() {
            continue; // SemVer puts `dev` between `beta` and `rc`, and does not order build metadata
        }
        if let (Some(first), Some(second)) = (to_semver(&one), to_semver(&other)) {
            let semver = |text: &str| semver::Version::parse(text).expect("a version of cargo");
            assert_eq!(
                semver(&first).cmp(&semver(&second)),
                one.cmp(&other),
                "seed {seed}: {first}, {second}"
            );
        }
    }
}

#[test]
fn one_numbering_is_one_from_either_side() {
    for seed in 0..CASES {
        let mut draw = Draw::seeded(seed);
        let [one, other] = [(); 2].map(|()| version(&mut draw).parse::<Version>().expect("a version"));
        assert_eq!(
            same_numbering(&one, &other),
            same_numbering(&other, &one),
            "seed {seed}: {one}, {other}"
        );
    }
}
