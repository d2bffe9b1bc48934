//! What stops a build, and what looks like it and builds.

use crate::said::{BOUND, CI, CRATE, action, built, project, pyproject, says, script, silent, speaks};

#[test]
fn a_feature_may_be_one_that_no_list_has() {
    let rule = "cargo/feature-undefined";
    let cargo = format!(
        "{CRATE}[features]\npython = [\"dep:pyo3\"]\n[dependencies]\npyo3 = {{ version = \"0.30\", optional = true }}\n\
         rayon = {{ version = \"1\", optional = true }}\ncore = {{ path = \"core\" }}\n"
    );
    let core = "[package]\nname = \"core\"\nversion = \"0.1.0\"\n[features]\nfast = []\n";
    let others = [("core/Cargo.toml", core)];
    for (feature, reason) in [
        ("python", ""),
        ("rayon", ""),
        ("demo/python", ""),
        ("pyo3/abi3-py312", ""),
        ("pyo3?/abi3", ""),
        ("core/fast", ""),
        ("python rayon", ""),
        ("pyo3", "`pyo3` is not a feature of the crate `demo`"),
        ("core/slow", "`slow` is not a feature of the crate `core`"),
        ("serde/derive", "`serde` of `serde/derive` is not a dependency"),
        ("default", "`default` is not a feature"),
        ("python,nope", "`nope` is not a feature"),
    ] {
        let condition = format!("features = [{{ feature = \"{feature}\", python-version = \">=3.9\" }}]");
        for list in [format!("features = [\"{feature}\"]"), condition] {
            let said = built(rule, &list, &cargo, &others);
            assert_eq!(said.is_empty(), reason.is_empty(), "{feature}: {said}");
            assert!(said.contains(reason), "{feature}: {said}");
        }
    }
    let asked = action("args: --release --features nope,python");
    let said = built(rule, "", &cargo, &[others[0], (CI, asked.as_str())]);
    assert!(
        said.contains("ci.yml:8:44: error[cargo/feature-undefined] `nope`"),
        "{said}"
    );
    for (optional, reason) in [("true", ""), ("false", "`pyo3` is not optional")] {
        let cargo = format!(
            "{CRATE}[features]\nsmall = [\"pyo3?/abi3\"]\n[dependencies]\npyo3 = {{ version = \"0.30\", optional = {optional} }}\n"
        );
        let said = built(rule, "", &cargo, &[]);
        assert_eq!(said.is_empty(), reason.is_empty(), "{said}");
        assert!(said.contains(reason), "{said}");
    }
    let elsewhere = script("cd core && maturin build --features fast");
    assert_eq!(
        built(rule, "", &cargo, &[others[0], (CI, elsewhere.as_str())]),
        ""
    );
}

#[test]
fn targets_have_sources() {
    let rule = "cargo/target-missing";
    let main = ("src/main.rs", "fn main() {}");
    for (table, maturin, others, reason) in [
        (
            "[[bin]]\nname = \"tool\"",
            "",
            &[][..],
            "`src/bin/tool.rs` does not exist",
        ),
        (
            "[[bin]]\nname = \"tool\"",
            "",
            &[("src/bin/tool/main.rs", "")],
            "",
        ),
        (
            "[[bin]]\nname = \"tool\"\npath = \"src/main.rs\"",
            "",
            &[main],
            "",
        ),
        ("[[bin]]\nname = \"demo\"", "", &[main], ""),
        (
            "[[bin]]\nname = \"tool\"",
            "",
            &[main],
            "`src/bin/tool.rs` does not exist",
        ),
        ("links = \"z\"", "", &[], "there is no `build.rs`"),
        ("links = \"z\"", "", &[("build.rs", "fn main() {}")], ""),
        (
            "links = \"z\"\nbuild = \"make.rs\"",
            "",
            &[("make.rs", "fn main() {}")],
            "",
        ),
        (
            "[lib]\nname = \"core\"",
            "targets = [{ name = \"core\" }]",
            &[],
            "",
        ),
        ("", "targets = [{ name = \"demo\" }]", &[], ""),
        (
            "",
            "targets = [{ name = \"other\" }]",
            &[],
            "none of these is a library",
        ),
        ("", "targets = []", &[], "none of these is a library"),
    ] {
        let cargo = format!("{CRATE}{table}\n");
        let library = [("src/lib.rs", "")];
        let said = built(rule, maturin, &cargo, &[&library[..], others].concat());
        assert_eq!(said.is_empty(), reason.is_empty(), "{table} {maturin}: {said}");
        assert!(said.contains(reason), "{table} {maturin}: {said}");
    }
}

