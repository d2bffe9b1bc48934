//! What good projects do with the Pythons that they promise and test, which `python/ci-untested` must not complain about.

use crate::said::{self, CRATE, says, speaks};

const RULE: &str = "python/ci-untested";
const CI: &str = ".github/workflows/ci.yml";

/// A project that promises Python 3.11 to 3.13.
fn promises(rest: &str) -> String {
    let classifier = |minor| format!("\"Programming Language :: Python :: 3.{minor}\"");
    let classifiers = [11, 12, 13].map(classifier).join(", ");
    said::project(&format!(
        "requires-python = \">=3.11\"\nclassifiers = [{classifiers}]\n{rest}"
    ))
}

/// A job that sets a Python up and tests with it; `matrix` stands below `strategy`.
fn job(matrix: &str, python: &str, test: &str) -> String {
    format!(
        "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix: {matrix}\n    steps:\n      \
         - uses: actions/checkout@v7\n      - uses: actions/setup-python@v7\n        with:\n          python-version: {python}\n      \
         - run: pip install . pytest\n      - run: {test}\n"
    )
}

/// Tests with Python 3.12 alone.
fn one() -> String {
    job("{ a: [b] }", "\"3.12\"", "pytest")
}

/// What the rule says of tests with Python 3.12 alone where this file stands beside them.
fn beside(path: &str, text: &str) -> String {
    let one = one();
    says(
        RULE,
        &[
            ("pyproject.toml", &promises("")),
            ("Cargo.toml", CRATE),
            (CI, &one),
            (path, text),
        ],
    )
}

fn in_ci(ci: &str) -> String {
    says(
        RULE,
        &[("pyproject.toml", &promises("")), ("Cargo.toml", CRATE), (CI, ci)],
    )
}

#[test]
fn what_is_tested_is_promised() {
    let dynamic = "{ python: \"${{ fromJSON(needs.a.outputs.pythons) }}\" }";
    let matrix = "${{ matrix.python }}";
    for ci in [
        job("{ python: [\"3.11\", \"3.12\", \"3.13\"] }", matrix, "pytest"),
        job("{ python: [3.11, 3.12, 3.13-dev] }", matrix, "python -m pytest"),
        job("{ a: [b] }", "\"3.11 3.12 3.13\"", "nox"),
        job("{ a: [b] }", "\"${{ vars.PYTHON }}\"", "pytest"),
        job("{ minor: [11, 12, 13] }", "\"3.${{ matrix.minor }}\"", "pytest"),
        job(dynamic, matrix, "pytest"),
        // Nobody tests, or with whatever Python there is.
        job("{ a: [b] }", "\"3.12\"", "mypy"),
        job("{ a: [b] }", "\"3.12\"", "pytest")
            .replace("setup-python", "other")
            .replace("python-version", "x"),
        // One more Python is tested somewhere else.
        format!("{}  more:\n    uses: a/b/.github/workflows/test.yml@v1\n", one()),
        format!(
            "{}  more:\n    runs-on: x\n    steps:\n      - run: uv run pytest\n",
            one()
        ),
        format!(
            "{}      - run: for v in 3.11 3.13; do uv run --python $v pytest; done\n",
            one()
        ),
        format!(
            "{}      - run: for v in 11 13; do uv run --python 3.$v pytest; done\n",
            one()
        ),
        format!("{}      - run: tox -e py311,py313\n", one()),
        format!(
            "{}      - run: docker run x /opt/python/cp311-cp311/bin/python -m pytest # and cp313\n",
            one()
        ),
    ] {
        assert_eq!(in_ci(&ci), "", "{ci}");
    }
}

