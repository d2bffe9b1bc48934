//! What good projects do and the rules about Cargo and maturin must not complain about; and what they must see.

use ironwheel::engine::check::run;
use ironwheel::engine::fix::repair;
use ironwheel::project::Project;
use ironwheel::text::edit::Applicability;
use ironwheel::tree::Tree;

use crate::said::{BUILD, CRATE, only, pyproject, read, repaired, requiring, says, silent, speaks};

#[test]
fn profiles_count_where_cargo_reads_them() {
    let rule = "cargo/profile-ignored";
    let member = format!("{CRATE}[profile.release]\nlto = true\n");
    let path = pyproject("[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let files = |root| {
        [
            ("pyproject.toml", path.as_str()),
            ("Cargo.toml", root),
            ("py/Cargo.toml", &member),
        ]
    };
    silent(
        rule,
        &files("[workspace]\nmembers = [\"*\"]\nexclude = [\"py\"]\n"),
    );
    silent(rule, &files("[workspace]\nmembers = [\"other\"]\n"));
    silent(
        rule,
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", &format!("{member}[workspace]\n")),
        ],
    );
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &member)]);
    speaks(
        rule,
        "py/Cargo.toml:4:10",
        &files("[workspace]\nmembers = [\"p*\"]\n"),
    );
    let set = "[workspace]\nmembers = [\"py\"]\n[profile.release]\nlto = false\n";
    speaks(rule, "ignored", &files(set));
    let kept = repair(read(&files(set)), &only(rule), Applicability::Unsafe);
    assert!(kept.changes.is_empty(), "the profile of the root stays");
}

#[test]
fn a_workspace_above_the_project_is_found_by_its_patterns() {
    let top = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("workspace [above]");
    let put = |path: &str, text: &str| {
        let path = top.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    };
    put("crates/py/pyproject.toml", BUILD);
    put(
        "crates/py/Cargo.toml",
        &format!("{CRATE}[profile.release]\nlto = true\n"),
    );
    for (root, member) in [
        ("members = [\"crates/*\"]\n", true),
        ("members = [\"crates/py\"]\nexclude = [\"crates\"]\n", true),
        ("members = [\"crates/*\"]\nexclude = [\"crates/py\"]\n", false),
        ("[dependencies]\ndemo = { path = \"crates/py\" }\n", true),
        ("members = [\"py\"]\n", false),
    ] {
        put("Cargo.toml", &format!("[workspace]\n{root}"));
        let project = Project::read(Tree::disk(&top.join("crates/py"))).expect("a maturin project");
        let found = run(&project, &only("cargo/profile-ignored"));
        assert_eq!(!found.is_empty(), member, "{root}");
        assert!(
            found.iter().all(|finding| finding.fix.is_none()),
            "nothing outside the project is changed"
        );
    }
}

#[test]
fn a_release_profile_that_decides_is_left_alone() {
    let rule = "cargo/release-profile";
    let cargo = |rest: &str| format!("{CRATE}{rest}");
    let silent = |py: &str, rust: &str| silent(rule, &[("pyproject.toml", py), ("Cargo.toml", &cargo(rust))]);
    silent(
        BUILD,
        "[profile.release]\nlto = false\ncodegen-units = 16\nstrip = \"none\"\n",
    );
    silent(
        BUILD,
        "[profile.release]\nlto = true\ncodegen-units = 1\ndebug = true\n",
    );
    silent(
        &pyproject("[tool.maturin]\nstrip = true\n"),
        "[profile.release]\nlto = true\ncodegen-units = 1\n",
    );
    let dist = "[profile.release]\nlto = true\n[profile.dist]\ninherits = \"release\"\ncodegen-units = 1\nstrip = true\n";
    silent(&pyproject("[tool.maturin]\nprofile = \"dist\"\n"), dist);
}