#[test]
fn scripts_stand_beside_libraries() {
    let rule = "maturin/scripts-of-program";
    let manifest = |bindings: &str| {
        project(&format!(
            "[project.scripts]\ndemo = \"demo:main\"\n[tool.maturin]\n{bindings}"
        ))
    };
    let (auto, bin) = (manifest(""), manifest("bindings = \"bin\""));
    let shared = format!("{CRATE}[lib]\ncrate-type = [\"cdylib\"]\n");
    let main = ("src/main.rs", "fn main() {}");
    silent(rule, &[("pyproject.toml", &auto), ("Cargo.toml", &shared), main]);
    silent(rule, &[("pyproject.toml", &auto), ("Cargo.toml", BOUND), main]);
    let chosen = script("maturin build -b pyo3");
    silent(
        rule,
        &[
            ("pyproject.toml", &auto),
            ("Cargo.toml", CRATE),
            main,
            (CI, &chosen),
        ],
    );
    for manifest in [&auto, &bin] {
        let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", CRATE), main];
        speaks(rule, "maturin refuses to build a program", &files);
    }
}

#[test]
fn one_pyo3_does_for_the_whole_workspace() {
    let rule = "pyo3/versions-conflict";
    let member = |dependencies: &str| format!("[package]\nname = \"b\"\nversion = \"0.1.0\"\n{dependencies}");
    let manifest = pyproject("[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let says = |root: &str, own: &str, other: &str| {
        let root = format!("[workspace]\nmembers = [\"py\", \"b\"]\n{root}");
        let (own, other) = (format!("{CRATE}[dependencies]\n{own}\n"), member(other));
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &root),
            ("py/Cargo.toml", &own),
            ("b/Cargo.toml", &other),
        ];
        says(rule, &files)
    };
    for (root, own, other) in [
        (
            "",
            "pyo3 = \"0.29\"",
            "[dependencies]\npyo3 = \"0.29.2\"\nnumpy = \"0.29\"\n",
        ),
        (
            "",
            "pyo3 = \"0.29\"",
            "[dependencies]\npyo3 = \">=0.28, <0.31\"\npyo3-log = \"0.13\"\n",
        ),
        (
            "",
            "pyo3 = \"0.30\"",
            "[dependencies]\npyo3 = { git = \"https://example.org/pyo3\" }\n",
        ),
        ("", "pyo3 = \"0.30\"", "[dependencies]\npyo3-arrow = \"0.99\"\n"),
        (
            "[patch.crates-io]\npythonize = { path = \"p\" }\n",
            "pyo3 = \"0.30\"",
            "[dependencies]\npythonize = \"0.29\"\n",
        ),
    ] {
        assert_eq!(says(root, own, other), "", "{own} {other}");
    }
    for (own, other, told) in [
        (
            "pyo3 = \"0.30\"",
            "[dependencies]\npyo3 = \"0.29\"\n",
            "`pyo3` is asked for as 0.29, but `pyo3` is asked for as 0.30",
        ),
        (
            "pyo3 = \"0.30\"",
            "[dev-dependencies]\npy = { package = \"pyo3\", version = \"0.28\" }\n",
            "`pyo3` is asked for as 0.28",
        ),
        (
            "pyo3 = \"0.30\"\nnumpy = \"0.27\"",
            "",
            "py/Cargo.toml:6:9: error[pyo3/versions-conflict] `numpy` needs PyO3 0.27",
        ),
        (
            "pyo3 = \">=0.26\"\npyo3-log = \"0.12\"",
            "",
            "`pyo3-log` needs PyO3 0.23 to 0.25, but `pyo3` is asked for as 0.26 or later",
        ),
    ] {
        assert!(says("", own, other).contains(told), "{}", says("", own, other));
    }
}