#[test]
fn others_say_with_what_they_test() {
    for (path, text) in [
        ("tox.ini", "[tox]\nenvlist = py311, py312, py313\n"),
        ("tox.ini", "[tox]\nenvlist = py{311,312,313}\n"),
        (
            "noxfile.py",
            "import nox\n@nox.session(python=[\"3.11\", \"3.13\"])\ndef test(session): ...\n",
        ),
        ("noxfile.py", "PYTHONS = nox.project.python_versions(PYPROJECT)\n"),
        (
            "noxfile.py",
            "PYTHONS = [f\"3.{minor}\" for minor in range(11, 14)]\n",
        ),
        (
            "Makefile",
            "test:\n\tfor v in 3.11 3.13; do uv run -p $$v pytest; done\n",
        ),
        (
            "justfile",
            "test:\n  uv run -p 3.11 pytest\n  uv run -p 3.13 pytest\n",
        ),
        ("scripts/test.sh", "tox -e py311\ntox -e py313\n"),
        (
            "ci/all",
            "uv run --python 3.11 pytest; uv run --python 3.13 pytest\n",
        ),
        (".gitlab-ci.yml", "test:\n  script: pytest\n"),
        ("Jenkinsfile", "node {}\n"),
        (
            "environment-311.yml",
            "dependencies: [python=3.11]\n# and python=3.13\n",
        ),
    ] {
        assert_eq!(beside(path, text), "", "{path}: {text}");
    }
    for settings in [
        "[tool.cibuildwheel]\ntest-command = \"pytest\"\nbuild = [\"cp311-*\", \"cp313-*\"]\n",
        "[[tool.hatch.envs.test.matrix]]\npython = [\"3.11\", \"3.13\"]\n",
        "[tool.pixi.feature.py311.dependencies]\npython = \"3.11.*\"\n[tool.pixi.feature.py313]\n",
        "[tool.tox]\nenv_list = [\"3.11\", \"3.13\"]\n",
    ] {
        let pyproject = promises(settings);
        let one = one();
        assert_eq!(
            says(
                RULE,
                &[("pyproject.toml", &pyproject), ("Cargo.toml", CRATE), (CI, &one)]
            ),
            "",
            "{settings}"
        );
    }
}

#[test]
fn one_wheel_may_serve_all_and_programs_serve_none() {
    let abi3 =
        format!("{CRATE}[dependencies]\npyo3 = {{ version = \"0.30\", features = [\"abi3-py311\"] }}\n");
    let lowest = job("{ a: [b] }", "\"3.11\"", "pytest");
    let says = |cargo: &str, ci: &str, rest: &str| {
        says(
            RULE,
            &[
                ("pyproject.toml", &promises(rest)),
                ("Cargo.toml", cargo),
                (CI, ci),
            ],
        )
    };
    assert_eq!(says(&abi3, &lowest, ""), "");
    assert!(says(&abi3, &one(), "").contains("support Python 3.11, but CI tests only 3.12\n"));
    assert!(says(CRATE, &lowest, "").contains("support Python 3.12 and 3.13,"));
    assert_eq!(says(CRATE, &one(), "[tool.maturin]\nbindings = \"bin\"\n"), "");
}

#[test]
fn the_newest_python_has_no_number() {
    let newest = |python: &str| {
        in_ci(&job(
            &format!("{{ python: [\"3.11\", \"{python}\"] }}"),
            "${{ matrix.python }}",
            "pytest",
        ))
    };
    for python in ["3", "3.x", ">=3.11"] {
        assert!(newest(python).contains("support Python 3.12,"), "{python}");
    }
    assert!(newest("pypy3.11").contains("support Python 3.12 and 3.13,"));
    assert_eq!(newest("<3.13"), "");
}

#[test]
fn what_names_a_version_by_chance_is_no_test() {
    for (path, text) in [
        ("ruff.toml", "target-version = \"py311\"\n"),
        ("tox.ini", "[testenv]\ndeps = pytest==1.3.11\n  x==3.130\n"),
        ("README.md", "Works with Python 3.11 and 3.13.\n"),
    ] {
        assert!(
            beside(path, text).contains("support Python 3.11 and 3.13,"),
            "{path}: {text}"
        );
    }
    let more = format!("{}      - run: uvx --python 3.13 --with . pytest\n", one());
    speaks(
        RULE,
        "support Python 3.11,",
        &[
            ("pyproject.toml", &promises("")),
            ("Cargo.toml", CRATE),
            (CI, &more),
        ],
    );
    let ruff = promises("[tool.ruff]\ntarget-version = \"py311\"\n");
    speaks(
        RULE,
        "Python 3.11 and 3.13",
        &[("pyproject.toml", &ruff), ("Cargo.toml", CRATE), (CI, &one())],
    );
}

#[test]
fn a_project_below_is_tested_in_its_folder() {
    let ci = one().replace("- run: pytest", "- run: pytest\n        working-directory: py");
    speaks(
        RULE,
        "Python 3.11 and 3.13",
        &[
            ("pyproject.toml", &promises("")),
            ("Cargo.toml", CRATE),
            (CI, &one()),
        ],
    );
    assert_eq!(in_ci(&ci), "");
}