#[test]
fn profiles_set_by_cargo_configuration_or_ignored_are_not_judged() {
    let rule = "cargo/release-profile";
    let config = ".cargo/config.toml";
    silent(
        rule,
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", CRATE),
            (config, "[profile.release]\nlto = true\n"),
        ],
    );
    speaks(
        rule,
        "Cargo.toml:1:2: info",
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", CRATE),
            (config, "[net]\n"),
        ],
    );
    let path = pyproject("[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let root = "[workspace]\nmembers = [\"py\"]\n";
    let files = [
        ("pyproject.toml", path.as_str()),
        ("Cargo.toml", root),
        ("py/Cargo.toml", CRATE),
    ];
    speaks(rule, "Cargo.toml:1:2", &files);
    let shared = repair(read(&files), &only(rule), Applicability::Unsafe);
    assert!(
        shared.changes.is_empty(),
        "the profile of a workspace is its owner's"
    );
}

#[test]
fn keys_that_maturin_reads() {
    let rule = "maturin/unknown-key";
    for known in [
        "manylinux = \"2014\"\n",
        "features = [\"a\", { feature = \"b\", python-version = \">=3.15\", python-implementation = \"cpython\" }]\n",
        "include = [\"a\", { path = \"b\", format = [\"sdist\"] }, { path = \"c\", from = \"out-dir\", to = \"d\" }]\n",
        "targets = [{ name = \"a\", kind = \"bin\" }]\n",
        "[[tool.maturin.targets]]\nname = \"a\"\n",
        "[tool.maturin.target.x86_64-apple-darwin]\nmacosx-deployment-target = \"11\"\n",
        "[tool.maturin.sbom]\nrust = false\n",
        "[tool.maturin.generate-ci.github]\npytest = true\n[tool.maturin.generate-ci.github.linux]\nrunner = \"a\"\n",
        "[[tool.maturin.generate-ci.github.linux.target]]\narch = \"x86_64\"\nmanylinux = \"auto\"\n",
    ] {
        silent(
            rule,
            &[("pyproject.toml", &pyproject(&format!("[tool.maturin]\n{known}")))],
        );
    }
    let old = "[tool.maturin]\nsdist-include = [\"a\"]\n";
    silent(
        rule,
        &[("pyproject.toml", &requiring("maturin>=0.14,<0.15", old))],
    );
    silent(rule, &[("pyproject.toml", &requiring("maturin~=0.14.2", old))]);
    speaks(
        rule,
        "use `include` with",
        &[("pyproject.toml", &requiring("maturin>=0.14,<1", old))],
    );
    let newer = "[tool.maturin]\ninvented-later = true\n";
    silent(rule, &[("pyproject.toml", &requiring("maturin>=1.17,<2", newer))]);
    speaks(
        rule,
        "`invented-later`",
        &[("pyproject.toml", &requiring("maturin>=1.16,<2", newer))],
    );
}

#[test]
fn unknown_keys_are_told_where_they_belong() {
    for (text, part) in [
        ("opt-level = 3\n", "`[profile.release]` of Cargo.toml"),
        ("version-from-git = true\n", "the version comes from Cargo.toml"),
        (
            "features = [\"--all-features\"]\n",
            "`--all-features` is an option of cargo",
        ),
        ("description = \"a\"\n", "belongs in `[project]`"),
        ("name = \"_core\"\n", "`module-name` names the module"),
        ("[[tool.maturin.module]]\nname = \"a\"\n", "one extension module"),
        (
            "[tool.maturin.target.x]\nrustflags = []\n",
            "in `tool.maturin.target.x`",
        ),
        (
            "[tool.maturin.target.x]\nfeatures = []\n",
            "does not know `features`",
        ),
        ("wholly-unlike-anything = 1\n", "and ignores it\n"),
    ] {
        speaks(
            "maturin/unknown-key",
            part,
            &[("pyproject.toml", &pyproject(&format!("[tool.maturin]\n{text}")))],
        );
    }
}

#[test]
fn a_floor_that_is_high_enough_or_absent() {
    let rule = "maturin/floor-too-low";
    let sbom = "[tool.maturin]\nsbom.rust = false\n";
    for requirement in [
        "maturin",
        "maturin<2",
        "maturin>=1.12,<2",
        "maturin==1.12.*",
        "maturin @ https://example.org/a.whl",
    ] {
        silent(rule, &[("pyproject.toml", &requiring(requirement, sbom))]);
    }
    for (requirement, raised) in [
        ("maturin>=1.8,<2", "maturin>=1.12,<2"),
        (
            "maturin[zig] >= 1.8 ; python_version > '3'",
            "maturin[zig] >= 1.12 ; python_version > '3'",
        ),
        ("maturin>=1.8,<1.10", "maturin>=1.8,<1.10"),
        ("maturin==1.8.1", "maturin==1.8.1"),
        ("maturin~=1.8", "maturin~=1.8"),
    ] {
        let text = requiring(requirement, sbom);
        speaks(rule, "`sbom` needs 1.12 or later", &[("pyproject.toml", &text)]);
        assert_eq!(
            repaired(rule, &[("pyproject.toml", &text)]),
            requiring(raised, sbom)
        );
    }
}

#[test]
fn pyo3_without_its_feature_needs_a_maturin_that_tells_it() {
    let rule = "maturin/floor-too-low";
    let with = |floor: &str, maturin: &str, cargo: &str, wheel: &str| {
        let pyproject = requiring(
            &format!("maturin>={floor},<2"),
            &format!("[tool.maturin]\n{maturin}"),
        );
        says(
            rule,
            &[
                ("pyproject.toml", &pyproject),
                ("Cargo.toml", &format!("{CRATE}{cargo}")),
                ("src/lib.rs", "#[pyo3::pymodule]\nmod demo {}"),
                ("scripts/wheel.sh", wheel),
            ],
        )
    };
    let files = |floor: &str, maturin: &str, cargo: &str| with(floor, maturin, cargo, "maturin build\n");
    let new = "[dependencies]\npyo3 = \"0.28\"\n";
    assert!(files("1.9", "", new).contains("needs 1.9.4"));
    assert!(files("1.5", "", "[dependencies]\npyo3-ffi = { version = \"0.27\" }\n").contains("needs 1.9.4"));
    for (floor, maturin, cargo) in [
        ("1.9.4", "", new),
        ("1.9", "bindings = \"bin\"\n", new),
        ("1.9", "bindings = \"cffi\"\n", new),
        (
            "1.9",
            "",
            "[dependencies]\npyo3 = { version = \"0.28\", optional = true }\n",
        ),
        ("1.9", "", "[dependencies]\npyo3 = \"0.31\"\n"),
        ("1.9", "features = [\"pyo3/extension-module\"]\n", new),
        ("1.9", "", "[dependencies]\npyo3 = \"0.25\"\n"),
        (
            "1.9",
            "",
            "[dependencies.pyo3]\nversion = \"0.28\"\nfeatures = [\"extension-module\"]\n",
        ),
        (
            "1.9",
            "",
            "[dependencies]\npyo3 = \"0.28\"\n[features]\next = [\"pyo3/extension-module\"]\n",
        ),
        ("1.9", "", "[dependencies]\nserde = \"1\"\n"),
    ] {
        assert_eq!(files(floor, maturin, cargo), "", "{maturin} {cargo}");
    }
    let by_script = with("1.9", "", new, "maturin build --features pyo3/extension-module\n");
    assert_eq!(by_script, "");
}

#[test]
fn a_crate_in_a_submodule_comes_with_it() {
    let manifest = format!("{CRATE}[dependencies]\nengine = {{ path = \"vendor/all/crates/engine\" }}\n");
    let files = |list: &'static str| {
        [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", manifest.as_str()),
            ("vendor/all/NOTE", ""),
            (".gitmodules", list),
        ]
    };
    let rule = "cargo/dependency-missing";
    silent(rule, &files("[submodule \"all\"]\n\tpath = vendor/all\n"));
    speaks(
        rule,
        "Cargo.toml:5:19",
        &files("[submodule \"all\"]\n\tpath = vendor/al\n"),
    );
}