#[test]
fn a_pyo3_takes_the_pythons_of_its_time() {
    let rule = "python/pyo3-ceiling";
    let says = |pyo3: &str, classifier: &str, args: &str, rest: &str| {
        let classifier = format!("classifiers = [\"Programming Language :: Python :: {classifier}\"]{rest}");
        let (manifest, workflow) = (
            project(&classifier),
            action(&format!("args: {args}, manylinux: auto")),
        );
        let cargo = format!("{CRATE}[dependencies]\npyo3 = {pyo3}\n");
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &cargo),
            (CI, &workflow),
        ];
        says(rule, &files)
    };
    for (pyo3, classifier, args, rest) in [
        ("\"0.25\"", "3.14", "--release", ""),
        ("\">=0.24\"", "3.14", "-i python3.14", ""),
        (
            "{ version = \"0.24\", features = [\"abi3-py39\"] }",
            "3.14",
            "-i python3.14",
            "",
        ),
        ("\"0.24\"", "3.13", "--find-interpreter", ""),
        (
            "\"0.22\"",
            "3.12",
            "--find-interpreter",
            "\nrequires-python = \">=3.9,<3.14\"",
        ),
        ("\"0.28\"", "3.13", "-i python3.13t", ""),
        ("\"0.30\"", "3.14", "-i python3.14t", ""),
        ("\"0.30\"", "3.14", "-i pypy3.11", ""),
        ("\"0.26\"", "3.14", "-i pypy3.10", ""),
    ] {
        let said = says(pyo3, classifier, args, rest);
        assert_eq!(said, "", "{pyo3} {classifier} {args}");
    }
    for (pyo3, classifier, args, told) in [
        (
            "\"0.24\"",
            "3.14",
            "--release",
            "pyproject.toml:5:16: error[python/pyo3-ceiling] `pyo3` 0.24 does not support Python 3.14",
        ),
        (
            "\"0.24\"",
            "3.13",
            "-i python3.14",
            "ci.yml:8:26: error[python/pyo3-ceiling] `pyo3` 0.24 does not support Python 3.14",
        ),
        (
            "\"0.22\"",
            "3.12",
            "-i python3.13t",
            "does not support free-threaded Python: 0.23",
        ),
        (
            "\"0.30\"",
            "3.14",
            "-i python3.13t",
            "supports free-threaded Python only from 3.14 on",
        ),
        (
            "\"0.30\"",
            "3.14",
            "-i pypy3.10",
            "needs PyPy 3.11 or later, not 3.10",
        ),
        (
            "\"0.30\"",
            "3.14",
            "-i python3.8",
            "needs Python 3.9 or later, not 3.8",
        ),
        (
            "\"0.21\"",
            "3.12",
            "--find-interpreter",
            "does not support Python 3.13: 0.22 is the first that does",
        ),
    ] {
        let said = says(pyo3, classifier, args, "");
        assert!(said.contains(told), "{pyo3} {classifier} {args}: {said}");
    }
}

#[test]
fn abi3_alone_is_named_by_a_feature_or_by_the_interpreter() {
    let rule = "python/abi3-floor-missing";
    let bare = format!("{CRATE}[dependencies]\npyo3 = {{ version = \"0.30\", features = [\"abi3\"] }}\n");
    let manifest = project("requires-python = \">=3.11\"");
    let release = |args: &str| {
        let publish = "      - uses: pypa/gh-action-pypi-publish@v1\n";
        action(&format!("args: --release --out dist {args}, manylinux: auto")) + publish
    };
    for (args, severity) in [
        ("", "warning"),
        ("-i python3.11", "info"),
        ("--features pyo3/abi3-py311", ""),
    ] {
        let workflow = release(args);
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &bare),
            (CI, &workflow),
        ];
        let said = says(rule, &files);
        assert_eq!(said.is_empty(), severity.is_empty(), "{args}: {said}");
        assert!(said.contains(severity), "{args}: {said}");
    }
}
