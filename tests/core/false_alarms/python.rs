//! What good projects do and the rules about Pythons and PyO3 must not complain about; and what they must see.

use crate::said::{BUILD, CRATE, project, pyproject, repaired_at, requiring, says, silent, speaks};

/// What `rule` says of a crate with these lines and a project with that promise.
fn abi3(rule: &str, requires: &str, maturin: &str, cargo: &str) -> String {
    let manifest = project(&format!(
        "requires-python = \"{requires}\"\n[tool.maturin]\n{maturin}"
    ));
    says(
        rule,
        &[
            ("pyproject.toml", &manifest),
            ("Cargo.toml", &format!("{CRATE}{cargo}")),
        ],
    )
}

#[test]
fn a_floor_that_is_inactive_conditional_or_right_is_not_compared() {
    let with = |features: &str| format!("[dependencies.pyo3]\nversion = \"0.30\"\nfeatures = [{features}]\n");
    let optional =
        "[features]\nfast = [\"pyo3/abi3-py313\"]\n[dependencies]\npyo3 = { version = \"0.30\" }\n";
    let default = |feature: &str| {
        optional.replace(
            "[features]\n",
            &format!("[features]\ndefault = [\"{feature}\"]\n"),
        )
    };
    let both = ["python/abi3-above-requires", "python/abi3-below-requires"];
    for (requires, maturin, cargo) in [
        (">=3.11", "", with("\"abi3-py311\"")),
        (">=3.11", "", with("\"abi3\"")),
        (">=3.11,<4", "", with("\"abi3-py39\", \"abi3-py311\"")),
        (">=3.9", "", optional.to_owned()),
        (
            ">=3.9",
            "features = [{ feature = \"fast\", python-version = \">=3.13\" }]",
            optional.to_owned(),
        ),
        (
            ">=3.9",
            "features = [{ feature = \"pyo3/abi3-py310\", python-version = \"<3.12\" }]",
            with("\"abi3-py312\""),
        ),
        (">=3.9", "", default("other/abi3-py311")),
        (">=3.9", "features = [\"other/fast\"]", optional.to_owned()),
        (">=3.10,!=3.10.*", "", with("\"abi3-py311\"")),
    ] {
        assert_eq!(
            abi3(both[0], requires, maturin, &cargo),
            "",
            "{requires} {maturin} {cargo}"
        );
    }
    assert_eq!(abi3(both[1], ">=3.11", "", &with("\"abi3-py311\"")), "");
    assert_eq!(abi3(both[1], ">=3.16", "", &with("\"abi3-py311\"")), "");
    let old = "[dependencies]\npyo3 = { version = \"0.24.0\", features = [\"abi3-py39\"] }\n";
    assert_eq!(
        abi3(both[1], ">=3.13", "", old),
        "",
        "this PyO3 has no `abi3-py313`"
    );
    assert!(
        abi3(both[1], ">=3.11", "", &with("\"abi3-py39\", \"abi3-py311\"")).contains("`abi3-py39` is older")
    );
    assert!(abi3(both[0], ">=3.9", "features = [\"fast\"]", optional).contains("allows 3.9"));
    assert!(abi3(both[0], ">=3.9", "all-features = true", optional).contains("allows 3.9"));
    assert!(abi3(both[0], ">=3.9", "features = [\"demo/fast\"]", optional).contains("allows 3.9"));
    let default = default("fast");
    assert!(abi3(both[0], "~=3.9", "", &default).contains("allows 3.9"));
    assert_eq!(abi3(both[0], "~=3.9", "no-default-features = true", &default), "");
}

#[test]
fn features_are_merged_with_those_of_the_workspace() {
    let manifest =
        project("requires-python = \">=3.9\"\n[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let member = format!("{CRATE}[dependencies]\npyo3 = {{workspace=true, features = []}}\n");
    let root = "[workspace]\nmembers = [\"py\"]\n[workspace.dependencies.pyo3]\nversion = \"0.30\"\nfeatures = [\"abi3-py312\"]\n";
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("py/Cargo.toml", &member),
        ("Cargo.toml", root),
    ];
    speaks("python/abi3-above-requires", "Cargo.toml:5:13", &files);
}

