//! What good projects do with PyO3 and must not hear about; and what must be seen.

use crate::said::{BUILD, CRATE, pyproject, read, repaired_at, says, silent, speaks};

#[test]
fn a_panic_aborts_only_in_the_profile_of_the_wheels() {
    let rule = "pyo3/panic-abort";
    let cargo = |profiles: &str| format!("{CRATE}[dependencies]\npyo3 = \"0.30\"\n{profiles}");
    let files =
        |maturin: &str, profiles: &str| (pyproject(&format!("[tool.maturin]\n{maturin}")), cargo(profiles));
    for (maturin, profiles) in [
        ("", "[profile.dev]\npanic = \"abort\"\n"),
        ("", "[profile.release]\npanic = \"unwind\"\n"),
        (
            "profile = \"wheel\"",
            "[profile.release]\npanic = \"abort\"\n[profile.wheel]\ninherits = \"release\"\npanic = \"unwind\"\n",
        ),
        ("bindings = \"bin\"", "[profile.release]\npanic = \"abort\"\n"),
    ] {
        let (manifest, cargo) = files(maturin, profiles);
        silent(rule, &[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)]);
    }
    for (maturin, profiles) in [
        ("", "[profile.release]\npanic = \"abort\"\n"),
        (
            "profile = \"wheel\"",
            "[profile.release]\npanic = \"abort\"\n[profile.wheel]\ninherits = \"release\"\n",
        ),
    ] {
        let (manifest, cargo) = files(maturin, profiles);
        speaks(
            rule,
            "Cargo.toml:7:9: info",
            &[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)],
        );
    }
    let program = format!("{CRATE}[profile.release]\npanic = \"abort\"\n");
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &program)]);
}

#[test]
fn an_optional_pyo3_takes_part_where_a_feature_switches_it_on() {
    let rule = "pyo3/panic-abort";
    let optional = "[profile.release]\npanic = \"abort\"\n[dependencies]\npyo3 = { version = \"0.30\", optional = true }\n";
    let said = |maturin: &str, features: &str| {
        let manifest = pyproject(&format!("[tool.maturin]\n{maturin}\n"));
        let cargo = format!("{CRATE}{optional}[features]\n{features}\n");
        says(rule, &[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)])
    };
    for (maturin, features) in [
        ("", ""),
        ("", "python = [\"dep:pyo3\"]"),
        ("", "default = [\"dep:other\"]"),
        ("", "default = [\"pyo3?/macros\"]"),
        ("", "default = [\"other/pyo3\"]"),
        ("no-default-features = true", "default = [\"dep:pyo3\"]"),
    ] {
        assert_eq!(said(maturin, features), "", "{maturin} {features}");
    }
    for (maturin, features) in [
        ("", "default = [\"dep:pyo3\"]"),
        ("", "default = [\"pyo3\"]"),
        ("", "default = [\"pyo3/macros\"]"),
        ("features = [\"python\"]", "python = [\"dep:pyo3\"]"),
        ("all-features = true", ""),
    ] {
        assert_ne!(said(maturin, features), "", "{maturin} {features}");
    }
}

#[test]
fn of_a_pyo3_without_a_version_nothing_is_sure() {
    let below = |dependency: &str| {
        let cargo = format!("{CRATE}[dependencies]\npyo3 = {dependency}\n");
        let project = read(&[("pyproject.toml", BUILD), ("Cargo.toml", &cargo)]);
        project.pyo3_stays_below(&semver::Version::new(0, 26, 0))
    };
    assert!(below("\"0.25\""));
    assert!(!below("\"0.26\""));
    assert!(!below("{ git = \"https://example.org/pyo3\" }"));
}

#[test]
fn a_crate_that_names_its_library_is_no_program() {
    let rule = "pyo3/panic-abort";
    let cargo = format!("{CRATE}[dependencies]\npyo3 = \"0.30\"\n[profile.release]\npanic = \"abort\"\n");
    let library = format!("{cargo}[lib]\npath = \"rust/lib.rs\"\n");
    let files = |cargo| {
        [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", cargo),
            ("src/main.rs", "fn main() {}"),
        ]
    };
    silent(rule, &files(cargo.as_str()));
    speaks(rule, "Cargo.toml:7:9", &files(library.as_str()));
}

#[test]
fn import_libraries_are_made_for_older_versions_of_pyo3() {
    let rule = "pyo3/import-lib-obsolete";
    let list = |version: &str| {
        format!(
            "{CRATE}[dependencies]\npyo3 = {{ version = \"{version}\", features = [\"generate-import-lib\"] }}\n"
        )
    };
    for version in ["0.28", ">=0.27, <0.30", "0.31", "1"] {
        silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &list(version))]);
    }
    let unused =
        format!("{CRATE}[features]\nlib = [\"pyo3/generate-import-lib\"]\n[dependencies]\npyo3 = \"0.30\"\n");
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &unused)]);
    let used = pyproject("[tool.maturin]\nfeatures = [\"lib\"]\n");
    let files = [("pyproject.toml", used.as_str()), ("Cargo.toml", &unused)];
    speaks(rule, "Cargo.toml:5:8: info", &files);
    assert_eq!(
        repaired_at("Cargo.toml", rule, &files),
        unused.replace("\"pyo3/generate-import-lib\"", "")
    );
    let files = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", &list(">=0.20, >=0.29, <0.31")),
    ];
    speaks(rule, "since PyO3 0.29", &files);
    let files = [("pyproject.toml", BUILD), ("Cargo.toml", &list("=0.29"))];
    speaks(rule, "since PyO3 0.29", &files);
    assert_eq!(
        repaired_at("Cargo.toml", rule, &files),
        format!("{CRATE}[dependencies]\npyo3 = {{ version = \"=0.29\" }}\n")
    );
}
