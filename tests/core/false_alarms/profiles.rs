//! Profiles and patches that cargo takes, passes over or refuses.

use crate::said::{BUILD, CI, CRATE, built, job, pyproject, repaired_at, script, silent, speaks};

#[test]
fn a_profile_may_be_defined_anywhere_that_cargo_reads() {
    let rule = "cargo/profile-undefined";
    let own = format!("{CRATE}[profile.dist]\ninherits = \"release\"\n");
    let (build, variable) = (
        script("maturin build --profile dist"),
        job("      - run: maturin build\n        env: { CARGO_PROFILE_DIST_INHERITS: release }\n"),
    );
    for (maturin, cargo, others) in [
        ("profile = \"dev\"", CRATE, vec![]),
        ("profile = \"bench\"", CRATE, vec![]),
        ("profile = \"dist\"", own.as_str(), vec![(CI, build.as_str())]),
        (
            "profile = \"dist\"",
            CRATE,
            vec![(".cargo/config.toml", "[profile.dist]\ninherits = \"release\"\n")],
        ),
        ("profile = \"dist\"", CRATE, vec![(CI, variable.as_str())]),
        (
            "profile = \"dist\"\nconfig = [\"profile.dist.inherits='release'\"]",
            CRATE,
            vec![],
        ),
    ] {
        assert_eq!(built(rule, maturin, cargo, &others), "", "{maturin}");
    }
    for (maturin, severity, others) in [
        ("profile = \"dist\"", "error", vec![]),
        ("editable-profile = \"dist\"", "warning", vec![]),
        ("strip = true", "error", vec![(CI, build.as_str())]),
    ] {
        let dist = format!("{severity}[cargo/profile-undefined] `Cargo.toml` defines no profile `dist`");
        assert!(built(rule, maturin, CRATE, &others).contains(&dist), "{maturin}");
    }
    let manifest = pyproject("[tool.maturin]\nprofile = \"relase\"\n");
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", CRATE)];
    assert!(repaired_at("pyproject.toml", rule, &files).contains("profile = \"release\""));
}

#[test]
fn the_profile_for_wheels_is_left_alone_where_it_is_not_one() {
    let rule = "cargo/release-profile";
    for name in ["bench", "dev", "dist", "test"] {
        assert_eq!(built(rule, &format!("profile = \"{name}\""), CRATE, &[]), "");
    }
    let release = "[profile.release]\nlto = true\ncodegen-units = 1\n";
    for rest in [
        "split-debuginfo = \"packed\"\n",
        "[profile.symbols]\ninherits = \"release\"\ndebug = true\n",
    ] {
        assert_eq!(
            built(rule, "strip = false", &format!("{CRATE}{release}{rest}"), &[]),
            ""
        );
        let files = [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", &format!("{CRATE}{release}{rest}")),
        ];
        silent(rule, &files);
    }
    let own = "[profile.dist]\ninherits = \"release\"\nlto = true\n";
    let said = built(rule, "profile = \"dist\"", &format!("{CRATE}{own}"), &[]);
    assert!(
        said.contains("`profile.dist` does not set `codegen-units`, `strip`"),
        "{said}"
    );
}

#[test]
fn a_profile_of_a_member_moves_only_if_cargo_takes_it_in_the_root() {
    let rule = "cargo/profile-ignored";
    let manifest = pyproject("[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let root = "[workspace]\nmembers = [\"py\"]\n";
    for (profile, moves) in [
        ("[profile.dist]\nlto = true\n", false),
        ("[profile.dist]\ninherits = \"release\"\n", true),
        ("[profile.release]\nlto = true\n", true),
    ] {
        let member = format!("{CRATE}{profile}");
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", root),
            ("py/Cargo.toml", &member),
        ];
        let after = repaired_at("Cargo.toml", rule, &files);
        assert_eq!(after.contains(profile), moves, "{profile}");
    }
}

#[test]
fn cargo_takes_what_a_profile_may_have() {
    let rule = "cargo/profile-refused";
    for (profile, refused) in [
        ("[profile.bench]\nlto = true\n", ""),
        ("[profile.bench]\ninherits = \"dev\"\n", ""),
        (
            "[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"dev\"\n",
            "",
        ),
        ("[profile.dev.package.x]\nopt-level = 3\nstrip = true\n", ""),
        (
            "[profile.dev.build-override]\npanic = \"abort\"\n",
            "`panic` for build scripts",
        ),
        (
            "[profile.dev.package.x]\nrpath = true\n",
            "`rpath` for a single package",
        ),
        (
            "[profile.release]\ninherits = \"dev\"\n",
            "`inherits` in `profile.release`",
        ),
        (
            "[profile.debug]\ninherits = \"dev\"\n",
            "the name `debug` for itself",
        ),
        ("[profile.a]\ninherits = \"b\"\n", "`profile.b` is not defined"),
    ] {
        let said = built(rule, "", &format!("{CRATE}{profile}"), &[]);
        assert_eq!(said.is_empty(), refused.is_empty(), "{profile}: {said}");
        assert!(said.contains(refused), "{profile}: {said}");
    }
    // Cargo puts the profiles of its configuration together with those of the manifest.
    let config = (".cargo/config.toml", "[profile.b]\ninherits = \"release\"\n");
    for profile in ["[profile.a]\ninherits = \"b\"\n", "[profile.b]\nlto = true\n"] {
        assert_eq!(
            built(rule, "", &format!("{CRATE}{profile}"), &[config]),
            "",
            "{profile}"
        );
    }
}

#[test]
fn what_the_root_has_too_is_not_lost_in_a_member() {
    let rule = "cargo/patch-ignored";
    let manifest = pyproject("[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    for (root, member, severity) in [
        ("", "[patch.crates-io]\na = { path = \"a\" }\n", "warning"),
        (
            "[patch.crates-io]\na = { path = \"a\" }\n",
            "[patch.crates-io]\na = { path = \"a\" }\n",
            "info",
        ),
        ("", "[package]\nresolver = \"2\"\n", "warning"),
        ("resolver = \"2\"\n", "[package]\nresolver = \"2\"\n", "info"),
        ("", "[replace]\n\"a:1.0.0\" = { path = \"a\" }\n", "warning"),
    ] {
        let root = format!("[workspace]\nmembers = [\"py\"]\n{root}");
        let member = match member.strip_prefix("[package]\n") {
            Some(rest) => format!("{CRATE}{rest}"),
            None => format!("{CRATE}{member}"),
        };
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &root),
            ("py/Cargo.toml", &member),
        ];
        speaks(rule, severity, &files);
    }
    silent(
        rule,
        &[
            ("pyproject.toml", BUILD),
            (
                "Cargo.toml",
                &format!("{CRATE}[patch.crates-io]\na.path = \"a\"\n"),
            ),
        ],
    );
}