#[test]
fn features_are_merged_with_those_of_crates_in_the_same_build() {
    let rule = "python/abi3-above-requires";
    let manifest = project("requires-python = \">=3.9\"");
    let own = format!("{CRATE}[dependencies]\npyo3 = \"0.30\"\ninner = {{ path = \"inner\" }}\n");
    let said = |inner: &str| {
        let inner = format!("{}{inner}", CRATE.replace("demo", "inner"));
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &own),
            ("inner/Cargo.toml", &inner),
        ];
        says(rule, &files)
    };
    let with = |features: &str| format!("[dependencies]\npyo3 = {{ features = [{features}] }}\n");
    assert!(said(&with("\"abi3-py312\"")).starts_with("inner/Cargo.toml:5:"));
    let default = "[features]\ndefault = [\"pyo3/abi3-py312\"]\n";
    assert!(said(&format!("{}{default}", with(""))).starts_with("inner/Cargo.toml:7:"));
    for inner in [
        with("").replace("pyo3 = {", "other = { version = \"1\",") + default,
        with("\"abi3-py312\"").replace("pyo3", "other"),
        with("\"abi3-py312\"").replace("[dep", "[target.'cfg(unix)'.dep"),
        with("") + &default.replace("default", "asked-for"),
    ] {
        assert_eq!(said(&inner), "", "{inner}");
    }
}

#[test]
fn a_floor_for_some_platforms_is_not_compared() {
    let on = |platform: &str, features: &str| {
        format!(
            "[target.'cfg({platform})'.dependencies]\npyo3 = {{ version = \"0.30\", features = [{features}] }}\n"
        )
    };
    let windows = on("windows", "\"abi3-py312\"");
    for cargo in [
        windows.clone(),
        windows.clone() + &on("unix", ""),
        windows + "[dependencies]\npyo3 = \"0.30\"\n",
    ] {
        assert_eq!(
            abi3("python/abi3-above-requires", ">=3.10", "", &cargo),
            "",
            "{cargo}"
        );
    }
}

#[test]
fn beyond_the_horizon_nothing_is_said() {
    let with = |version: &str, feature: &str| {
        format!("[dependencies]\npyo3 = {{ version = \"{version}\", features = [\"{feature}\"] }}\n")
    };
    for (rule, requires, feature) in [
        ("python/abi3-above-requires", ">=3.9", "abi3-py311"),
        ("python/abi3-below-requires", ">=3.12", "abi3-py311"),
        ("pyo3/extension-module-obsolete", ">=3.12", "extension-module"),
    ] {
        assert_ne!(abi3(rule, requires, "", &with("0.30", feature)), "", "{rule}");
        assert_eq!(abi3(rule, requires, "", &with("0.31", feature)), "", "{rule}");
    }
    let untold = |version: &str| {
        let cargo = format!("{CRATE}{}", with(version, "macros"));
        let files = [
            ("pyproject.toml", requiring("maturin>=1.2,<1.9", "")),
            ("Cargo.toml", cargo),
            ("src/lib.rs", "#[pymodule]\nfn demo() {}".to_owned()),
        ];
        let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
        says("pyo3/extension-module-missing", &files)
    };
    assert!(untold("0.30").contains("with this maturin"));
    assert_eq!(untold("0.31"), "");
    let cargo = format!("{CRATE}{}", with("0.30", "extension-module"));
    let newer = requiring("maturin>=1.17", "");
    silent(
        "pyo3/extension-module-obsolete",
        &[("pyproject.toml", &newer), ("Cargo.toml", &cargo)],
    );
}

#[test]
fn classifiers_inside_the_promise_stay() {
    let says = |requires: &str, classifier: &str| {
        let text = format!(
            "requires-python = \"{requires}\"\nclassifiers = [\"Programming Language :: Python :: {classifier}\"]"
        );
        says(
            "python/classifier-contradiction",
            &[("pyproject.toml", &project(&text))],
        )
    };
    for (requires, classifier) in [
        (">=3.9.2", "3.9"),
        ("<=3.13", "3.13"),
        (">=3.9,!=3.9.0", "3.9"),
        (">=3.11", "3"),
        (">=3.11", "3 :: Only"),
        (">=3.11", "3.99"),
        (">=3.11", "Implementation :: CPython"),
        (">=2.7", "2"),
    ] {
        assert_eq!(says(requires, classifier), "", "{requires} {classifier}");
    }
    for (requires, classifier) in [
        (">=3.9", "3.8"),
        (">=3.9,<3.14", "3.14"),
        (">=3.9", "2"),
        (">=3.9", "2.7"),
        ("!=3.10.*", "3.10"),
    ] {
        assert!(
            says(requires, classifier).contains("excludes"),
            "{requires} {classifier}"
        );
    }
}

