//! What people who work on a project run into, and what they do not.

use crate::said::{self, BOUND, CI, repaired, silent};

const NAMED: &str =
    "[build-system]\nrequires = [\"maturin>=1.16,<2\"]\n[project]\nname = \"demo\"\nversion = \"1\"\n";

#[test]
fn builds_that_uv_makes_again() {
    let rule = "files/uv-keeps-old-build";
    let uses = |uv: &str| {
        let backend = NAMED.replace("\n[project]", "\nbuild-backend = \"maturin\"\n[project]");
        format!("{backend}[tool.uv]\n{uv}\n")
    };
    let beside = BOUND.to_owned() + "engine = { path = \"../engine\" }\n";
    let engine = (
        "../engine/Cargo.toml",
        "[package]\nname = \"engine\"\nversion = \"1.0.0\"\n",
    );
    let says = |uv: &str| {
        let files = [("pyproject.toml", uses(uv)), ("Cargo.toml", beside.clone())];
        said::says(
            rule,
            &[(files[0].0, &files[0].1), (files[1].0, &files[1].1), engine],
        )
    };
    for uv in [
        "package = false",
        "cache-keys = [{ file = \"../**/*.rs\" }]",
        "cache-keys = [{ git = { commit = true } }]",
    ] {
        assert_eq!(says(uv), "", "{uv}");
    }
    assert!(says("cache-keys = [{ file = \"src/**/*.rs\" }]").contains("`../engine` changes"));
    let fixed = repaired(
        rule,
        &[
            ("pyproject.toml", &uses("dev-dependencies = []")),
            ("Cargo.toml", &beside),
            engine,
        ],
    );
    assert!(fixed.contains("{ file = \"../engine/src/**/*.rs\" }]"), "{fixed}");
    silent(rule, &[("pyproject.toml", NAMED), ("Cargo.toml", BOUND)]);
}

#[test]
fn tests_of_what_is_built_in_place() {
    let rule = "files/tests-import-sources";
    let pytest = "module-name = \"demo._core\"\n[tool.pytest.ini_options]\npythonpath = \".\"";
    let ci = |run: &str| {
        format!("on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: {run}\n")
    };
    let says = |table: &str, run: &str, package: &str| {
        let files = [(package, "from ._core import add\n".to_owned()), (CI, ci(run))];
        let manifest = format!("{NAMED}[tool.maturin]\n{table}\n");
        let files = files.iter().map(|(name, text)| (*name, text.as_str()));
        let files: Vec<_> = files
            .chain([("pyproject.toml", manifest.as_str()), ("Cargo.toml", BOUND)])
            .collect();
        said::says(rule, &files)
    };
    let install = "pip install . && pytest";
    assert!(says(pytest, install, "demo/__init__.py").contains("tests import `demo`"));
    assert_eq!(
        says(
            pytest,
            "maturin develop && pip install . && pytest",
            "demo/__init__.py"
        ),
        ""
    );
    assert_eq!(says(pytest, "pytest", "demo/__init__.py"), "");
    assert_eq!(
        says("module-name = \"demo._core\"", install, "demo/__init__.py"),
        ""
    );
    let source = pytest.replacen("\n", "\npython-source = \"src\"\n", 1);
    assert_eq!(says(&source, install, "src/demo/__init__.py"), "");
}