#[test]
fn extension_module_wherever_it_is_switched_on() {
    let rule = "pyo3/extension-module-missing";
    let old = |rest: &str| format!("{CRATE}[dependencies]\npyo3 = {{ version = \"0.25\"{rest} }}\n");
    let plain = old("");
    let source = ("src/lib.rs", "#[pymodule]\nfn demo() {}");
    let said = |py: &str, cargo: &str| says(rule, &[("pyproject.toml", py), ("Cargo.toml", cargo), source]);
    assert!(said(BUILD, &plain).contains("PyO3 0.25"));
    let in_features = pyproject("[tool.maturin]\nfeatures = [\"pyo3/extension-module\"]\n");
    let program = pyproject("[tool.maturin]\nbindings = \"bin\"\n");
    for (py, cargo) in [
        (BUILD, old(", features = [\"extension-module\"]")),
        (
            BUILD,
            format!("{plain}[features]\ndefault = [\"pyo3/extension-module\"]\n"),
        ),
        (&in_features, plain.clone()),
        (&program, plain.clone()),
        (BUILD, old(", optional = true")),
        (BUILD, old(", features = [\"auto-initialize\"]")),
    ] {
        assert_eq!(said(py, &cargo), "", "{py} {cargo}");
    }
    silent(
        rule,
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", &plain),
            ("src/main.rs", "fn main() {}"),
        ],
    );
    // Where the library does not stand where it is said to, nothing is sure.
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &plain)]);
    for (path, text) in [
        (
            ".github/workflows/ci.yml",
            "run: maturin build -F pyo3/extension-module\n",
        ),
        ("justfile", "build:\n\tmaturin build -F extension-module\n"),
        ("scripts/build.sh", "maturin build -F extension-module\n"),
    ] {
        silent(
            rule,
            &[
                ("pyproject.toml", BUILD),
                ("Cargo.toml", &plain),
                source,
                (path, text),
            ],
        );
    }
    let unrelated = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", &plain),
        source,
        ("other/project/build.sh", "maturin build -F extension-module\n"),
    ];
    speaks(rule, "PyO3 0.25", &unrelated);
    let new = plain.replace("0.25", "0.26");
    assert_eq!(said(BUILD, &new), "");
    assert_eq!(said(&requiring("maturin>=1.2,<2", ""), &new), "");
    assert!(said(&requiring("maturin>=1.2,<1.9", ""), &new).contains("with this maturin"));
    let locked = "[[package]]\nname = \"pyo3\"\nversion = \"0.26.0\"\n";
    let range = plain.replace("0.25", ">=0.25, <0.27");
    silent(
        rule,
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", &range),
            source,
            ("Cargo.lock", locked),
        ],
    );
    assert_eq!(said(BUILD, &range), "", "cargo takes the highest");
    let old_range = plain.replace("0.25", ">=0.24, <0.26");
    assert!(said(BUILD, &old_range).contains("PyO3 0.24"));
    assert!(said(&requiring("maturin>=1.2,<1.9", ""), &range).contains("with this maturin"));
}

#[test]
fn extension_module_is_needed_by_old_tools() {
    let rule = "pyo3/extension-module-obsolete";
    let cargo = |version: &str| {
        format!(
            "{CRATE}[dependencies]\npyo3 = {{ version = \"{version}\", features = [\"extension-module\"] }}\n"
        )
    };
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &cargo("0.25"))]);
    silent(
        rule,
        &[
            ("pyproject.toml", &requiring("maturin>=1.9,<2", "")),
            ("Cargo.toml", &cargo("0.30")),
        ],
    );
    silent(
        rule,
        &[
            ("pyproject.toml", &requiring("maturin", "")),
            ("Cargo.toml", &cargo("0.30")),
        ],
    );
    speaks(
        rule,
        "do not need",
        &[
            ("pyproject.toml", &requiring("maturin>=1.9.4", "")),
            ("Cargo.toml", &cargo("0.30")),
        ],
    );
    let by_ci = format!(
        "{CRATE}[features]\nextension-module = [\"pyo3/extension-module\"]\n[dependencies]\npyo3 = \"0.30\"\n"
    );
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &by_ci)]);
    let set = cargo("0.30");
    let by_hand = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", set.as_str()),
        (
            "justfile",
            "test:\n\tcargo test --no-default-features -F extension-module\n",
        ),
    ];
    speaks(rule, "do not need", &by_hand);
    assert_eq!(repaired_at("Cargo.toml", rule, &by_hand), set);
    assert_ne!(repaired_at("Cargo.toml", rule, &by_hand[..2]), set);
}
